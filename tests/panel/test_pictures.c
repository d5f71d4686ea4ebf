// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* How windows look: text fits, in any state, and comments are told in full. */

#include "common/draw/text.h"
#include "common/gallery/gallery.h"
#include "common/panel/chrome.h"
#include "common/panel/hover.h"
#include "tests/panel/panel_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static bool is_cut(Panel* panel, double scale) {
  cairo_surface_t* surface = fixture_surface_new(panel, scale);
  cairo_t* cr = cairo_create(surface);
  cairo_scale(cr, scale, scale);
  panel_draw(panel, cr);
  const bool cut = text_was_cut(cr);
  assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return cut;
}

/* But for the footer of what is hovered, where the tip tells all of a comment. */
static void text_fits(Panel* panel, const char* uri, const char* state) {
  static const double scales[] = {1.0, 1.5, 2.0};
  if (strcmp(state, "tip") == 0) {
    return;
  }
  for (unsigned i = 0; i < 3; ++i) {
    if (is_cut(panel, scales[i])) {
      fail_msg("%s, %s: text is cut at %g", uri, state, scales[i]);
    }
  }
}

static void test_text_fits(void** state) {
  (void)state;
  fixture_each_state(text_fits);
}

/* And with every control and every reading at either end of its range, and every status. */
static void ends_fit(Panel* panel, const char* uri, const char* state) {
  if (strcmp(state, "idle") != 0) {
    return;
  }
  for (int end = 0; end < 2; ++end) {
    for (unsigned port = 0; port < panel->n_ports; ++port) {
      const PortSpec* spec = panel_spec(panel, port);
      if (!port_is_audio(spec) && port != panel->status_port) {
        panel_port_event(panel, port, end ? spec->maximum : spec->minimum);
      }
    }
    for (unsigned status = 0; status < 10; ++status) {
      panel_port_event(panel, panel->status_port, (float)status);
      if (is_cut(panel, 1.0)) {
        fail_msg("%s: text is cut with all at the %s and status %u", uri, end ? "top" : "bottom", status);
      }
    }
  }
}

static void test_ends_fit(void** state) {
  (void)state;
  fixture_each_state(ends_fit);
}

/* Whether a part of a panel is drawn with text that is cut. */
static bool part_is_cut(const Panel* panel, void (*draw)(const Panel*, cairo_t*)) {
  cairo_surface_t* surface = fixture_surface_new(panel, 1.0);
  cairo_t* cr = cairo_create(surface);
  draw(panel, cr);
  const bool cut = text_was_cut(cr);
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return cut;
}

/* A hand that rests on a control is told all of its comment: in the footer or, where that cuts it, by a tip. */
static void comments_are_told(Panel* panel, const char* uri, const char* state) {
  for (unsigned i = 0; strcmp(state, "idle") == 0 && i < panel->n_widgets; ++i) {
    const unsigned port = widget_control(&panel->widgets[i]);
    if (panel->widgets[i].kind == WIDGET_PICTURE || port >= panel->n_ports) {
      continue;
    }
    hover_set(panel, (int)i);
    panel_tick(panel, panel->now_ms + 1000);
    if (!panel_spec(panel, port)->comment || (part_is_cut(panel, footer_draw) && !panel->has_tip)) {
      fail_msg("%s: the comment of %s is not told in full", uri, panel_spec(panel, port)->symbol);
    }
    if (panel->has_tip &&
        (part_is_cut(panel, tip_draw) || panel->tip.x < 0.0 || panel->tip.y < 0.0 ||
         panel->tip.x + panel->tip.width > panel->width || panel->tip.y + panel->tip.height > panel->height)) {
      fail_msg("%s: the tip of %s is cut", uri, panel_spec(panel, port)->symbol);
    }
  }
}

static void test_comments_are_told(void** state) {
  (void)state;
  fixture_each_state(comments_are_told);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_text_fits),
    cmocka_unit_test(test_ends_fit),
    cmocka_unit_test(test_comments_are_told),
  };
  return cmocka_run_group_tests_name("pictures", tests, NULL, NULL);
}
