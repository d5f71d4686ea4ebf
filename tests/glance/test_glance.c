// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What mixer strips show: bars as long as the levels are high, no pixel outside the picture at any size, and a
   fingerprint that tells one picture from another. */

#include "common/glance/glance.h"
#include "common/ports/specs.h"
#include "plugins/aux_return/aux_return_glance.h"
#include "plugins/aux_return/aux_return_ports.h"
#include "plugins/aux_send/aux_send_glance.h"
#include "plugins/aux_send/aux_send_ports.h"
#include "plugins/bus_summer/bus_summer_glance.h"
#include "plugins/bus_summer/bus_summer_ports.h"
#include "plugins/parallel_compressor/parallel_compressor_glance.h"
#include "plugins/parallel_compressor/parallel_compressor_ports.h"
#include "plugins/parallel_splitter/parallel_splitter_glance.h"
#include "plugins/parallel_splitter/parallel_splitter_ports.h"
#include "plugins/sidechain_router/sidechain_router_glance.h"
#include "plugins/sidechain_router/sidechain_router_ports.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 120, HEIGHT = 75, MAX_SLOTS = 512, MAX_PORTS = 400, EDGE = 64 };

static const uint32_t signal_pixel = 0xff5ca8ee, hot_pixel = 0xfff2a33a, clip_pixel = 0xffff6259,
                      slot_pixel = 0xff313a45, canary = 0x12345678;

static const struct {
  const PortFamily* family;
  GlanceFunction draw;
} subjects[] = {
  {&aux_return_family, aux_return_glance},
  {&aux_send_family, aux_send_glance},
  {&bus_summer_family, bus_summer_glance},
  {&parallel_compressor_family, parallel_compressor_glance},
  {&parallel_splitter_family, parallel_splitter_glance},
  {&sidechain_router_family, sidechain_router_glance},
};

enum { N_SUBJECTS = sizeof(subjects) / sizeof(subjects[0]) };

static Port ports[MAX_PORTS];
static float values[MAX_SLOTS];

/* A variant with all its values at their defaults, meters at their floor. */
static PortView settle(const PortFamily* family, unsigned variant) {
  const PortView view = port_view(family, &family->variants[variant], values);
  assert_in_range(view.layout.n_slots, 1, MAX_SLOTS);
  memset(values, 0, sizeof(values));
  const unsigned n = ports_list(family, &family->variants[variant], ports);
  for (unsigned i = 0; i < n; ++i) {
    values[ports[i].slot] = ports[i].spec->initial;
  }
  return view;
}

/* How many pixels of a column, or a row, have a colour. */
static int count_column(const uint32_t* pixels, int x, uint32_t colour) {
  int n = 0;
  for (int y = 0; y < HEIGHT; ++y) {
    n += pixels[y * WIDTH + x] == colour;
  }
  return n;
}

static int count_row(const uint32_t* pixels, int y, uint32_t colour) {
  int n = 0;
  for (int x = 0; x < WIDTH; ++x) {
    n += pixels[y * WIDTH + x] == colour;
  }
  return n;
}

static void draw_meter(GlanceRect rect, GlanceWay way, float level_db, bool is_off, uint32_t* pixels) {
  Glance glance = {pixels, WIDTH, HEIGHT, 1, 0};
  memset(pixels, 0, sizeof(uint32_t) * WIDTH * HEIGHT);
  glance_meter(&glance, rect, way, level_db, is_off);
}

static void test_bars_are_as_long_as_levels_are_high(void** state) {
  (void)state;
  static uint32_t pixels[WIDTH * HEIGHT];
  const GlanceRect standing = {10, 5, 4, 66};  // a pixel per dB
  const GlanceRect lying = {10, 5, 66, 4};
  for (int db = -90; db <= 24; ++db) {
    const int blue = db < -60 ? 0 : db > -6 ? 54 : db + 60;
    const int orange = db <= -6 ? 0 : db > 0 ? 6 : db + 6;
    draw_meter(standing, GLANCE_STANDING, (float)db, false, pixels);
    assert_int_equal(count_column(pixels, 11, signal_pixel), blue);
    assert_int_equal(count_column(pixels, 11, hot_pixel), orange);
    assert_int_equal(count_column(pixels, 11, clip_pixel), db > 0 ? 5 : 0);
    assert_int_equal(count_column(pixels, 9, 0), HEIGHT);
    assert_int_equal(count_column(pixels, 14, 0), HEIGHT);
    draw_meter(lying, GLANCE_LYING, (float)db, false, pixels);
    assert_int_equal(count_row(pixels, 6, signal_pixel), blue);
    assert_int_equal(count_row(pixels, 6, hot_pixel), orange);
    assert_int_equal(count_row(pixels, 6, clip_pixel), db > 0 ? 5 : 0);
  }
}

