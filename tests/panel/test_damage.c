// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What of a window is drawn anew: all that has changed, and little more. */

#include "common/dsp/lcg.h"
#include "tests/panel/panel_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

/* How far a pixel at an edge may differ where only a part of its shape is drawn; of 255. */
enum { CLIPPED = 16 };

/* What a window has of a panel. */
typedef struct {
  cairo_surface_t* still;
  cairo_surface_t* all;
} Layers;

static void rect_redraw(Panel* panel, const Layers* layers, PanelLayer layer, PanelRect rect, double scale) {
  cairo_t* cr = cairo_create(layer == PANEL_STILL ? layers->still : layers->all);
  const double x = floor(rect.x * scale);
  const double y = floor(rect.y * scale);
  cairo_rectangle(cr, x, y, ceil((rect.x + rect.width) * scale) - x, ceil((rect.y + rect.height) * scale) - y);
  cairo_clip(cr);
  if (layer == PANEL_MOVING) {
    cairo_set_source_surface(cr, layers->still, 0.0, 0.0);
    cairo_paint(cr);
  }
  cairo_scale(cr, scale, scale);
  panel_draw_layer(panel, layer, cr);
  cairo_destroy(cr);
}

/* Redraws what is damaged, in whole pixels, as a window does. */
static void damage_redraw(Panel* panel, const Layers* layers, double scale) {
  PanelRect rect;
  for (unsigned layer = 0; layer < N_PANEL_LAYERS; ++layer) {
    while (panel_take_damage(panel, (PanelLayer)layer, &rect)) {
      rect_redraw(panel, layers, (PanelLayer)layer, rect, scale);
    }
  }
}

static bool differs(const unsigned char* a, const unsigned char* b) {
  return abs(a[0] - b[0]) > CLIPPED || abs(a[1] - b[1]) > CLIPPED || abs(a[2] - b[2]) > CLIPPED;
}

/* Whether there is a place where two by two pixels differ. Cairo leaves a letter out where nothing but the faint row of
   pixels below it is to be drawn, so a single row says nothing. */
static bool has_difference(cairo_surface_t* a, cairo_surface_t* b, int* x, int* y) {
  const int width = cairo_image_surface_get_width(a);
  const int height = cairo_image_surface_get_height(a);
  const ptrdiff_t stride = cairo_image_surface_get_stride(a);
  cairo_surface_flush(a);
  cairo_surface_flush(b);
  const unsigned char* first = cairo_image_surface_get_data(a);
  const unsigned char* second = cairo_image_surface_get_data(b);
  for (*y = 0; *y < height - 1; ++*y) {
    for (*x = 0; *x < width - 1; ++*x) {
      const unsigned char* p = first + *y * stride + (ptrdiff_t)4 * *x;
      const unsigned char* q = second + *y * stride + (ptrdiff_t)4 * *x;
      if (differs(p, q) && differs(p + 4, q + 4) && differs(p + stride, q + stride) &&
          differs(p + stride + 4, q + stride + 4)) {
        return true;
      }
    }
  }
  return false;
}

static unsigned draw_number(unsigned* seed) {
  *seed = lcg_next(*seed);
  return *seed >> 8;
}

static double draw_part(unsigned* seed) {
  return draw_number(seed) % 100001U / 100000.0;
}

/* What a hand, a keyboard or a host may do, sensible or not. */
static void anything_happens(Fixture* fixture, unsigned* seed) {
  Panel* panel = fixture->panel;
  const unsigned what = draw_number(seed) % 20;
  const double x = draw_part(seed) * panel->width;
  const double y = draw_part(seed) * panel->height;
  const unsigned button = 1 + draw_number(seed) % 4;
  const unsigned modifiers = draw_number(seed) % 4;
  fixture->now_ms += draw_number(seed) % 200;
  if (what < 6) {
    fixture_move(fixture, x, y, modifiers);
  } else if (what < 9) {
    fixture_press(fixture, x, y, button, modifiers);
  } else if (what < 11) {
    fixture_let_go(fixture, x, y, button, modifiers);
  } else if (what < 12) {
    fixture_wheel(fixture, x, y, draw_part(seed) * 6.0 - 3.0, modifiers);
  } else if (what < 13) {
    const PanelKeyKind kind = (PanelKeyKind)(draw_number(seed) % (PANEL_KEY_END + 1));
    panel_key(panel, &(PanelKey){kind, {"0123456789-.kdBL%"[draw_number(seed) % 17]}});
  } else if (what < 18) {
    const float strange[] = {NAN, INFINITY, -INFINITY, 1e30f, -1e30f, 0.0f};
    const unsigned port = draw_number(seed) % (panel->n_ports + 3);
    const bool is_port = port < panel->n_ports && draw_number(seed) % 8;
    const double low = is_port ? (double)panel_spec(panel, port)->minimum : 0.0;
    const double high = is_port ? (double)panel_spec(panel, port)->maximum : 0.0;
    panel_port_event(panel, port,
                     is_port ? (float)(low + (high - low) * draw_part(seed)) : strange[draw_number(seed) % 6]);
  } else {
    panel_tick(panel, fixture->now_ms);
  }
  if (draw_number(seed) % 500 == 0) {
    panel_cancel(panel);
  }
}

