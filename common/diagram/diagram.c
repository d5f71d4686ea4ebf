// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/diagram/diagram.h"

#include "common/diagram/layout.h"
#include "common/diagram/wires.h"
#include "common/draw/text.h"

void diagram_draw(cairo_t* cr, const DiagramView* diagram, const DiagramLayout* layout) {
  const double space = layout->width - 2.0 * LAYOUT_MARGIN;
  cairo_save(cr);
  cairo_rectangle(cr, 0.0, 0.0, layout->width, layout->height);
  ink_set(cr, INK_PAPER, 1.0);
  cairo_fill(cr);
  text_draw(cr, TEXT_TITLE, INK_TEXT, ALIGN_LEFT, diagram->title, LAYOUT_MARGIN, space, layout->title_y);
  text_draw(cr, TEXT_BODY, INK_QUIET, ALIGN_LEFT, diagram->subtitle, LAYOUT_MARGIN, space, layout->subtitle_y);
  for (unsigned i = 0; i < diagram->n_boxes; ++i) {
    box_draw(cr, &diagram->boxes[i], &layout->boxes[i].shape, layout->boxes[i].x, layout->boxes[i].y);
  }
  wires_draw(cr, diagram, layout);
  if (diagram->legend) {
    legend_draw(cr, diagram, layout);
  }
  cairo_restore(cr);
}
