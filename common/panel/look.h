// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* How widgets look. */

#ifndef SIGNALBOX_PANEL_LOOK_H
#define SIGNALBOX_PANEL_LOOK_H

#include "common/draw/text.h"
#include "common/panel/model.h"

#define FADER_CAP 20.0    // its height
#define FADER_VALUE 18.0  // below the slot

/* The dBFS that meters of windows begin and end at. */
#define LOOK_METER_LOW_DB (-60.0)
#define LOOK_METER_HIGH_DB 6.0

/* Where a point around a dial stands on its scale, 0 .. 1. */
double knob_position(PanelRect area, double x, double y);

void widget_draw(const Panel* panel, const Widget* widget, cairo_t* cr);

/* A card to put widgets on, with a heading if it has one. */
void card_draw(cairo_t* cr, PanelRect area, const char* heading);

/* The ground of menus and tips. */
void popup_draw(cairo_t* cr, PanelRect area);

/* What of a meter lies between two levels. */
PanelRect level_stretch(PanelRect area, double from_db, double to_db);

/* Whether a control does nothing now. */
bool port_is_unused(const Panel* panel, unsigned port);

#endif