/* The window's pixels are the drawing's at any time; touches balance; and what is written is within the range. */
static void walk(const char* variant, unsigned seed, unsigned n_events) {
  Fixture* fixture = malloc(sizeof *fixture);
  assert_non_null(fixture);
  fixture_begin(fixture, variant);
  const Layers window = {fixture_surface_new(fixture->panel, 1.5), fixture_surface_new(fixture->panel, 1.5)};
  cairo_surface_t* fresh = fixture_surface_new(fixture->panel, 1.5);
  for (unsigned i = 0; i < n_events; ++i) {
    anything_happens(fixture, &seed);
    for (unsigned n = 0; n < fixture->n_calls; ++n) {
      const PortSpec* spec = panel_spec(fixture->panel, fixture->calls[n].port);
      assert_true(fixture->calls[n].kind != CALL_WRITE ||
                  (spec->kind == PORT_CONTROL_IN && fixture->calls[n].value >= spec->minimum &&
                   fixture->calls[n].value <= spec->maximum));
    }
    fixture_forget(fixture);
    damage_redraw(fixture->panel, &window, 1.5);
    if (i % 10 == 9) {
      cairo_t* cr = cairo_create(fresh);
      cairo_scale(cr, 1.5, 1.5);
      panel_draw(fixture->panel, cr);
      cairo_destroy(cr);
      int x = 0;
      int y = 0;
      if (has_difference(window.all, fresh, &x, &y)) {
        fail_msg("%s: event %u has left what was at %.0f, %.0f", variant, i, x / 1.5, y / 1.5);
      }
    }
  }
  cairo_surface_destroy(window.still);
  cairo_surface_destroy(window.all);
  cairo_surface_destroy(fresh);
  fixture_end(fixture);
  free(fixture);
}

static void test_damage_is_all_that_changes(void** state) {
  static const char* const variants[] = {"bus-summer-mono-8",
                                         "bus-summer-stereo-4",
                                         "aux-send-mono",
                                         "aux-send-stereo-4",
                                         "aux-return-stereo",
                                         "aux-return-mono",
                                         "parallel-splitter-stereo",
                                         "parallel-splitter-mono",
                                         "parallel-compressor-stereo",
                                         "parallel-compressor-stereo-key",
                                         "sidechain-router-stereo",
                                         "sidechain-router-mono"};
  (void)state;
  for (unsigned i = 0; i < sizeof variants / sizeof *variants; ++i) {
    walk(variants[i], 17 + i, 500);
  }
}

/* Each step of a meter draws little anew: nothing of what lies still, and, with all of them on the move, a quarter of
   the window at most. */
static void steps_are_small(Panel* panel, const char* uri, const char* state) {
  PanelRect rect;
  double area = 0.0;
  for (unsigned layer = 0; layer < N_PANEL_LAYERS; ++layer) {
    while (panel_take_damage(panel, (PanelLayer)layer, &rect)) {
    }
  }
  for (unsigned port = 0; port < panel->n_ports; ++port) {
    const PortSpec* spec = panel_spec(panel, port);
    if (spec->kind == PORT_CONTROL_OUT && spec->unit == UNIT_DB) {
      const float value = panel_port_value(panel, port);
      panel_port_event(panel, port, value > -20.0f ? value - 5.0f : value + 5.0f);
    }
  }
  panel_tick(panel, panel->now_ms + PANEL_HISTORY_MS);
  assert_false(panel_take_damage(panel, PANEL_STILL, &rect));
  while (panel_take_damage(panel, PANEL_MOVING, &rect)) {
    area += rect.width * rect.height;
  }
  if (!(area > 0.0 && area <= 0.25 * panel->width * panel->height)) {
    fail_msg("%s, %s: all meters move, and %.0f of %.0f is drawn anew", uri, state, area, panel->width * panel->height);
  }
}

static void test_steps_are_small(void** state) {
  (void)state;
  fixture_each_state(steps_are_small);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_damage_is_all_that_changes),
    cmocka_unit_test(test_steps_are_small),
  };
  return cmocka_run_group_tests_name("damage", tests, NULL, NULL);
}
