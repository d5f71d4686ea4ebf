// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What stands below the diagram of a map: the findings in words, with the numbers that mark them above, and what the
   wires and numbers mean. Any thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_MAP_PICTURE_LIST_H
#define SIGNALBOX_MAP_PICTURE_LIST_H

#include "common/draw/theme.h"
#include "common/map/findings.h"

/* How high the findings are, at such a width; 0 where there are none. */
double findings_height(cairo_t* cr, const Findings* findings, double width);

/* Numbers them in their order from 1 on, those that are accepted left out. */
void findings_draw(cairo_t* cr, const Findings* findings, double x, double y, double width);

double map_legend_height(void);
double map_legend_width(cairo_t* cr);

/* `y` is its top. */
void map_legend_draw(cairo_t* cr, double x, double y, double width);

#endif
