// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/diagram/wires.h"

#include "common/draw/numbers.h"
#include "common/draw/text.h"
#include "common/draw/wire.h"

#include <math.h>

#define TURN 6.28318530717958647692
#define PIN_RADIUS 3.5
#define ARROW_LENGTH 9.0
#define HALO 2.5

typedef struct {
  double level_db, thickness;
  bool clips, off;
} WireStyle;

/* A wire is off when it ends at a row that is. */
static WireStyle wire_style(const DiagramView* diagram, const WireView* wire) {
  const OutputView* output = &diagram->boxes[wire->from].outputs[wire->output];
  const BoxView* to = &diagram->boxes[wire->to];
  const double level_db = (double)output->level_db;
  WireStyle style = {level_db, wire_thickness(level_db), output->clips, !(output->level_db > DRAW_OFF_DB)};
  for (unsigned i = 0; i < to->n_rows; ++i) {
    style.off |= to->rows[i].off && to->rows[i].input == wire->input + 1;
  }
  return style;
}

static void wire_ink(cairo_t* cr, const WireStyle* style) {
  if (style->off) {
    ink_set(cr, INK_OFF, 1.0);
  } else if (style->clips) {
    ink_set(cr, INK_CLIP, 1.0);
  } else {
    ink_set_level(cr, style->level_db);
  }
}

static void wire_path(cairo_t* cr, const DiagramLayout* layout, const WirePlace* place) {
  for (unsigned i = 0; i < place->n_segments; ++i) {
    const WireSegment* segment = &layout->segments[place->first_segment + i];
    const double end = segment->x1 - (i + 1 == place->n_segments ? ARROW_LENGTH - 1.0 : 0.0);
    const double middle = (segment->curve_x + end) / 2.0;
    if (i == 0) {
      cairo_move_to(cr, segment->x0, segment->y0);
    }
    cairo_line_to(cr, segment->x0, segment->y0);
    cairo_line_to(cr, segment->curve_x, segment->y0);
    cairo_curve_to(cr, middle, segment->y0, middle, segment->y1, end, segment->y1);
  }
}

/* The halo makes crossings read as one wire over the other. */
static void halo_wire_draw(cairo_t* cr, const DiagramLayout* layout, const WirePlace* place, const WireStyle* style) {
  const double dashes[] = {5.0, 5.0};
  const WireSegment* first = &layout->segments[place->first_segment];
  const WireSegment* last = first + place->n_segments - 1;
  const double width = style->off ? 1.4 : style->thickness;
  cairo_save(cr);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
  wire_path(cr, layout, place);
  cairo_set_line_width(cr, width + 2.0 * HALO);
  ink_set(cr, INK_PAPER, 1.0);
  cairo_stroke_preserve(cr);
  cairo_set_line_width(cr, width);
  cairo_set_dash(cr, dashes, style->off ? 2 : 0, 0.0);
  wire_ink(cr, style);
  cairo_stroke(cr);
  const double wing = fmax(4.0, width / 2.0 + 2.5);
  cairo_move_to(cr, last->x1, last->y1);
  cairo_line_to(cr, last->x1 - ARROW_LENGTH, last->y1 - wing);
  cairo_line_to(cr, last->x1 - ARROW_LENGTH, last->y1 + wing);
  cairo_close_path(cr);
  cairo_fill(cr);
  cairo_new_sub_path(cr);
  cairo_arc(cr, first->x0, first->y0, fmax(PIN_RADIUS, width / 2.0 + 1.5), 0.0, TURN);
  cairo_fill(cr);
  cairo_restore(cr);
}

static void label_draw(cairo_t* cr, const DiagramView* diagram, const WireView* wire, const WirePlace* place,
                       const WireStyle* style) {
  char text[DRAW_TEXT_SIZE];
  level_text(diagram->boxes[wire->from].outputs[wire->output].level_db, text);
  text_draw(cr, TEXT_BODY,
            style->clips ? INK_CLIP
            : style->off ? INK_QUIET
                         : INK_TEXT,
            ALIGN_LEFT, text, place->label_x, place->label_width, place->label_y + place->label_height);
}

/* Wires to what is off lie under the others. */
void wires_draw(cairo_t* cr, const DiagramView* diagram, const DiagramLayout* layout) {
  for (int pass = 0; pass < 2; ++pass) {
    for (unsigned i = 0; i < diagram->n_wires; ++i) {
      const WireStyle style = wire_style(diagram, &diagram->wires[i]);
      if (style.off == (pass == 0)) {
        halo_wire_draw(cr, layout, &layout->wires[i], &style);
      }
    }
  }
  for (unsigned i = 0; i < diagram->n_wires; ++i) {
    const WireStyle style = wire_style(diagram, &diagram->wires[i]);
    if (layout->wires[i].labelled) {
      label_draw(cr, diagram, &diagram->wires[i], &layout->wires[i], &style);
    }
  }
}

/* A scale of wires, and what red and dashes mean. */
void legend_draw(cairo_t* cr, const DiagramView* diagram, const DiagramLayout* layout) {
  const WireStyle samples[] = {
    {-48.0, wire_thickness(-48.0), false, false}, {-24.0, wire_thickness(-24.0), false, false},
    {-12.0, wire_thickness(-12.0), false, false}, {0.0, wire_thickness(0.0), false, false},
    {-12.0, wire_thickness(-12.0), true, false},  {-90.0, 1.4, false, true},
  };
  const char* const names[] = {"\xE2\x88\x92"
                               "48",
                               "\xE2\x88\x92"
                               "24",
                               "\xE2\x88\x92"
                               "12",
                               "0 dB",
                               "clips",
                               "off"};
  const double baseline = layout->legend_y + text_capital(TEXT_SMALL) / 2.0;
  double x = LAYOUT_MARGIN;
  for (int i = 0; i < 6; ++i) {
    const double dashes[] = {5.0, 5.0};
    cairo_save(cr);
    cairo_set_dash(cr, dashes, samples[i].off ? 2 : 0, 0.0);
    cairo_set_line_width(cr, samples[i].thickness);
    wire_ink(cr, &samples[i]);
    cairo_move_to(cr, x, layout->legend_y);
    cairo_line_to(cr, x + 25.0, layout->legend_y);
    cairo_stroke(cr);
    cairo_restore(cr);
    const double width = text_width(cr, TEXT_SMALL, names[i]);
    text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_LEFT, names[i], x + 31.0, width, baseline);
    x += 31.0 + width + 18.0;
  }
  text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_RIGHT, diagram->legend, x, layout->width - LAYOUT_MARGIN - x, baseline);
}
