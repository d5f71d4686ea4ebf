// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Every window of the suite: each control has one widget, within the window, that lies on no other one. */

#include "common/panel/hover.h"
#include "common/panel/layout.h"
#include "common/panel/menu.h"
#include "common/panel/model.h"
#include "common/panel/panels.h"
#include "tests/panel/panel_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void each_variant(void (*check)(Fixture*)) {
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    for (unsigned v = 0; v < family->n_variants; ++v) {
      Fixture fixture;
      fixture_begin(&fixture, family->variants[v].uri + strlen(SIGNALBOX_URI));
      check(&fixture);
      fixture_end(&fixture);
    }
  }
}

static bool is_face(const Widget* widget) {
  return widget->kind != WIDGET_PICTURE && widget->kind != WIDGET_GRIP;
}

static bool is_control(const Panel* panel, unsigned port) {
  return panel_spec(panel, port)->kind == PORT_CONTROL_IN;
}

static void one_each(Fixture* fixture) {
  const Panel* panel = fixture->panel;
  assert_true(panel->n_widgets < PANEL_MAX_WIDGETS);
  for (unsigned port = 0; port < panel->n_ports; ++port) {
    unsigned n = 0;
    for (unsigned i = 0; i < panel->n_widgets; ++i) {
      n += is_face(&panel->widgets[i]) && panel->widgets[i].port == port;
    }
    if (is_control(panel, port) && n != 1) {
      fail_msg("%s: %u widgets of %s", fixture->variant->uri, n, panel_spec(panel, port)->symbol);
    }
  }
}

static void test_each_control_has_one_widget(void** state) {
  (void)state;
  each_variant(one_each);
}

/* A host's reading that no window shows would be for nothing, but for what only Line up looks at. */
static void all_shown(Fixture* fixture) {
  const Panel* panel = fixture->panel;
  for (unsigned port = 0; port < panel->n_ports; ++port) {
    bool is_watched = strstr(panel_spec(panel, port)->symbol, "polarity") != NULL;
    for (unsigned i = 0; i < panel->n_widgets; ++i) {
      is_watched |= port_set_has(&panel->widgets[i].watched, port);
      for (unsigned n = 0; n < panel->widgets[i].n_history_ports; ++n) {
        is_watched |= panel->widgets[i].history_ports[n] == port;
      }
    }
    if (!port_is_audio(panel_spec(panel, port)) && !is_watched) {
      fail_msg("%s shows no %s", fixture->variant->uri, panel_spec(panel, port)->symbol);
    }
  }
}

static void test_each_reading_is_shown(void** state) {
  (void)state;
  each_variant(all_shown);
}

static void none_overlap(Fixture* fixture) {
  const Panel* panel = fixture->panel;
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    const Widget* a = &panel->widgets[i];
    if (!is_face(a)) {
      continue;
    }
    if (a->area.x < 0.0 || a->area.y < 0.0 || a->area.x + a->area.width > panel->width ||
        a->area.y + a->area.height > panel->height - PANEL_FOOTER) {
      fail_msg("%s: %s leaves the window", fixture->variant->uri, a->label);
    }
    for (unsigned k = 0; k < i; ++k) {
      const Widget* b = &panel->widgets[k];
      if (is_face(b) && rects_meet(a->area, b->area)) {
        fail_msg("%s: %s (port %u) lies on %s (port %u)", fixture->variant->uri, a->label, a->port, b->label, b->port);
      }
    }
  }
}

static void test_no_widget_lies_on_another(void** state) {
  (void)state;
  each_variant(none_overlap);
}

/* What lies still is drawn first: it may lie on nothing that moves but was laid before it. */
static void layers_keep_order(Fixture* fixture) {
  const Panel* panel = fixture->panel;
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    const Widget* below = &panel->widgets[i];
    for (unsigned k = 0; below->moves && below->kind != WIDGET_GRIP && k < panel->n_widgets; ++k) {
      const Widget* above = &panel->widgets[k];
      const bool was_later = is_face(above) > is_face(below) || (is_face(above) == is_face(below) && k > i);
      if (!above->moves && was_later && rects_meet(below->area, above->area)) {
        fail_msg("%s: widget %u (%s) lies still on what moves (%u)", fixture->variant->uri, k, above->label, i);
      }
    }
  }
}

static void test_nothing_still_lies_on_what_moves(void** state) {
  (void)state;
  each_variant(layers_keep_order);
}

/* A press in the middle of a widget finds it, unless a grip is there; and each grip moves a control with a widget. */
static void all_found(Fixture* fixture) {
  const Panel* panel = fixture->panel;
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    const Widget* widget = &panel->widgets[i];
    const bool is_there = !(widget->is_off && widget->is_off(panel, widget));
    if (widget->kind == WIDGET_PICTURE || !is_there) {
      continue;
    }
    double x, y;
    fixture_middle(fixture, widget, &x, &y);
    const int found = hover_find(panel, x, y);
    assert_true(found >= 0);
    assert_true(found == (int)i || panel->widgets[found].kind == WIDGET_GRIP);
    if (widget->kind == WIDGET_GRIP) {
      assert_true(is_control(panel, widget_control(widget)));
      assert_true(rect_contains((PanelRect){0.0, 0.0, panel->width, panel->height}, x, y));
    }
  }
}

static void test_each_widget_is_found(void** state) {
  (void)state;
  each_variant(all_found);
}

/* All of them fit the smallest usual screen. */
static void fits_screen(Fixture* fixture) {
  double width, height;
  panel_base_size(fixture->panel, &width, &height);
  assert_true(width >= 560.0 && width <= 1366.0 && height <= 700.0);
}

static void test_windows_fit_a_screen(void** state) {
  (void)state;
  each_variant(fits_screen);
}

/* Each control takes a typed value. */
static void all_typed(Fixture* fixture) {
  Panel* panel = fixture->panel;
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    const Widget* widget = &panel->widgets[i];
    if (!is_face(widget) || widget->port >= panel->n_ports || !is_control(panel, widget->port)) {
      continue;
    }
    char text[16];
    const PortSpec* spec = panel_spec(panel, widget->port);
    const float value = spec->initial == spec->maximum ? spec->minimum : spec->maximum;
    snprintf(text, sizeof text, "%g", (double)value);
    fixture_click(fixture, widget, POINTER_RIGHT, 0);
    if (!panel->menu.is_open) {
      continue;  // a grip lies there, which has a menu of its own elsewhere
    }
    const PanelRect entry = menu_entry_area(panel, 1);
    fixture_press(fixture, entry.x + 30.0, entry.y + 12.0, POINTER_LEFT, 0);
    assert_true(fixture->has_keyboard);
    fixture_type(fixture, text);
    fixture_key(fixture, PANEL_KEY_ENTER);
    assert_false(fixture->has_keyboard);
    assert_float_equal(panel_port_value(panel, widget->port), value, 0.0f);
  }
}

static void test_each_control_is_typed(void** state) {
  (void)state;
  each_variant(all_typed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_each_control_has_one_widget),
    cmocka_unit_test(test_each_reading_is_shown),
    cmocka_unit_test(test_no_widget_lies_on_another),
    cmocka_unit_test(test_each_widget_is_found),
    cmocka_unit_test(test_windows_fit_a_screen),
    cmocka_unit_test(test_each_control_is_typed),
    cmocka_unit_test(test_nothing_still_lies_on_what_moves),
  };
  return cmocka_run_group_tests_name("reach", tests, NULL, NULL);
}
