// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The marks of a box: badges beside its name, or in lines of their own below its note where there are many. Any thread
   that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DIAGRAM_BOX_MARKS_H
#define SIGNALBOX_DIAGRAM_BOX_MARKS_H

#include "common/diagram/box.h"

/* Whether a box's marks stand beside its name. */
bool marks_are_beside(cairo_t* cr, const BoxView* box);

/* How wide they are beside the name, with the gap to it, or in the widest of their lines. */
double marks_width(cairo_t* cr, const BoxView* box);

/* How high their lines are; 0 where they stand beside the name. */
double marks_height(cairo_t* cr, const BoxView* box);

/* Draws those beside a name so that they end at `right`, or lines from `left` on, with their top at y. */
void marks_draw(cairo_t* cr, const BoxView* box, double left, double right, double y);

#endif
