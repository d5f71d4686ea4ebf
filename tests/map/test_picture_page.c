// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Where things are in pictures of maps: of examples, and of maps at random. */

#include "common/draw/text.h"
#include "common/map/picture_page.h"
#include "common/map/report.h"
#include "tests/map/example_maps.h"
#include "tests/map/random_map.h"

#include <cairo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { N_RANDOM = 60, MOST_PAGES = 80 };

/* The page of each example, and of random maps. */
static struct {
  Map* map;
  Findings findings;
  PicturePage page;
} pages[MOST_PAGES];
static unsigned n_pages;

static int pages_open(void** state) {
  (void)state;
  for (n_pages = 0; n_pages < n_example_maps + N_RANDOM; ++n_pages) {
    MapError error = {""};
    Findings* findings = &pages[n_pages].findings;
    pages[n_pages].map = n_pages < n_example_maps ? example_maps[n_pages].make(findings)
                                                  : random_map(n_pages, findings);
    if (!picture_page_init(&pages[n_pages].page, pages[n_pages].map, findings, &error)) {
      fprintf(stderr, "Page %u: %s\n", n_pages, error.text);
      return 1;
    }
  }
  return 0;
}

static int pages_close(void** state) {
  (void)state;
  for (unsigned i = 0; i < n_pages; ++i) {
    picture_page_free(&pages[i].page);
    example_findings_free(&pages[i].findings);
    map_free(pages[i].map);
  }
  return 0;
}

static void with_pages(void (*check)(const PicturePage* page)) {
  for (unsigned i = 0; i < n_pages; ++i) {
    check(&pages[i].page);
  }
}

static void check_boxes_are_apart(const PicturePage* page) {
  for (uint32_t i = 0; i < page->scene.plan.n_boxes; ++i) {
    const BoxPlace* a = &page->layout->boxes[i];
    assert_true(a->x >= 0.0 && a->x + a->shape.width <= page->width);
    assert_true(a->y >= 0.0 && a->y + a->shape.height <= page->findings_y);
    for (uint32_t k = 0; k < i; ++k) {
      const BoxPlace* b = &page->layout->boxes[k];
      assert_false(a->x < b->x + b->shape.width && b->x < a->x + a->shape.width && a->y < b->y + b->shape.height &&
                   b->y < a->y + a->shape.height);
    }
  }
}

static void test_boxes_are_apart(void** state) {
  (void)state;
  with_pages(check_boxes_are_apart);
}

/* A box has the name of its strip, or of the group of all its strips, which are of one kind. */
static void check_each_strip_has_one_box(const PicturePage* page) {
  const PicturePlan* plan = &page->scene.plan;
  const Map* map = page->scene.map;
  uint32_t* times = calloc((size_t)map->n_strips + 1, sizeof(uint32_t));
  for (uint32_t box = 0; box < plan->n_boxes; ++box) {
    const MapStrip* first = &map->strips[plan->strips[plan->start[box]]];
    assert_true(plan->start[box] < plan->start[box + 1]);
    for (uint32_t i = plan->start[box]; i < plan->start[box + 1]; ++i) {
      const MapStrip* strip = &map->strips[plan->strips[i]];
      ++times[plan->strips[i]];
      assert_int_equal(plan->box_of[plan->strips[i]], box);
      assert_true(strip->kind == first->kind && strip->group == first->group);
    }
    const bool is_one = plan->start[box + 1] - plan->start[box] == 1;
    if (is_one) {
      assert_string_equal(page->scene.boxes[box].name, map_strip_name(map, plan->strips[plan->start[box]]));
    } else if (first->group != MAP_NONE) {
      assert_string_equal(page->scene.boxes[box].name, map->groups[first->group].name);
    }
  }
  for (uint32_t i = 0; i < map->n_strips; ++i) {
    assert_int_equal(times[i], 1);
  }
  free(times);
}

static void test_each_strip_has_one_box(void** state) {
  (void)state;
  with_pages(check_each_strip_has_one_box);
}

static bool has_mark(const BoxView* box, uint32_t number, bool is_hint) {
  for (unsigned i = 0; i < box->n_marks; ++i) {
    char* rest = NULL;
    const unsigned long from = strtoul(box->marks[i].text, &rest, 10);
    const unsigned long to = *rest ? strtoul(rest + strlen("\u2013"), NULL, 10) : from;
    if (box->marks[i].kind == (is_hint ? BADGE_HINT : BADGE_MISTAKE) && number >= from && number <= to) {
      return true;
    }
  }
  return false;
}

/* The boxes that findings with one number are about, and at least have to be marked. */
static void boxes_of(const PictureScene* scene, uint32_t first, uint32_t end, bool* is_about, bool* is_where) {
  for (uint32_t i = first; i < end; ++i) {
    const Finding* finding = &scene->findings->at[i];
    is_where[scene->plan.box_of[finding->strips[0]]] = true;
    for (uint32_t k = 0; k < finding->n_strips; ++k) {
      is_about[scene->plan.box_of[finding->strips[k]]] = true;
    }
  }
}

