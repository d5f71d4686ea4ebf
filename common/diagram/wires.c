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

#define TURN_RADIUS 10.0
#define LEAST_DOUBLE 4.6  // the thinnest of two lines, and what is between them
#define GROOVE 2.2
#define LEAST_DOT 3.0
#define OFF_THICKNESS 1.4

/* Where a diagram does not say so, a wire is off when it ends at a row that is. */
static WireLook wire_look(const DiagramView* diagram, unsigned index) {
  if (diagram->looks) {
    return diagram->looks[index];
  }
  const WireView* wire = &diagram->wires[index];
  const OutputView* output = &diagram->boxes[wire->from].outputs[wire->output];
  const BoxView* to = &diagram->boxes[wire->to];
  WireLook look = {
    .level_db = (double)output->level_db, .alarm = output->clips, .off = !(output->level_db > DRAW_OFF_DB)};
  for (unsigned i = 0; i < to->n_rows; ++i) {
    look.off |= to->rows[i].off && to->rows[i].input == wire->input + 1;
  }
  look.alarm = look.alarm && !look.off;
  return look;
}

static void wire_ink(cairo_t* cr, const WireLook* look) {
  if (look->alarm) {
    ink_set(cr, INK_CLIP, 1.0);
  } else if (look->off) {
    ink_set(cr, INK_OFF, 1.0);
  } else {
    ink_set_level(cr, look->level_db);
  }
}

static double look_thickness(const WireLook* look) {
  const double thickness = wire_thickness(look->level_db);
  if (look->off) {
    return OFF_THICKNESS;
  }
  return fmax(thickness, look->stroke == WIRE_DOUBLE ? LEAST_DOUBLE : look->stroke == WIRE_DOTTED ? LEAST_DOT : 0.0);
}

/* Strokes the current path. */
static void look_stroke(cairo_t* cr, const WireLook* look) {
  const double width = look_thickness(look);
  const double dashes[] = {5.0, 5.0};
  const double dots[] = {0.0, 2.0 * width};
  cairo_save(cr);
  cairo_set_line_width(cr, width);
  wire_ink(cr, look);
  if (look->off) {
    cairo_set_dash(cr, dashes, 2, 0.0);
  } else if (look->stroke == WIRE_DOTTED) {
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_dash(cr, dots, 2, 0.0);
  }
  cairo_stroke_preserve(cr);
  if (look->stroke == WIRE_DOUBLE && !look->off) {
    cairo_set_line_width(cr, width > 2.0 * GROOVE ? width - GROOVE : width / 2.0);
    ink_set(cr, INK_PAPER, 1.0);
    cairo_stroke_preserve(cr);
  }
  cairo_new_path(cr);
  cairo_restore(cr);
}

/* The way of a wire, or, where it shows that the wire lies over others, without its beginning: those that leave the
   same pin lie beside one another there. */
static void wire_path(cairo_t* cr, const DiagramLayout* layout, const WirePlace* place, bool is_whole) {
  for (unsigned i = 0; i < place->n_segments; ++i) {
    const WireSegment* segment = &layout->segments[place->first_segment + i];
    const double end = segment->x1 - (i + 1 == place->n_segments ? ARROW_LENGTH - 1.0 : 0.0);
    const double middle = (segment->curve_x + end) / 2.0;
    const double y0 = segment->y0, y1 = segment->y1;
    if (i > 0 || is_whole) {
      if (i == 0) {
        cairo_move_to(cr, segment->x0, y0);
      }
      cairo_line_to(cr, segment->x0, y0);
      cairo_line_to(cr, segment->curve_x, y0);
      cairo_curve_to(cr, middle, y0, middle, y1, end, y1);
    } else {
      const double join_x = (segment->curve_x + 6.0 * middle + end) / 8.0;  // the second half of the curve
      cairo_move_to(cr, join_x, (y0 + y1) / 2.0);
      cairo_curve_to(cr, (middle + (middle + end) / 2.0) / 2.0, ((y0 + y1) / 2.0 + y1) / 2.0, (middle + end) / 2.0, y1,
                     end, y1);
    }
  }
}

/* A line to just before a corner, and round it towards dx, dy, which are -1, 0 or 1. */
static void corner(cairo_t* cr, double from_x, double from_y, double x, double y, double dx, double dy) {
  cairo_line_to(cr, x - TURN_RADIUS * from_x, y - TURN_RADIUS * from_y);
  cairo_curve_to(cr, x, y, x, y, x + TURN_RADIUS * dx, y + TURN_RADIUS * dy);
}

static void return_path(cairo_t* cr, const WireReturn* back) {
  cairo_move_to(cr, back->x0, back->y0);
  corner(cr, 1.0, 0.0, back->turn_x0, back->y0, 0.0, 1.0);
  corner(cr, 0.0, 1.0, back->turn_x0, back->y, -1.0, 0.0);
  corner(cr, -1.0, 0.0, back->turn_x1, back->y, 0.0, -1.0);
  cairo_line_to(cr, back->turn_x1, back->y1 + TURN_RADIUS);
  cairo_curve_to(cr, back->turn_x1, back->y1, back->turn_x1, back->y1, back->x1 - ARROW_LENGTH + 1.0, back->y1);
}

