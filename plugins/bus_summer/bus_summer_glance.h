// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the bus summer shows in a mixer strip; see glance.h. */

#ifndef SIGNALBOX_BUS_SUMMER_GLANCE_H
#define SIGNALBOX_BUS_SUMMER_GLANCE_H

#include "common/glance/glance.h"

void bus_summer_glance(const PortView* view, Glance* glance);

#endif
