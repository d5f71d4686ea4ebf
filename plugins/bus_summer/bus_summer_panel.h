// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The windows of the bus summer. */

#ifndef SIGNALBOX_BUS_SUMMER_PANEL_H
#define SIGNALBOX_BUS_SUMMER_PANEL_H

#include "common/panel/panel.h"

extern const PanelType bus_summer_panel;

#endif