static void test_a_bar_grows_from_its_bottom_and_from_its_left(void** state) {
  (void)state;
  static uint32_t pixels[WIDTH * HEIGHT];
  draw_meter((GlanceRect){10, 5, 4, 66}, GLANCE_STANDING, -50.0f, false, pixels);
  assert_int_equal(pixels[70 * WIDTH + 11], signal_pixel);
  assert_int_equal(pixels[61 * WIDTH + 11], signal_pixel);
  assert_int_equal(pixels[60 * WIDTH + 11], slot_pixel);
  draw_meter((GlanceRect){10, 5, 66, 4}, GLANCE_LYING, -50.0f, false, pixels);
  assert_int_equal(pixels[6 * WIDTH + 10], signal_pixel);
  assert_int_equal(pixels[6 * WIDTH + 19], signal_pixel);
  assert_int_equal(pixels[6 * WIDTH + 20], slot_pixel);
}

static void test_what_is_off_is_an_outline(void** state) {
  (void)state;
  static uint32_t pixels[WIDTH * HEIGHT];
  draw_meter((GlanceRect){10, 5, 4, 66}, GLANCE_STANDING, 0.0f, true, pixels);
  assert_int_equal(count_column(pixels, 11, signal_pixel), 0);
  assert_int_equal(count_column(pixels, 11, slot_pixel), 2);
  assert_int_equal(count_column(pixels, 10, slot_pixel), 66);
}

static void test_reductions_grow_from_the_other_end(void** state) {
  (void)state;
  static uint32_t pixels[WIDTH * HEIGHT];
  for (int db = 0; db <= 30; ++db) {
    Glance glance = {pixels, WIDTH, HEIGHT, 1, 0};
    memset(pixels, 0, sizeof(pixels));
    glance_reduction(&glance, (GlanceRect){10, 5, 48, 4}, GLANCE_LYING, (float)-db);
    const int length = db < 24 ? 2 * db : 48;
    assert_int_equal(count_row(pixels, 6, hot_pixel), length);
    assert_true(length == 0 || pixels[6 * WIDTH + 57] == hot_pixel);
  }
}

static void test_the_curve_is_the_formula(void** state) {
  (void)state;
  static uint32_t pixels[WIDTH * HEIGHT];
  enum { SIDE = 61 };  // a pixel per dB
  const Knee knee = {.threshold = -24.0f, .slope = 0.75f, .width = 12.0f, .depth = INFINITY};
  Glance glance = {pixels, WIDTH, HEIGHT, 1, 0};
  glance_curve(&glance, (GlanceRect){0, 0, SIDE, SIDE}, knee, METER_FLOOR_DB);
  for (int x = 0; x < SIDE; ++x) {
    const double in = x - 60.0;
    const double over = in + 24.0;
    const double out = over <= -6.0 ? in : over >= 6.0 ? in - 0.75 * over : in - 0.75 * pow(over + 6.0, 2.0) / 24.0;
    const int y = (int)lround(-out);
    assert_int_equal(pixels[y * WIDTH + x], 0xffe9edf2);
  }
}

/* Anything a host may show: in and out of the range of each port. */
static void randomize(unsigned n_ports) {
  for (unsigned i = 0; i < n_ports; ++i) {
    const PortSpec* spec = ports[i].spec;
    const float share = (float)rand() / (float)RAND_MAX;
    if (!port_is_audio(spec)) {
      values[ports[i].slot] = port_sanitize(spec, spec->minimum + share * (spec->maximum - spec->minimum), 0.0f);
    }
  }
}

