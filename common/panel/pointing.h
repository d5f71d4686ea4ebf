// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Gestures: what the pointer does to a panel. panel_pointer() stands in pointing.c. */

#ifndef SIGNALBOX_PANEL_POINTING_H
#define SIGNALBOX_PANEL_POINTING_H

#include "common/panel/model.h"

/* The widget that a press at a point is for: the nearest grip, or what is drawn last there; -1 for none. */
int pointing_find(const Panel* panel, double x, double y);

/* Nothing is hovered any more. */
void pointing_leave(Panel* panel);

/* Opens the tip of what has been hovered for a while. */
void pointing_tick(Panel* panel);

#endif
