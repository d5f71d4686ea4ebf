// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_compressor/parallel_compressor_panel.h"

#include "common/panel/layout.h"
#include "plugins/parallel_compressor/parallel_compressor_ports.h"

const PanelType parallel_compressor_panel = {.family = &parallel_compressor_family, .lay_out = layout_plain};
