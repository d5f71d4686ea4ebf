// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the aux return shows in a mixer strip; see glance.h. */

#ifndef SIGNALBOX_AUX_RETURN_GLANCE_H
#define SIGNALBOX_AUX_RETURN_GLANCE_H

#include "common/glance/glance.h"

void aux_return_glance(const PortView* view, Glance* glance);

#endif