static void test_nothing_is_drawn_outside(void** state) {
  (void)state;
  static uint32_t room[EDGE + 400 * 300 + EDGE];
  static const int sizes[][2] = {{82, 51}, {156, 97}, {1, 1}, {2, 300}, {400, 1}, {7, 9}, {129, 12}, {400, 300}};
  for (unsigned s = 0; s < N_SUBJECTS; ++s) {
    for (unsigned v = 0; v < subjects[s].family->n_variants; ++v) {
      const PortView view = settle(subjects[s].family, v);
      const unsigned n_ports = ports_count(view.family, view.variant);
      for (unsigned i = 0; i < sizeof(sizes) / sizeof(sizes[0]); ++i) {
        const int n = sizes[i][0] * sizes[i][1];
        for (int k = 0; k < n + 2 * EDGE; ++k) {
          room[k] = canary;
        }
        randomize(n_ports);
        glance_draw(subjects[s].draw, &view, room + EDGE, sizes[i][0], sizes[i][1]);
        for (int k = 0; k < EDGE; ++k) {
          assert_int_equal(room[k], canary);
          assert_int_equal(room[EDGE + n + k], canary);
        }
        for (int k = 0; k < n; ++k) {
          assert_int_equal(room[EDGE + k] >> 24, 0xff);
        }
      }
    }
  }
}

/* One control or meter after another is moved: what shows must have another fingerprint, and what does not the same,
   but for what only a curve could tell. */
static void test_fingerprints_tell_pictures_apart(void** state) {
  (void)state;
  static uint32_t before[WIDTH * HEIGHT], after[WIDTH * HEIGHT];
  srand(1);
  for (unsigned s = 0; s < N_SUBJECTS; ++s) {
    unsigned n_changes = 0, n_needless = 0;
    for (unsigned v = 0; v < subjects[s].family->n_variants; ++v) {
      const PortView view = settle(subjects[s].family, v);
      const unsigned n_ports = ports_count(view.family, view.variant);
      for (unsigned round = 0; round < 1000; ++round) {
        if (round % 20 == 0) {
          randomize(n_ports);
        }
        const uint32_t first = glance_draw(subjects[s].draw, &view, before, WIDTH, HEIGHT).fingerprint;
        assert_int_equal(glance_draw(subjects[s].draw, &view, NULL, WIDTH, HEIGHT).fingerprint, first);
        const Port* port = &ports[(unsigned)rand() % n_ports];
        if (!port_is_audio(port->spec)) {
          const float share = (float)rand() / (float)RAND_MAX;
          values[port->slot] = port_sanitize(
            port->spec, port->spec->minimum + share * (port->spec->maximum - port->spec->minimum), 0.0f);
        }
        const uint32_t second = glance_draw(subjects[s].draw, &view, after, WIDTH, HEIGHT).fingerprint;
        const bool differs = memcmp(before, after, sizeof(before)) != 0;
        assert_true(!differs || first != second);
        n_changes += differs;
        n_needless += !differs && first != second;
      }
    }
    assert_true(n_changes > 20);
    assert_true(n_needless * 10 < n_changes);
  }
}

/* What a picture shows: it is another one when this is moved. */
static void assert_shows(const PortView* view, GlanceFunction draw, const char* symbol, float value) {
  static uint32_t before[WIDTH * HEIGHT], after[WIDTH * HEIGHT];
  const unsigned n_ports = ports_count(view->family, view->variant);
  for (unsigned i = 0; i < n_ports; ++i) {
    char own[PORTS_TEXT_SIZE];
    port_symbol(&ports[i], own);
    if (strcmp(own, symbol) != 0) {
      continue;
    }
    const float kept = values[ports[i].slot];
    glance_draw(draw, view, before, WIDTH, HEIGHT);
    values[ports[i].slot] = value;
    glance_draw(draw, view, after, WIDTH, HEIGHT);
    values[ports[i].slot] = kept;
    if (memcmp(before, after, sizeof(before)) == 0) {
      fail_msg("%s does not show %s", view->variant->uri, symbol);
    }
    return;
  }
  fail_msg("%s has no %s", view->variant->uri, symbol);
}

