// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the aux send shows in a mixer strip; see glance.h. */

#ifndef SIGNALBOX_AUX_SEND_GLANCE_H
#define SIGNALBOX_AUX_SEND_GLANCE_H

#include "common/glance/glance.h"

void aux_send_glance(const PortView* view, Glance* glance);

#endif
