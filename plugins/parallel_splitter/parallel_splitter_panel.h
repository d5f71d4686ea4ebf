// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The windows of the parallel splitter. */

#ifndef SIGNALBOX_PARALLEL_SPLITTER_PANEL_H
#define SIGNALBOX_PARALLEL_SPLITTER_PANEL_H

#include "common/panel/panel.h"

extern const PanelType parallel_splitter_panel;

#endif
