// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/panel/panel_fixture.h"

#include "common/gallery/gallery.h"
#include "common/panel/layout.h"
#include "common/panel/panels.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void call_add(Fixture* fixture, CallKind kind, unsigned port, float value) {
  if (fixture->n_calls < FIXTURE_MAX_CALLS) {
    fixture->calls[fixture->n_calls++] = (Call){kind, port, value};
  }
}

static void on_write(void* handle, unsigned port, float value) {
  Fixture* fixture = handle;
  fixture->is_unbalanced |= !fixture->grabbed[port];
  call_add(fixture, CALL_WRITE, port, value);
}

static void on_touch(void* handle, unsigned port, bool grabbed) {
  Fixture* fixture = handle;
  fixture->is_unbalanced |= fixture->grabbed[port] == grabbed;
  fixture->grabbed[port] = grabbed;
  call_add(fixture, grabbed ? CALL_GRAB : CALL_RELEASE, port, 0.0f);
}

static void on_want_keyboard(void* handle, bool wanted) {
  ((Fixture*)handle)->has_keyboard = wanted;
}

void fixture_begin(Fixture* fixture, const char* variant) {
  memset(fixture, 0, sizeof *fixture);
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    for (unsigned v = 0; v < family->n_variants; ++v) {
      if (strcmp(family->variants[v].uri + strlen(SIGNALBOX_URI), variant) == 0) {
        fixture->type = panels[i];
        fixture->variant = &family->variants[v];
      }
    }
  }
  assert_non_null(fixture->type);
  const PanelHost host = {fixture, on_write, on_touch, on_want_keyboard};
  fixture->panel = panel_new(fixture->type, fixture->variant, &host, THEME_LIGHT);
  assert_non_null(fixture->panel);
  fixture->now_ms = 1000;
  panel_tick(fixture->panel, fixture->now_ms);
}

void fixture_end(Fixture* fixture) {
  panel_free(fixture->panel);
  assert_false(fixture->is_unbalanced);
  for (unsigned port = 0; port < PANEL_MAX_PORTS; ++port) {
    assert_false(fixture->grabbed[port]);
  }
}

void fixture_forget(Fixture* fixture) {
  fixture->n_calls = 0;
}

unsigned fixture_port(const Fixture* fixture, const char* symbol) {
  const unsigned port = panel_find(fixture->panel, symbol);
  assert_true(port != NO_PORT);
  return port;
}

float fixture_value(const Fixture* fixture, const char* symbol) {
  return panel_port_value(fixture->panel, fixture_port(fixture, symbol));
}

static const Widget* find(const Fixture* fixture, const char* symbol, bool is_grip) {
  const unsigned port = fixture_port(fixture, symbol);
  for (unsigned i = 0; i < fixture->panel->n_widgets; ++i) {
    const Widget* widget = &fixture->panel->widgets[i];
    if (widget_control(widget) == port && (widget->kind == WIDGET_GRIP) == is_grip &&
        !(widget->is_off && widget->is_off(fixture->panel, widget))) {
      return widget;
    }
  }
  return NULL;
}

const Widget* fixture_face(const Fixture* fixture, const char* symbol) {
  const Widget* widget = find(fixture, symbol, false);
  assert_non_null(widget);
  return widget;
}

const Widget* fixture_grip(const Fixture* fixture, const char* symbol) {
  return find(fixture, symbol, true);
}

void fixture_middle(const Fixture* fixture, const Widget* widget, double* x, double* y) {
  const PanelRect area = widget_reach(fixture->panel, widget);
  *x = area.x + area.width / 2.0;
  *y = area.y + area.height / 2.0;
}

static void point(Fixture* fixture, PanelPointer pointer) {
  fixture->now_ms += 10;
  pointer.time_ms = fixture->now_ms;
  panel_pointer(fixture->panel, &pointer);
}

