// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the sidechain router shows in a mixer strip; see glance.h. */

#ifndef SIGNALBOX_SIDECHAIN_ROUTER_GLANCE_H
#define SIGNALBOX_SIDECHAIN_ROUTER_GLANCE_H

#include "common/glance/glance.h"

void sidechain_router_glance(const PortView* view, Glance* glance);

#endif
