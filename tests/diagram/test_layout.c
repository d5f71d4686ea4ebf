// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/diagram/box_marks.h"
#include "common/diagram/layout.h"
#include "common/diagram/wires.h"
#include "common/draw/text.h"
#include "common/draw/wire.h"
#include "tests/diagram/random_diagram.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { N_DIAGRAMS = 200, CURVE_STEPS = 32 };

typedef struct {
  double x, y, width, height;
} Area;

static cairo_surface_t* surface;
static cairo_t* cr;

static int ruler_open(void** state) {
  (void)state;
  surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
  cr = cairo_create(surface);
  return cairo_status(cr) != CAIRO_STATUS_SUCCESS;
}

static int ruler_close(void** state) {
  (void)state;
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return 0;
}

/* Calls a check with many diagrams, each in its layout. */
static void with_diagrams(void (*check)(const DiagramView* diagram, const DiagramLayout* layout)) {
  static RandomDiagram random;
  for (uint64_t seed = 1; seed <= N_DIAGRAMS; ++seed) {
    random_diagram_fill(seed, &random);
    DiagramLayout* layout = layout_new(cr, &random.diagram);
    assert_non_null(layout);
    check(&random.diagram, layout);
    layout_free(layout);
  }
}

static Area box_area(const DiagramLayout* layout, unsigned index) {
  const BoxPlace* box = &layout->boxes[index];
  return (Area){box->x, box->y, box->shape.width, box->shape.height};
}

