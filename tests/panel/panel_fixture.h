// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A panel whose window is a list of what was asked of it, and hands that know where its widgets are. */

#ifndef SIGNALBOX_PANEL_FIXTURE_H
#define SIGNALBOX_PANEL_FIXTURE_H

#include "common/panel/model.h"

enum { FIXTURE_MAX_CALLS = 4096 };

typedef enum { CALL_WRITE, CALL_GRAB, CALL_RELEASE } CallKind;

typedef struct {
  CallKind kind;
  unsigned port;
  float value;
} Call;

typedef struct {
  Panel* panel;
  const PanelType* type;
  const PortVariant* variant;
  unsigned n_calls;
  Call calls[FIXTURE_MAX_CALLS];
  bool grabbed[PANEL_MAX_PORTS];
  bool has_keyboard;
  bool is_unbalanced;  // a touch twice, a release of what was not touched, or a write without a touch
  uint32_t now_ms;
} Fixture;

/* The panel of a variant by its name, such as "bus-summer-mono-8". */
void fixture_begin(Fixture* fixture, const char* variant);
void fixture_end(Fixture* fixture);

/* Forgets the calls so far. */
void fixture_forget(Fixture* fixture);

/* The port of a symbol; fails where there is none. */
unsigned fixture_port(const Fixture* fixture, const char* symbol);
float fixture_value(const Fixture* fixture, const char* symbol);

/* The widget of a control: that which is no grip; and its grip, NULL where it has none that is there now. */
const Widget* fixture_face(const Fixture* fixture, const char* symbol);
const Widget* fixture_grip(const Fixture* fixture, const char* symbol);

/* The middle of where a widget takes the pointer. */
void fixture_middle(const Fixture* fixture, const Widget* widget, double* x, double* y);

/* Pointer, 10 ms after what was before. */
void fixture_move(Fixture* fixture, double x, double y, unsigned modifiers);
void fixture_press(Fixture* fixture, double x, double y, unsigned button, unsigned modifiers);
void fixture_let_go(Fixture* fixture, double x, double y, unsigned button, unsigned modifiers);
void fixture_wheel(Fixture* fixture, double x, double y, double steps, unsigned modifiers);

/* A press and a release in the middle of a widget. */
void fixture_click(Fixture* fixture, const Widget* widget, unsigned button, unsigned modifiers);

/* Two of them, quickly. */
void fixture_double_click(Fixture* fixture, const Widget* widget);

/* A drag of the left button from the middle of a widget. */
void fixture_drag(Fixture* fixture, const Widget* widget, double right, double down, unsigned modifiers);

void fixture_type(Fixture* fixture, const char* text);
void fixture_key(Fixture* fixture, PanelKeyKind kind);

/* How many writes to a port there were, and how many calls of a kind in all. */
unsigned fixture_writes(const Fixture* fixture, const char* symbol);
unsigned fixture_count(const Fixture* fixture, CallKind kind);

/* An image as large as a panel is at a scale; to be destroyed. */
cairo_surface_t* fixture_surface_new(const Panel* panel, double scale);

/* Every variant in every state of the gallery, dark; with the variant's URI and the state's name. */
void fixture_each_state(void (*check)(Panel* panel, const char* uri, const char* state));

#endif
