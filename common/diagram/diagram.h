// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A signal path as a person would sketch it: boxes from left to right, wires between them that grow thicker and darker
   with level, and the level written on each. The picture's size follows from what is in it; scale the cairo_t to fit.
   Any thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DIAGRAM_DIAGRAM_H
#define SIGNALBOX_DIAGRAM_DIAGRAM_H

#include "common/diagram/box.h"
#include "common/diagram/columns.h"

typedef enum { WIRE_PLAIN, WIRE_DOUBLE, WIRE_DOTTED } WireStroke;

/* How a wire is drawn. */
typedef struct {
  WireStroke stroke;
  double level_db;
  bool alarm;  // in red
  bool off;
} WireLook;

typedef struct {
  const char* title;
  const char* subtitle;     // NULL for none
  double most_title_width;  // of both: what is longer ends in an ellipsis; 0 for no such limit
  const char* legend;       // what the numbers on the wires are; NULL for none
  const BoxView* boxes;
  unsigned n_boxes;
  const WireView* wires;
  unsigned n_wires;
  const WireLook* looks;  // of each wire; NULL where they follow from outputs and rows
} DiagramView;

typedef struct DiagramLayout DiagramLayout;

/* Draws a diagram at 0, 0 in the layout that layout_new() made of it. */
void diagram_draw(cairo_t* cr, const DiagramView* diagram, const DiagramLayout* layout);

#endif
