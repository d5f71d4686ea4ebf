// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/sidechain_router_panel.h"

#include "common/panel/layout.h"
#include "plugins/sidechain_router/sidechain_router_ports.h"

const PanelType sidechain_router_panel = {.family = &sidechain_router_family, .lay_out = layout_plain};