static void path_of(cairo_t* cr, const DiagramLayout* layout, const WirePlace* place, bool is_whole) {
  if (place->n_segments == 0) {
    return_path(cr, &place->back);
  } else {
    wire_path(cr, layout, place, is_whole);
  }
}

/* The halo makes crossings read as one wire over the other. */
static void halo_draw(cairo_t* cr, const DiagramLayout* layout, const WirePlace* place, const WireLook* look) {
  path_of(cr, layout, place, false);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width(cr, look_thickness(look) + 2.0 * HALO);
  ink_set(cr, INK_PAPER, 1.0);
  cairo_stroke(cr);
}

static void one_wire_draw(cairo_t* cr, const DiagramLayout* layout, const WirePlace* place, const WireLook* look) {
  const WireSegment* first = &layout->segments[place->first_segment];
  const WireSegment* last = first + place->n_segments - 1;
  const bool comes_back = place->n_segments == 0;
  const double x0 = comes_back ? place->back.x0 : first->x0, y0 = comes_back ? place->back.y0 : first->y0;
  const double x1 = comes_back ? place->back.x1 : last->x1, y1 = comes_back ? place->back.y1 : last->y1;
  const double width = look_thickness(look);
  const double wing = fmax(4.0, width / 2.0 + 2.5);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
  path_of(cr, layout, place, true);
  look_stroke(cr, look);
  wire_ink(cr, look);
  cairo_move_to(cr, x1, y1);
  cairo_line_to(cr, x1 - ARROW_LENGTH, y1 - wing);
  cairo_line_to(cr, x1 - ARROW_LENGTH, y1 + wing);
  cairo_close_path(cr);
  cairo_fill(cr);
  cairo_new_sub_path(cr);
  cairo_arc(cr, x0, y0, fmax(PIN_RADIUS, width / 2.0 + 1.5), 0.0, TURN);
  cairo_fill(cr);
}

const char* wire_text(const DiagramView* diagram, const WireView* wire, char out[DRAW_TEXT_SIZE]) {
  const OutputView* output = &diagram->boxes[wire->from].outputs[wire->output];
  return output->text ? output->text : level_text(output->level_db, out);
}

void wire_sample_draw(cairo_t* cr, const WireLook* look, double x, double y, double width) {
  cairo_move_to(cr, x, y);
  cairo_line_to(cr, x + width, y);
  look_stroke(cr, look);
}

static void label_draw(cairo_t* cr, const DiagramView* diagram, unsigned index, const WirePlace* place) {
  char text[DRAW_TEXT_SIZE];
  const WireLook look = wire_look(diagram, index);
  text_draw(cr, TEXT_BODY,
            look.off     ? INK_QUIET
            : look.alarm ? INK_CLIP
                         : INK_TEXT,
            ALIGN_LEFT, wire_text(diagram, &diagram->wires[index], text), place->label_x, place->label_width,
            place->label_y + place->label_height);
}

/* Draws the wires of a bundle, as far as they are off or not, none of them over another. */
static void bundle_draw(cairo_t* cr, const DiagramView* diagram, const DiagramLayout* layout, unsigned first,
                        bool off) {
  for (int pass = 0; pass < 2; ++pass) {
    for (unsigned i = 0; i < diagram->n_wires; ++i) {
      const WireLook look = wire_look(diagram, i);
      if (look.off == off && layout->wires[i].bundle == first) {
        (pass == 0 ? halo_draw : one_wire_draw)(cr, layout, &layout->wires[i], &look);
      }
    }
  }
}

/* Wires to what is off lie under the others. */
void wires_draw(cairo_t* cr, const DiagramView* diagram, const DiagramLayout* layout) {
  cairo_save(cr);
  for (int pass = 0; pass < 2; ++pass) {
    for (unsigned i = 0; i < diagram->n_wires; ++i) {
      bundle_draw(cr, diagram, layout, i, pass == 0);
    }
  }
  cairo_restore(cr);
  for (unsigned i = 0; i < diagram->n_wires; ++i) {
    if (layout->wires[i].labelled) {
      label_draw(cr, diagram, i, &layout->wires[i]);
    }
  }
}

/* A scale of wires, and what red and dashes mean. */
void legend_draw(cairo_t* cr, const DiagramView* diagram, const DiagramLayout* layout) {
  const WireLook samples[] = {{.level_db = -48.0},
                              {.level_db = -24.0},
                              {.level_db = -12.0},
                              {.level_db = 0.0},
                              {.level_db = -12.0, .alarm = true},
                              {.off = true}};
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
    wire_sample_draw(cr, &samples[i], x, layout->legend_y, 25.0);
    const double width = text_width(cr, TEXT_SMALL, names[i]);
    text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_LEFT, names[i], x + 31.0, width, baseline);
    x += 31.0 + width + 18.0;
  }
  text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_RIGHT, diagram->legend, x, layout->width - LAYOUT_MARGIN - x, baseline);
}
