// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/parallel_splitter_panel.h"

#include "common/panel/layout.h"
#include "plugins/parallel_splitter/parallel_splitter_ports.h"

const PanelType parallel_splitter_panel = {.family = &parallel_splitter_family, .lay_out = layout_plain};