static bool areas_meet(Area a, Area b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

static void assert_inside(const DiagramLayout* layout, Area area) {
  assert_true(area.x >= 0.0 && area.x + area.width <= layout->width);
  assert_true(area.y >= 0.0 && area.y + area.height <= layout->height);
}

static void check_boxes_are_apart(const DiagramView* diagram, const DiagramLayout* layout) {
  for (unsigned i = 0; i < diagram->n_boxes; ++i) {
    assert_inside(layout, box_area(layout, i));
    for (unsigned k = 0; k < i; ++k) {
      assert_false(areas_meet(box_area(layout, i), box_area(layout, k)));
    }
  }
}

static void test_boxes_are_apart(void** state) {
  (void)state;
  with_diagrams(check_boxes_are_apart);
}

static void assert_no_box_on(const DiagramView* diagram, const DiagramLayout* layout, Area area) {
  for (unsigned i = 0; i < diagram->n_boxes; ++i) {
    assert_false(areas_meet(area, box_area(layout, i)));
  }
}

/* It leaves and arrives as others do, and goes back below all boxes, past which it goes up and down. */
static void check_wire_comes_back(const DiagramView* diagram, const DiagramLayout* layout, unsigned index) {
  const WireView* wire = &diagram->wires[index];
  const WireReturn* back = &layout->wires[index].back;
  const Area from = box_area(layout, wire->from), to = box_area(layout, wire->to);
  assert_int_equal(layout->wires[index].n_segments, 0);
  assert_near(back->x0, from.x + from.width, 1e-9);
  assert_near(back->y0, from.y + layout->boxes[wire->from].shape.output_y[wire->output], 1e-9);
  assert_near(back->x1, to.x, 1e-9);
  assert_near(back->y1, to.y + layout->boxes[wire->to].shape.input_y[wire->input], 1e-9);
  assert_true(back->turn_x0 > back->x0 && back->turn_x1 < back->x1);
  assert_no_box_on(diagram, layout, (Area){back->x0, back->y0, back->turn_x0 - back->x0, 0.0});
  assert_no_box_on(diagram, layout, (Area){back->turn_x0, back->y0, 0.0, back->y - back->y0});
  assert_no_box_on(diagram, layout, (Area){0.0, back->y, layout->width, 0.0});
  assert_no_box_on(diagram, layout, (Area){back->turn_x1, back->y1, 0.0, back->y - back->y1});
  assert_no_box_on(diagram, layout, (Area){back->turn_x1, back->y1, back->x1 - back->turn_x1, 0.0});
  assert_inside(layout, (Area){back->turn_x1, back->y, 0.0, 0.0});
  assert_inside(layout, (Area){back->turn_x0, back->y, 0.0, 0.0});
  for (unsigned i = 0; i < diagram->n_boxes; ++i) {
    assert_true(box_area(layout, i).y + box_area(layout, i).height < back->y);
  }
}

/* A wire leaves at its output, arrives at its input, is in one piece, and only ever goes to the right. */
static void check_wires_join_their_ends(const DiagramView* diagram, const DiagramLayout* layout) {
  for (unsigned i = 0; i < diagram->n_wires; ++i) {
    const WireView* wire = &diagram->wires[i];
    const WirePlace* place = &layout->wires[i];
    const BoxPlace* from = &layout->boxes[wire->from];
    const BoxPlace* to = &layout->boxes[wire->to];
    const WireSegment* segments = &layout->segments[place->first_segment];
    if (wire->comes_back) {
      check_wire_comes_back(diagram, layout, i);
      continue;
    }
    assert_true(place->n_segments > 0);
    const WireSegment* last = &segments[place->n_segments - 1];
    assert_near(segments[0].x0, from->x + from->shape.width, 1e-9);
    assert_near(segments[0].y0, from->y + from->shape.output_y[wire->output], 1e-9);
    assert_near(last->x1, to->x, 1e-9);
    assert_near(last->y1, to->y + to->shape.input_y[wire->input], 1e-9);
    for (unsigned k = 0; k < place->n_segments; ++k) {
      assert_true(segments[k].x0 < segments[k].x1 && segments[k].x0 <= segments[k].curve_x &&
                  segments[k].curve_x < segments[k].x1);
      if (k > 0) {
        assert_near(segments[k].y0, segments[k - 1].y1, 1e-9);
        assert_true(segments[k].x0 >= segments[k - 1].x1);
      }
    }
  }
}

static void test_wires_join_their_ends(void** state) {
  (void)state;
  with_diagrams(check_wires_join_their_ends);
}

/* Neither on its level parts nor on its curves. */
static void check_wires_pass_boxes(const DiagramView* diagram, const DiagramLayout* layout) {
  for (unsigned i = 0; i < diagram->n_wires; ++i) {
    const WirePlace* place = &layout->wires[i];
    for (unsigned k = 0; k < place->n_segments; ++k) {
      const WireSegment* segment = &layout->segments[place->first_segment + k];
      assert_no_box_on(diagram, layout, (Area){segment->x0, segment->y0, segment->curve_x - segment->x0, 0.0});
      if (k + 1 < place->n_segments) {
        assert_no_box_on(diagram, layout, (Area){segment->x1, segment->y1, segment[1].x0 - segment->x1, 0.0});
      }
      for (unsigned step = 1; step < CURVE_STEPS; ++step) {
        const double t = (double)step / CURVE_STEPS;
        const double s = 1.0 - t;
        const double middle = (segment->curve_x + segment->x1) / 2.0;
        const double x = s * s * s * segment->curve_x + 3.0 * s * t * middle + t * t * t * segment->x1;
        const double y = segment->y0 * s * s * (s + 3.0 * t) + segment->y1 * t * t * (t + 3.0 * s);
        assert_no_box_on(diagram, layout, (Area){x, y, 0.0, 0.0});
      }
    }
  }
}

static void test_wires_pass_boxes(void** state) {
  (void)state;
  with_diagrams(check_wires_pass_boxes);
}

/* Counts the level parts of wires only: labels stand where there are no curves. */
static void assert_no_wire_on(const DiagramLayout* layout, const WirePlace* place, Area area) {
  for (unsigned k = 0; k < place->n_segments; ++k) {
    const WireSegment* segment = &layout->segments[place->first_segment + k];
    assert_false(areas_meet(area, (Area){segment->x0, segment->y0, segment->curve_x - segment->x0, 0.0}));
  }
}

/* Each output that has a wire is labelled once, where no box, no wire and no other label is. */
static void check_labels_are_free(const DiagramView* diagram, const DiagramLayout* layout) {
  Area labels[RANDOM_MAX_WIRES];
  unsigned n = 0;
  for (unsigned i = 0; i < diagram->n_wires; ++i) {
    const WirePlace* place = &layout->wires[i];
    unsigned n_labels = 0;
    for (unsigned k = 0; k < diagram->n_wires; ++k) {
      const bool same = diagram->wires[k].from == diagram->wires[i].from &&
                        diagram->wires[k].output == diagram->wires[i].output;
      n_labels += same && layout->wires[k].labelled;
    }
    char text[DRAW_TEXT_SIZE];
    assert_int_equal(n_labels, wire_text(diagram, &diagram->wires[i], text)[0] ? 1 : 0);
    if (place->labelled) {
      const Area label = {place->label_x, place->label_y, place->label_width, place->label_height};
      assert_inside(layout, label);
      assert_no_box_on(diagram, layout, label);
      const double curve_x = layout->segments[place->first_segment].curve_x;
      assert_true(label.x + label.width < (place->n_segments > 0 ? curve_x : place->back.turn_x0));
      for (unsigned k = 0; k < n; ++k) {
        assert_false(areas_meet(label, labels[k]));
      }
      for (unsigned k = 0; k < diagram->n_wires; ++k) {
        assert_no_wire_on(layout, &layout->wires[k], label);
      }
      labels[n++] = label;
    }
  }
}

static void test_labels_are_free(void** state) {
  (void)state;
  with_diagrams(check_labels_are_free);
}

static double cell_text_width(const CellView* cell) {
  const bool plain = cell->kind == CELL_TEXT || cell->kind == CELL_NUMBER;
  const TextStyle style = plain ? TEXT_BODY : TEXT_BADGE;
  return plain || cell->kind == CELL_BADGE ? text_width(cr, style, cell->text) : 0.0;
}

static void check_text_fits(const DiagramView* diagram, const DiagramLayout* layout) {
  for (unsigned i = 0; i < diagram->n_boxes; ++i) {
    const BoxView* box = &diagram->boxes[i];
    const BoxShape* shape = &layout->boxes[i].shape;
    const double beside = box->wave_place == WAVE_BESIDE ? shape->wave_width : 0.0;
    const double most = 1e-6 + shape->width - beside;
    const double marks = marks_width(cr, box);
    assert_true(text_width(cr, TEXT_NAME, box->name) + (marks_are_beside(cr, box) ? marks : 0.0) < most);
    assert_true(marks < shape->width);
    assert_true(text_width(cr, TEXT_SMALL, box->note) < most);
    assert_true(text_width(cr, TEXT_SMALL, box->foot) < shape->width);
    for (unsigned column = 0; column < BOX_CELLS; ++column) {
      const double end = shape->cell_x[column] + shape->cell_width[column];
      const bool last = column + 1 == BOX_CELLS || box->n_rows == 0;
      assert_true(end <= (last ? shape->width : shape->cell_x[column + 1]));
      for (unsigned row = 0; row < box->n_rows; ++row) {
        assert_true(cell_text_width(&box->rows[row].cells[column]) <= shape->cell_width[column] + 1e-6);
      }
    }
  }
}

static void test_text_fits(void** state) {
  (void)state;
  with_diagrams(check_text_fits);
}

/* The paper is exactly as large as the picture, so ink beyond it is a leak. */
static void check_ink_stays_on_paper(const DiagramView* diagram, const DiagramLayout* layout) {
  cairo_surface_t* recording = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t* pen = cairo_create(recording);
  diagram_draw(pen, diagram, layout);
  Area ink;
  cairo_recording_surface_ink_extents(recording, &ink.x, &ink.y, &ink.width, &ink.height);
  assert_int_equal(cairo_status(pen), CAIRO_STATUS_SUCCESS);
  assert_near(ink.x, 0.0, 1e-9);
  assert_near(ink.y, 0.0, 1e-9);
  assert_near(ink.width, layout->width, 1e-9);
  assert_near(ink.height, layout->height, 1e-9);
  cairo_destroy(pen);
  cairo_surface_destroy(recording);
}

static void test_ink_stays_on_paper(void** state) {
  (void)state;
  with_diagrams(check_ink_stays_on_paper);
}

/* Sources that feed the strips of a mixer stand level with them, in the order of the strips. */
static void test_sources_stand_level_with_strips(void** state) {
  (void)state;
  enum { N_STRIPS = 6 };
  BoxView boxes[N_STRIPS + 1] = {{0}};
  RowView rows[N_STRIPS] = {{.cells = {{.kind = CELL_EMPTY}}}};
  WireView wires[N_STRIPS];
  for (unsigned i = 0; i < N_STRIPS; ++i) {
    boxes[i] = (BoxView){.name = "Source", .note = "sample", .wave_place = WAVE_BESIDE, .n_outputs = 1};
    rows[i].input = i + 1;
    wires[i] = (WireView){i, 0, N_STRIPS, N_STRIPS - 1 - i};
  }
  boxes[N_STRIPS] = (BoxView){.name = "Mixer", .rows = rows, .n_rows = N_STRIPS, .n_inputs = N_STRIPS};
  const DiagramView diagram = {.boxes = boxes, .n_boxes = N_STRIPS + 1, .wires = wires, .n_wires = N_STRIPS};
  DiagramLayout* layout = layout_new(cr, &diagram);
  assert_non_null(layout);
  for (unsigned i = 0; i < N_STRIPS; ++i) {
    assert_near(layout->segments[i].y0, layout->segments[i].y1, 0.5);
  }
  layout_free(layout);
}

static void test_what_is_no_path_is_refused(void** state) {
  (void)state;
  const BoxView boxes[3] = {{.name = "A", .n_inputs = 1, .n_outputs = 1},
                            {.name = "B", .n_inputs = 1, .n_outputs = 1},
                            {.name = "C", .n_inputs = 1, .n_outputs = 1}};
  const WireView loop[] = {{0, 0, 1, 0}, {1, 0, 2, 0}, {2, 0, 1, 0}};
  const WireView ends[][1] = {{{0, 1, 1, 0}}, {{0, 0, 1, 1}}, {{3, 0, 1, 0}}, {{0, 0, 3, 0}}, {{1, 0, 1, 0}}};
  DiagramView diagram = {.boxes = boxes, .n_boxes = 3, .wires = loop, .n_wires = 2};
  DiagramLayout* layout = layout_new(cr, &diagram);
  assert_non_null(layout);
  layout_free(layout);
  diagram.n_wires = 3;
  assert_null(layout_new(cr, &diagram));
  for (unsigned i = 0; i < sizeof ends / sizeof *ends; ++i) {
    diagram.wires = ends[i];
    diagram.n_wires = 1;
    assert_null(layout_new(cr, &diagram));
  }
}

static void test_an_empty_diagram_is_drawn(void** state) {
  (void)state;
  const DiagramView diagram = {.title = "Nothing"};
  DiagramLayout* layout = layout_new(cr, &diagram);
  assert_non_null(layout);
  check_ink_stays_on_paper(&diagram, layout);
  layout_free(layout);
}

static void test_louder_wires_are_thicker(void** state) {
  (void)state;
  for (double db = -47.0; db <= 0.0; db += 1.0) {
    assert_true(wire_thickness(db) > wire_thickness(db - 1.0));
  }
  assert_near(wire_thickness(-200.0), wire_thickness(-90.0), 0.0);
  assert_near(wire_thickness(20.0), wire_thickness(0.0), 0.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_boxes_are_apart),
    cmocka_unit_test(test_wires_join_their_ends),
    cmocka_unit_test(test_wires_pass_boxes),
    cmocka_unit_test(test_labels_are_free),
    cmocka_unit_test(test_text_fits),
    cmocka_unit_test(test_ink_stays_on_paper),
    cmocka_unit_test(test_sources_stand_level_with_strips),
    cmocka_unit_test(test_what_is_no_path_is_refused),
    cmocka_unit_test(test_an_empty_diagram_is_drawn),
    cmocka_unit_test(test_louder_wires_are_thicker),
  };
  return cmocka_run_group_tests_name("layout", tests, ruler_open, ruler_close);
}