/* Marks are numbers of findings at the strips that they are about, and no others. */
static void check_findings_are_at_their_strips(const PicturePage* page) {
  const PictureScene* scene = &page->scene;
  uint32_t number = 0;
  for (uint32_t i = 0, next; i < scene->findings->n; i = next) {
    const Finding* finding = &scene->findings->at[i];
    next = report_next(scene->findings, i);
    if (finding->is_accepted) {
      continue;
    }
    bool is_about[PICTURE_MOST_BOXES] = {false}, is_where[PICTURE_MOST_BOXES] = {false};
    boxes_of(scene, i, next, is_about, is_where);
    ++number;
    for (uint32_t box = 0; box < scene->plan.n_boxes; ++box) {
      const bool is_marked = has_mark(&scene->boxes[box], number, finding->is_hint);
      assert_true(is_marked ? is_about[box] : !is_where[box]);
      assert_false(has_mark(&scene->boxes[box], number, !finding->is_hint));
    }
  }
  for (uint32_t box = 0; box < scene->plan.n_boxes; ++box) {
    assert_false(has_mark(&scene->boxes[box], number + 1, true));
    assert_false(has_mark(&scene->boxes[box], number + 1, false));
  }
}

static void test_findings_are_at_their_strips(void** state) {
  (void)state;
  with_pages(check_findings_are_at_their_strips);
}

/* The paper is exactly as large as the picture, so ink beyond it is a leak. */
static void check_ink_stays_on_paper(const PicturePage* page) {
  cairo_surface_t* recording = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t* pen = cairo_create(recording);
  picture_page_draw(pen, page);
  double x, y, width, height;
  cairo_recording_surface_ink_extents(recording, &x, &y, &width, &height);
  assert_int_equal(cairo_status(pen), CAIRO_STATUS_SUCCESS);
  assert_near(x, 0.0, 1e-9);
  assert_near(y, 0.0, 1e-9);
  assert_near(width, page->width, 1e-9);
  assert_near(height, page->height, 1e-9);
  const bool is_long = strlen(page->scene.map->program) > 20;
  assert_int_equal(text_was_cut(pen), is_long);
  cairo_destroy(pen);
  cairo_surface_destroy(recording);
}

static void test_ink_stays_on_paper(void** state) {
  (void)state;
  with_pages(check_ink_stays_on_paper);
}

/* Each wire of the map is one of the picture, from the box of one strip to that of the other. */
static void check_wires_are_there(const PicturePage* page) {
  const PictureScene* scene = &page->scene;
  static const WireStroke strokes[] = {
    [MAP_WIRE_MAIN] = WIRE_PLAIN, [MAP_WIRE_SEND] = WIRE_DOUBLE, [MAP_WIRE_SIDECHAIN] = WIRE_DOTTED};
  bool* is_used = calloc((size_t)scene->n_wires + 1, sizeof(bool));
  for (uint32_t i = 0; i < scene->map->n_wires; ++i) {
    const MapWire* wire = &scene->map->wires[i];
    const MapSend* send = wire->send == MAP_NONE ? NULL : &scene->map->sends[wire->send];
    const bool is_hidden = send && send->kind == MAP_SEND_LISTEN && !send->active;
    bool is_there = is_hidden;
    for (unsigned k = 0; k < scene->n_wires && !is_hidden; ++k) {
      const bool same = scene->wires[k].from == scene->plan.box_of[wire->from.strip] &&
                        scene->wires[k].to == scene->plan.box_of[wire->to.strip] &&
                        scene->looks[k].stroke == strokes[wire->kind] &&
                        (map_wire_gain(scene->map, &scene->wiring, i) <= 0.0 || !scene->looks[k].off);
      is_used[k] |= same;
      is_there |= same;
    }
    assert_true(is_there);
  }
  for (unsigned k = 0; k < scene->n_wires; ++k) {
    assert_true(is_used[k]);
    assert_true(scene->wires[k].output < scene->boxes[scene->wires[k].from].n_outputs);
    assert_true(scene->wires[k].input < scene->boxes[scene->wires[k].to].n_inputs);
  }
  free(is_used);
}

static void test_wires_are_there(void** state) {
  (void)state;
  with_pages(check_wires_are_there);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_boxes_are_apart),
    cmocka_unit_test(test_each_strip_has_one_box),
    cmocka_unit_test(test_findings_are_at_their_strips),
    cmocka_unit_test(test_ink_stays_on_paper),
    cmocka_unit_test(test_wires_are_there),
  };
  return cmocka_run_group_tests_name("picture_page", tests, pages_open, pages_close);
}
