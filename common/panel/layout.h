// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Laying out a panel: what lay_out() of a family calls. Ports that the variant lacks (NO_PORT) are passed over. */

#ifndef SIGNALBOX_PANEL_LAYOUT_H
#define SIGNALBOX_PANEL_LAYOUT_H

#include "common/panel/model.h"

/* Sets the size of the panel, and adds what all of them have: header and footer. To be called first. */
void layout_begin(Panel* panel, double width, double height);

/* Has the header drawn anew when a port changes of which explain() speaks. */
void layout_explains(Panel* panel, unsigned port);

/* Adds a widget of a port. Its label is the port's short name until changed. Where the port is NO_PORT, or there is no
   room for more, what comes back belongs to no panel. */
Widget* layout_add(Panel* panel, WidgetKind kind, PanelRect area, unsigned port, const char* label);

/* Adds a WIDGET_NUMBER of the usual height. */
void layout_number(Panel* panel, double x, double y, double width, unsigned port, const char* label);

/* Adds a picture, which takes no pointer. */
Widget* layout_picture(Panel* panel, PanelRect area, void (*draw)(const Panel*, const Widget*, cairo_t*));

/* Adds a word beside widgets, or a heading. */
void layout_text(Panel* panel, PanelRect area, const char* text);
/* The same in the smallest letters, in the middle. */
void layout_caption(Panel* panel, PanelRect area, const char* text);  // in the middle
void layout_tick(Panel* panel, PanelRect area, const char* text);
void layout_heading(Panel* panel, double x, double baseline, const char* text);

/* Adds a card for widgets to stand on. */
Widget* layout_card(Panel* panel, PanelRect area, const char* heading);

/* Adds a meter that stands, of each channel of a reading, with its peak below; where the next one would begin. */
double layout_meters(Panel* panel, PanelRect area, unsigned section, unsigned spec);

/* Figures along a meter that stands, or from 0 dB down along one of reduction. */
void layout_meter_scale(Panel* panel, PanelRect area);

/* Has a picture drawn anew when a port changes. */
void layout_watch(Widget* widget, unsigned port);

/* Adds a grip: `place` says where it is, travels as in Widget. */
Widget* layout_grip(Panel* panel, unsigned port, double travel, unsigned port_y, double travel_y,
                    void (*place)(const Panel*, const Widget*, double*, double*));

Widget* layout_action(Panel* panel, PanelRect area, const char* label, void (*press)(Panel*, const Widget*));

/* Keeps 5 s of a reading for pictures of it. Its number among the histories. */
unsigned layout_history(Panel* panel, unsigned port);

/* Called when all is laid out. */
void layout_finish(Panel* panel);

/* Where a widget can leave marks now, handles included. */
PanelRect widget_reach(const Panel* panel, const Widget* widget);

/* Where the hovered control is told. */
PanelRect footer_area(const Panel* panel);

#endif
