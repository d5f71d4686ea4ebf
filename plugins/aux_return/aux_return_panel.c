// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/aux_return_panel.h"

#include "common/panel/layout.h"
#include "plugins/aux_return/aux_return_ports.h"

const PanelType aux_return_panel = {.family = &aux_return_family, .lay_out = layout_plain};
