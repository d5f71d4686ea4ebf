// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Wires: lines that grow thicker and darker with level, with arrows, and the level on the first wire of each output.
   What clips is red; what leads to a row that is off is dashed. Any thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DIAGRAM_WIRES_H
#define SIGNALBOX_DIAGRAM_WIRES_H

#include "common/diagram/layout.h"
#include "common/draw/numbers.h"

/* What is written on a wire. */
const char* wire_text(const DiagramView* diagram, const WireView* wire, char out[DRAW_TEXT_SIZE]);

/* Draws a level piece of a wire, as a sample of how such wires look. */
void wire_sample_draw(cairo_t* cr, const WireLook* look, double x, double y, double width);

/* Draws all wires of a diagram, with their levels, over the boxes that are there. */
void wires_draw(cairo_t* cr, const DiagramView* diagram, const DiagramLayout* layout);

/* Draws a scale of wires from -48 dB to 0 dB, what red and dashes mean, and the diagram's own text on that. */
void legend_draw(cairo_t* cr, const DiagramView* diagram, const DiagramLayout* layout);

#endif
