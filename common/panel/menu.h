// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The menu of a control: its default, typing a value, its scale points, and what it is for. The list of a choice is the
   same with its entries alone. */

#ifndef SIGNALBOX_PANEL_MENU_H
#define SIGNALBOX_PANEL_MENU_H

#include "common/panel/model.h"

/* Opens below or above a rectangle, within the panel. */
void menu_open(Panel* panel, unsigned port, PanelRect near, bool is_list);
void menu_close(Panel* panel);

void menu_hover(Panel* panel, double x, double y);

/* Does what the entry at a point says, if there is one, and closes. */
void menu_choose(Panel* panel, double x, double y);

/* Where an entry stands, from 0. */
PanelRect menu_entry_area(const Panel* panel, unsigned entry);

void menu_draw(const Panel* panel, cairo_t* cr);

#endif
