// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* How each kind of widget looks, for look.c. */

#ifndef SIGNALBOX_PANEL_LOOK_PARTS_H
#define SIGNALBOX_PANEL_LOOK_PARTS_H

#include "common/panel/look.h"

/* Whether the hand is on it, or over it with nothing else in hand. */
bool is_hot(const Panel* panel, const Widget* widget);

/* The height at which a dial has its middle. */
double dial_middle(PanelRect area);

void fader_draw(const Panel* panel, const Widget* widget, cairo_t* cr);
void toggle_draw(const Panel* panel, const Widget* widget, cairo_t* cr);
void switch_draw(const Panel* panel, const Widget* widget, cairo_t* cr);
void segments_draw(const Panel* panel, const Widget* widget, cairo_t* cr);
void list_draw(const Panel* panel, const Widget* widget, cairo_t* cr);
void grip_draw(const Panel* panel, const Widget* widget, cairo_t* cr);
void level_draw(const Panel* panel, const Widget* widget, cairo_t* cr);
void peak_draw(const Panel* panel, const Widget* widget, cairo_t* cr);
void action_draw(const Panel* panel, const Widget* widget, cairo_t* cr);

#endif
