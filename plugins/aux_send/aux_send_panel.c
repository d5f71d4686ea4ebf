// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/aux_send_panel.h"

#include "common/panel/layout.h"
#include "plugins/aux_send/aux_send_ports.h"

const PanelType aux_send_panel = {.family = &aux_send_family, .lay_out = layout_plain};
