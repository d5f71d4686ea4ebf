// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The pictures in the parallel compressor's window, each with its handles. */

#ifndef SIGNALBOX_PARALLEL_COMPRESSOR_PANEL_GRAPHS_H
#define SIGNALBOX_PARALLEL_COMPRESSOR_PANEL_GRAPHS_H

#include "common/panel/model.h"
#include "plugins/parallel_compressor/parallel_compressor_ports.h"

/* Level out over level in, of the wet signal and of the blend, with the live dot. */
void compressor_transfer_add(Panel* panel, PanelRect area);

/* 5 s of level and reduction, on the same scale. */
void compressor_history_add(Panel* panel, PanelRect area);

/* How the signal goes, with both delays. */
void compressor_route_add(Panel* panel, PanelRect area);

#endif
