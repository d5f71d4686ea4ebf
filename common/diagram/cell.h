// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* One cell of a box's table: a text, a number, a meter, a pan position or a badge. Any thread that owns its cairo_t;
   not realtime-safe. */

#ifndef SIGNALBOX_DIAGRAM_CELL_H
#define SIGNALBOX_DIAGRAM_CELL_H

#include <cairo.h>
#include <stdbool.h>

typedef enum {
  CELL_EMPTY,
  CELL_TEXT,       // text to the left
  CELL_NUMBER,     // text to the right
  CELL_METER,      // value: peak in dBFS
  CELL_REDUCTION,  // value: gain reduction in dB, 0 or less
  CELL_PAN,        // value: -1..1
  CELL_BADGE,      // text on a filled ground
  CELL_QUIET,      // small text to the left
} CellKind;

typedef struct {
  CellKind kind;
  const char* text;
  const char* note;  // a second line, smaller; of texts and numbers; NULL for none
  float value;
  bool alarm;  // in red
} CellView;

/* How wide a cell has to be, in user units. */
double cell_width(cairo_t* cr, const CellView* cell);

/* Draws a cell from x on, `width` wide, around the height `middle`; pale where it is `off`. */
void cell_draw(cairo_t* cr, const CellView* cell, bool off, double x, double width, double middle);

#endif
