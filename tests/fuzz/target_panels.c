// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Target: everything that a hand, a keyboard, a host and a screen may do to the window of any variant. What it writes
   is within the range of a control that is held, what is held is let go, and it is drawn at any size. */

#include "common/panel/panels.h"
#include "common/window/canvas.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/script.h"

#include <math.h>
#include <stdlib.h>

/* How long a script may get, so that many can be run. What is to be drawn after so many times is left undrawn. */
enum { MAX_ACTIONS = 400, MAX_DRAWINGS = 4, MAX_PORTS = 512 };

typedef enum {
  ACT_POINTER,  // KIND X Y BUTTON MODIFIERS
  ACT_KEY,      // KIND CHARACTER
  ACT_PORT,     // PORT VALUE AMOUNT: from the host
  ACT_TIME,     // MS: goes by
  ACT_RESIZE,   // WIDTH HEIGHT
  ACT_DRAW,
  ACT_CANCEL,
  ACT_COUNT
} Act;

typedef struct {
  Panel* panel;
  Canvas canvas;
  double width, height;  // of the panel
  unsigned n_drawings;
  uint32_t now_ms;
  unsigned n_ports;
  Port ports[MAX_PORTS];
  bool held[MAX_PORTS];
} Harness;

static void on_write(void* handle, unsigned port, float value) {
  const Harness* harness = (const Harness*)handle;
  FUZZ_CHECK(port < harness->n_ports && harness->ports[port].spec->kind == PORT_CONTROL_IN, "port %u is no control",
             port);
  const PortSpec* spec = harness->ports[port].spec;
  FUZZ_CHECK(value >= spec->minimum && value <= spec->maximum, "%g is written to %s", (double)value, spec->symbol);
  FUZZ_CHECK(harness->held[port], "%s is written to without a touch", spec->symbol);
}

static void on_touch(void* handle, unsigned port, bool grabbed) {
  Harness* harness = (Harness*)handle;
  FUZZ_CHECK(port < harness->n_ports, "there is no port %u to touch", port);
  FUZZ_CHECK(harness->held[port] != grabbed, "%s is %s twice", harness->ports[port].spec->symbol,
             grabbed ? "touched" : "let go");
  harness->held[port] = grabbed;
}

static void on_want_keyboard(void* handle, bool wanted) {
  (void)handle;
  (void)wanted;
}

/* From a fifth of a length before its begin to a fifth behind its end. */
static double place(Script* script, double length) {
  return (script_byte(script) / 182.0 - 0.2) * length;
}

static int side(Script* script) {
  static const int sides[] = {1, 2, 3, 40, 137, 300, 421, 560, 700, 901, 1366, 4000};
  return sides[script_byte(script) % (sizeof(sides) / sizeof(sides[0]))];
}

static void act_pointer(Harness* harness, Script* script) {
  PanelPointer pointer = {.kind = (PointerKind)(script_byte(script) % (POINTER_LEAVE + 1)), .time_ms = harness->now_ms};
  pointer.x = place(script, harness->width);
  pointer.y = place(script, harness->height);
  const uint8_t button = script_byte(script);
  pointer.button = button % 6;
  pointer.wheel = (button - 128) / 16.0;
  pointer.modifiers = script_byte(script) % 4;
  panel_pointer(harness->panel, &pointer);
}

static void act_key(const Harness* harness, Script* script) {
  PanelKey key = {(PanelKeyKind)(script_byte(script) % (PANEL_KEY_END + 1)), ""};
  static const char characters[] = "0123456789-+.,kdBmsLRC%: oinf";
  key.text[0] = characters[script_byte(script) % (sizeof(characters) - 1)];
  panel_key(harness->panel, &key);
}

static void act_port(const Harness* harness, Script* script) {
  const unsigned port = script_byte(script) % (harness->n_ports + 3);
  const uint8_t value = script_byte(script);
  const uint8_t amount = script_byte(script);
  panel_port_event(harness->panel, port,
                   port < harness->n_ports ? script_value(harness->ports[port].spec, value, amount)
                                           : script_bad_number(amount));
}

static void draw(Harness* harness) {
  CanvasRect rects[CANVAS_MAX_RECTS];
  if (++harness->n_drawings > MAX_DRAWINGS) {
    return;
  }
  canvas_collect(&harness->canvas, harness->panel);
  const unsigned n = canvas_draw(&harness->canvas, harness->panel, rects);
  for (unsigned i = 0; i < n; ++i) {
    FUZZ_CHECK(rects[i].x >= 0 && rects[i].y >= 0 && rects[i].width > 0 && rects[i].height > 0 &&
                 rects[i].x + rects[i].width <= harness->canvas.width &&
                 rects[i].y + rects[i].height <= harness->canvas.height,
               "%d x %d at %d, %d is drawn on %d x %d", rects[i].width, rects[i].height, rects[i].x, rects[i].y,
               harness->canvas.width, harness->canvas.height);
  }
}

static void act(Harness* harness, Script* script) {
  switch ((Act)(script_byte(script) % ACT_COUNT)) {
    case ACT_POINTER:
      act_pointer(harness, script);
      break;
    case ACT_KEY:
      act_key(harness, script);
      break;
    case ACT_PORT:
      act_port(harness, script);
      break;
    case ACT_TIME:
      harness->now_ms += script_byte(script) * 8U;
      panel_tick(harness->panel, harness->now_ms);
      break;
    case ACT_RESIZE: {
      const int width = side(script);
      canvas_resize(&harness->canvas, harness->panel, width, side(script));
      break;
    }
    case ACT_DRAW:
      draw(harness);
      break;
    default:
      panel_cancel(harness->panel);
      break;
  }
}

static void run_script(const PanelType* type, const PortVariant* variant, Script* script) {
  FUZZ_CHECK(ports_count(panel_type_family(type), variant) <= MAX_PORTS, "%s has many ports", variant->uri);
  Harness* harness = (Harness*)calloc(1, sizeof(Harness));
  if (!harness) {
    return;
  }
  harness->n_ports = ports_list(panel_type_family(type), variant, harness->ports);
  const PanelHost host = {harness, on_write, on_touch, on_want_keyboard};
  harness->panel = panel_new(type, variant, &host, script_byte(script) % 2 ? THEME_DARK : THEME_LIGHT);
  FUZZ_CHECK(harness->panel, "%s has no panel", variant->uri);
  panel_base_size(harness->panel, &harness->width, &harness->height);
  canvas_resize(&harness->canvas, harness->panel, (int)harness->width, (int)harness->height);
  for (unsigned n = 0; n < MAX_ACTIONS && script->at < script->size; ++n) {
    fuzz_note(variant->uri, n + 1);
    act(harness, script);
  }
  panel_free(harness->panel);
  for (unsigned port = 0; port < harness->n_ports; ++port) {
    FUZZ_CHECK(!harness->held[port], "%s is never let go", harness->ports[port].spec->symbol);
  }
  canvas_clear(&harness->canvas);
  free(harness);
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Script script = {data, size, 0};
  const PanelType* type = panels[script_byte(&script) % n_panels];
  run_script(type, &panel_type_family(type)->variants[script_byte(&script) % panel_type_family(type)->n_variants],
             &script);
  return 0;
}

void fuzz_replay(const uint8_t* data, size_t size) {
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    for (unsigned v = 0; v < family->n_variants; ++v) {
      Script script = {data, size, 2};
      run_script(panels[i], &family->variants[v], &script);
    }
  }
}