void fixture_move(Fixture* fixture, double x, double y, unsigned modifiers) {
  point(fixture, (PanelPointer){.kind = POINTER_MOVE, .x = x, .y = y, .modifiers = modifiers});
}

void fixture_press(Fixture* fixture, double x, double y, unsigned button, unsigned modifiers) {
  point(fixture, (PanelPointer){.kind = POINTER_PRESS, .x = x, .y = y, .button = button, .modifiers = modifiers});
}

void fixture_let_go(Fixture* fixture, double x, double y, unsigned button, unsigned modifiers) {
  point(fixture, (PanelPointer){.kind = POINTER_RELEASE, .x = x, .y = y, .button = button, .modifiers = modifiers});
}

void fixture_wheel(Fixture* fixture, double x, double y, double steps, unsigned modifiers) {
  point(fixture, (PanelPointer){.kind = POINTER_WHEEL, .x = x, .y = y, .wheel = steps, .modifiers = modifiers});
}

void fixture_click(Fixture* fixture, const Widget* widget, unsigned button, unsigned modifiers) {
  double x, y;
  fixture_middle(fixture, widget, &x, &y);
  fixture->now_ms += 1000;  // no second click of another one
  fixture_press(fixture, x, y, button, modifiers);
  fixture_let_go(fixture, x, y, button, modifiers);
}

void fixture_double_click(Fixture* fixture, const Widget* widget) {
  double x, y;
  fixture_middle(fixture, widget, &x, &y);
  fixture_click(fixture, widget, POINTER_LEFT, 0);
  fixture_press(fixture, x, y, POINTER_LEFT, 0);
  fixture_let_go(fixture, x, y, POINTER_LEFT, 0);
}

void fixture_drag(Fixture* fixture, const Widget* widget, double right, double down, unsigned modifiers) {
  double x, y;
  fixture_middle(fixture, widget, &x, &y);
  fixture->now_ms += 1000;
  fixture_press(fixture, x, y, POINTER_LEFT, modifiers & ~(unsigned)POINTER_SHIFT);
  for (unsigned i = 1; i <= 4; ++i) {
    fixture_move(fixture, x + right * i / 4.0, y + down * i / 4.0, modifiers);
  }
  fixture_let_go(fixture, x + right, y + down, POINTER_LEFT, modifiers);
}

void fixture_type(Fixture* fixture, const char* text) {
  for (; *text; ++text) {
    assert_true(panel_key(fixture->panel, &(PanelKey){PANEL_KEY_TEXT, {*text}}));
  }
}

void fixture_key(Fixture* fixture, PanelKeyKind kind) {
  panel_key(fixture->panel, &(PanelKey){kind, ""});
}

unsigned fixture_writes(const Fixture* fixture, const char* symbol) {
  const unsigned port = fixture_port(fixture, symbol);
  unsigned n = 0;
  for (unsigned i = 0; i < fixture->n_calls; ++i) {
    n += fixture->calls[i].kind == CALL_WRITE && fixture->calls[i].port == port;
  }
  return n;
}

unsigned fixture_count(const Fixture* fixture, CallKind kind) {
  unsigned n = 0;
  for (unsigned i = 0; i < fixture->n_calls; ++i) {
    n += fixture->calls[i].kind == kind;
  }
  return n;
}

cairo_surface_t* fixture_surface_new(const Panel* panel, double scale) {
  double width, height;
  panel_base_size(panel, &width, &height);
  return cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(width * scale), (int)ceil(height * scale));
}

void fixture_each_state(void (*check)(Panel*, const char*, const char*)) {
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    for (unsigned v = 0; v < family->n_variants; ++v) {
      for (unsigned state = 0; state < gallery_count(family); ++state) {
        Panel* panel = gallery_panel(panels[i], &family->variants[v], state, THEME_DARK);
        assert_non_null(panel);
        check(panel, family->variants[v].uri, gallery_state(family, state)->name);
        panel_free(panel);
      }
    }
  }
}
