// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the pointer is over: it looks so while nothing is in hand, the footer tells of it, and after a while so does a
   tip. */

#ifndef SIGNALBOX_PANEL_HOVER_H
#define SIGNALBOX_PANEL_HOVER_H

#include "common/panel/model.h"

/* The widget that a press at a point is for: the nearest grip, or what is drawn first there; -1 for none. */
int hover_find(const Panel* panel, double x, double y);

/* -1 for nothing, as hover_leave() has it. */
void hover_set(Panel* panel, int widget);
void hover_leave(Panel* panel);

/* Opens the tip of what has been hovered for a while. */
void hover_tick(Panel* panel);

/* Closes it; it comes again after as long. */
void hover_tip_close(Panel* panel);

/* For when something comes into the hand, or leaves it. */
void hover_damage(Panel* panel);

#endif