static void test_each_family_shows_what_matters(void** state) {
  (void)state;
  static const struct {
    const char* family;
    const char* symbols[8];
    float values[8];
  } shown[] = {
    {"aux_return", {"meter_dry", "meter_return", "reduction", "status"}, {-20.0f, -20.0f, -10.0f, STATUS_RUNAWAY}},
    {"aux_send", {"meter_send_1", "status"}, {-20.0f, STATUS_CLIPPING}},
    {"bus_summer",
     {"meter_1", "meter_4", "meter_l", "meter_r", "mute_2", "solo_3", "status", "status_b"},
     {-20.0f, 3.0f, -20.0f, -20.0f, 1.0f, 1.0f, STATUS_DUPLICATE, 4.0f}},
    {"parallel_compressor",
     {"threshold", "ratio", "knee", "meter_in", "meter_out", "reduction", "status"},
     {-40.0f, 2.0f, 20.0f, -20.0f, -20.0f, -10.0f, STATUS_CLIPPING}},
    {"parallel_splitter", {"mode", "branches", "meter_a", "mute_b"}, {1.0f, 3.0f, -20.0f, 1.0f}},
    {"sidechain_router", {"meter_key", "reduction", "action", "status"}, {-20.0f, -10.0f, 1.0f, STATUS_NO_KEY}},
  };
  for (unsigned s = 0; s < N_SUBJECTS; ++s) {
    assert_string_equal(shown[s].family, subjects[s].family->name);
    for (unsigned v = 0; v < subjects[s].family->n_variants; ++v) {
      const PortView view = settle(subjects[s].family, v);
      if (!strcmp(shown[s].family, "aux_send")) {
        values[port_view_slot(&view, AUX_SEND, 0, SEND_LEVEL, 0)] = 0.0f;
      }
      for (unsigned i = 0; i < 8 && shown[s].symbols[i]; ++i) {
        assert_shows(&view, subjects[s].draw, shown[s].symbols[i], shown[s].values[i]);
      }
    }
  }
}

/* In the narrowest strip too, where the word is cut and not the numbers. */
static void test_strips_are_named_whole(void** state) {
  (void)state;
  enum { NARROW = 82, LOW = 51 };
  static uint32_t one[NARROW * LOW], other[NARROW * LOW];
  const PortView view = settle(&bus_summer_family, bus_summer_family.n_variants - 1);
  values[port_view_slot(&view, BUS_MASTER, 0, MASTER_STATUS, 0)] = STATUS_DUPLICATE;
  for (unsigned b = 1; b <= 16; ++b) {
    for (unsigned c = 1; c < b; ++c) {
      values[port_view_slot(&view, BUS_MASTER, 0, MASTER_STATUS_A, 0)] = 11.0f;
      values[port_view_slot(&view, BUS_MASTER, 0, MASTER_STATUS_B, 0)] = (float)b;
      glance_draw(bus_summer_glance, &view, one, NARROW, LOW);
      values[port_view_slot(&view, BUS_MASTER, 0, MASTER_STATUS_B, 0)] = (float)c;
      glance_draw(bus_summer_glance, &view, other, NARROW, LOW);
      const size_t text = (size_t)(LOW - 9) * NARROW;
      assert_true(memcmp(one + text, other + text, 9 * NARROW * sizeof(uint32_t)) != 0);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_bars_are_as_long_as_levels_are_high),
    cmocka_unit_test(test_a_bar_grows_from_its_bottom_and_from_its_left),
    cmocka_unit_test(test_what_is_off_is_an_outline),
    cmocka_unit_test(test_reductions_grow_from_the_other_end),
    cmocka_unit_test(test_the_curve_is_the_formula),
    cmocka_unit_test(test_nothing_is_drawn_outside),
    cmocka_unit_test(test_fingerprints_tell_pictures_apart),
    cmocka_unit_test(test_each_family_shows_what_matters),
    cmocka_unit_test(test_strips_are_named_whole),
  };
  return cmocka_run_group_tests_name("glance", tests, NULL, NULL);
}
