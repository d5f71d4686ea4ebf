// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The pictures in the bus summer's window: strips and how they are joined, what is wrong between two of them, and how
   to line them up. */

#ifndef SIGNALBOX_BUS_SUMMER_PANEL_PATH_H
#define SIGNALBOX_BUS_SUMMER_PANEL_PATH_H

#include "common/panel/model.h"
#include "plugins/bus_summer/bus_summer_ports.h"

/* How wide a strip is. */
double bus_strip_pitch(const Panel* panel);

/* Neither muted, nor silenced by the solo of another one. */
bool bus_strip_is_heard(const Panel* panel, unsigned copy);

/* What is wrong, and its cure; see PanelType. */
void bus_explain(const Panel* panel, char out[PANEL_TEXT_SIZE]);

/* Cards, wires and the bracket over two strips. */
void bus_path_add(Panel* panel);

void bus_correlation_add(Panel* panel, PanelRect area);
void bus_mono_loss_add(Panel* panel, PanelRect area);

/* The button that has strips arrive together. */
void bus_line_up_add(Panel* panel, PanelRect area);

#endif
