// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The windows of the sidechain router. */

#ifndef SIGNALBOX_SIDECHAIN_ROUTER_PANEL_H
#define SIGNALBOX_SIDECHAIN_ROUTER_PANEL_H

#include "common/panel/panel.h"

extern const PanelType sidechain_router_panel;

#endif
