// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_summer_panel.h"

#include "common/panel/layout.h"
#include "plugins/bus_summer/bus_summer_ports.h"

const PanelType bus_summer_panel = {.family = &bus_summer_family, .lay_out = layout_plain};
