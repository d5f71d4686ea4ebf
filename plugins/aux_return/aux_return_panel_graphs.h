// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The pictures in the aux return's window. */

#ifndef SIGNALBOX_AUX_RETURN_PANEL_GRAPHS_H
#define SIGNALBOX_AUX_RETURN_PANEL_GRAPHS_H

#include "common/panel/model.h"
#include "plugins/aux_return/aux_return_ports.h"

/* How far the level of the dry signal turns the return down, with handles and the live dot. */
void return_duck_add(Panel* panel, PanelRect area);

/* 5 s of dry level and reduction. */
void return_history_add(Panel* panel, PanelRect area);

/* When the dry signal and the return come, with handles, and the lag between them. */
void return_timeline_add(Panel* panel, PanelRect area);

/* The button that has them come together. */
void return_line_up_add(Panel* panel, PanelRect area);

/* Whether the guard is holding the return out. */
void return_lamp_add(Panel* panel, PanelRect area);

/* What is wrong, and its cure; see PanelType. */
void return_explain(const Panel* panel, char out[PANEL_TEXT_SIZE]);

#endif
