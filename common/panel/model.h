// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a panel is made of, for the files of this folder and for X_panel.c: a list of widgets, each in a rectangle, and
   the values at the ports. See panel.h for units and threads. */

#ifndef SIGNALBOX_PANEL_MODEL_H
#define SIGNALBOX_PANEL_MODEL_H

#include "common/panel/panel.h"
#include "common/ports/port_view.h"

enum {
  PANEL_MAX_PORTS = 320,
  PANEL_MAX_WIDGETS = 320,
  PANEL_MAX_DAMAGE = 48,
  PANEL_MAX_HISTORIES = 4,
  PANEL_LABEL_SIZE = 32,
  PANEL_TEXT_SIZE = 256,
  PANEL_HISTORY = 125,    // points of a history
  PANEL_HISTORY_MS = 40,  // from one to the next: 5 s in all
  PANEL_HEADER = 40,      // heights
  PANEL_FOOTER = 24,
  NO_PORT = PANEL_MAX_PORTS  // stands for a port that the variant lacks
};

#define LOOK_POLARITY "\xC3\x98"  // what is written on a button that turns polarity around, in every language

typedef enum {
  WIDGET_PICTURE,   // nothing to take hold of: drawn by `draw`
  WIDGET_FADER,     // a cap in an upright slot
  WIDGET_KNOB,      // a dial with its label above and its value below
  WIDGET_NUMBER,    // a label at the left, the value at the right, and how far up it is as a line below
  WIDGET_PAN,       // a knob in a lying slot
  WIDGET_TOGGLE,    // a button with its label in it
  WIDGET_SWITCH,    // a pill with its label at its left
  WIDGET_SEGMENTS,  // one of a few entries, side by side
  WIDGET_LIST,      // one of some entries, in a menu
  WIDGET_GRIP,      // a handle in a picture, which moves one control or two that have widgets of their own
  WIDGET_METER,     // of a port: a bar that stands or lies
  WIDGET_PEAK,      // the number of a meter: its highest since it was clicked
  WIDGET_READING,   // a label and a value that nobody sets
  WIDGET_ACTION,    // a button that calls `press`
} WidgetKind;

typedef struct Widget Widget;

/* A set of ports. */
typedef struct {
  uint64_t words[(PANEL_MAX_PORTS + 63) / 64];
} PortSet;

struct Widget {
  WidgetKind kind;
  PanelRect area;
  unsigned port;                 // what it is of: of a grip, what moves sideways; NO_PORT for none
  unsigned port_y;               // of a grip: what moves up and down; NO_PORT for none
  double travel, travel_y;       // how far a hand goes over the whole range; negative: leftwards, downwards
  double bend;                   // of a grip on an axis that is bent: the hand moves position^bend; 0 for 1
  char label[PANEL_LABEL_SIZE];  // what is written on it, see say_label()
  unsigned group;                // toggles of one group are painted by a stroke across them; 0 for none
  bool is_narrow;                // a number that has room for its label only while it stands at its default
  bool momentary;                // a toggle that lasts as long as it is held, if that is long
  unsigned a, b;                 // what a picture, a grip or an action is of, as its family numbers it
  const void* data;              // and how it looks, where its family has more to say; it outlives the panel
  const char* comment;           // of an action
  void (*draw)(const Panel* panel, const Widget* widget, cairo_t* cr);
  void (*place)(const Panel* panel, const Widget* widget, double* x, double* y);  // of a grip or a mark: its middle
  void (*press)(Panel* panel, const Widget* widget);
  bool (*is_off)(const Panel* panel, const Widget* widget);  // a grip or a mark that is not there, an action of no use
  bool was_off;
  bool moves;                                  // is in the upper layer
  PortSet watched;                             // ports that change its look
  unsigned n_history_ports, history_ports[2];  // of a picture of histories
};

typedef enum {
  GESTURE_NONE,
  GESTURE_PRESS,  // held, and not moved yet
  GESTURE_DRAG,
  GESTURE_PAINT,
  GESTURE_HOLD,  // a momentary toggle
  GESTURE_MENU,  // a press that the menu, or the field, has taken
} GestureKind;

typedef struct {
  GestureKind kind;
  unsigned widget;
  double x, y;                  // where the pointer was last
  double position, position_y;  // where the controls are, before rounding, bent as the axis is
  bool is_shifted;              // pressed with Shift
  bool was_on;                  // a momentary toggle
  float painted;
  uint32_t start_ms;
} Gesture;

/* A value that is being typed. */
typedef struct {
  bool is_open, is_wrong;  // what was typed means nothing
  unsigned port;
  PanelRect area;
  char text[64];
  unsigned cursor;   // in bytes
  bool is_replaced;  // all of it goes when a character is typed
} Field;

typedef struct {
  bool is_open;
  bool is_list;  // entries alone, without the commands
  unsigned port;
  PanelRect area;
  int hovered;  // entry; -1 for none
  unsigned n_entries;
} Menu;

typedef struct {
  unsigned port;
  unsigned next;  // where the next point goes
  float points[PANEL_HISTORY];
} History;

typedef struct {
  float line_db;  // where the line stands
  uint32_t since_ms;
  float highest_db;
} PeakLine;

typedef struct {
  unsigned n;
  PanelRect rects[PANEL_MAX_DAMAGE];
} Damage;

struct PanelType {
  const PortFamily* family;
  void (*lay_out)(Panel* panel);
  /* Whether a control does nothing now, because of another one; NULL: none does. */
  bool (*is_unused)(const Panel* panel, unsigned port);
  /* What is wrong and what cures it, into `out`; called where `status` is not OK. NULL: as status_sentence() says. */
  void (*explain)(const Panel* panel, char out[PANEL_TEXT_SIZE]);
};

struct Panel {
  const PanelType* type;
  PanelHost host;
  Theme theme;
  const Language* language;  // NULL: English
  double width, height;
  double rate_hz;  // 0: nobody knows
  PortView view;
  unsigned n_ports;
  Port ports[PANEL_MAX_PORTS];
  float* values;           // by slot
  unsigned* port_of_slot;  // NO_PORT where the variant has none there
  unsigned n_widgets;
  Widget widgets[PANEL_MAX_WIDGETS + 1];    // the last is nobody's
  unsigned n_still;                         // widgets of the lower layer
  unsigned short order[PANEL_MAX_WIDGETS];  // in which they are drawn: those of the lower layer first
  unsigned status_port, enabled_port;
  Gesture gesture;
  PortSet touched, unused;
  Field field;
  Menu menu;
  int hovered;  // widget; -1 for none
  uint32_t hovered_ms;
  bool has_tip;
  PanelRect tip;
  uint32_t last_press_ms;
  double last_press_x, last_press_y;
  unsigned last_press_widget;
  uint32_t now_ms, history_ms;
  bool has_time;
  PeakLine peaks[PANEL_MAX_PORTS];
  unsigned n_histories;
  History histories[PANEL_MAX_HISTORIES];
  Damage damage[N_PANEL_LAYERS];
};

static inline bool port_set_has(const PortSet* set, unsigned port) {
  return set->words[port / 64] >> port % 64 & 1;
}

static inline void port_set_put(PortSet* set, unsigned port, bool in) {
  const uint64_t bit = (uint64_t)1 << port % 64;
  set->words[port / 64] = in ? set->words[port / 64] | bit : set->words[port / 64] & ~bit;
}

static inline void port_set_join(PortSet* set, const PortSet* other) {
  for (unsigned i = 0; i < sizeof set->words / sizeof *set->words; ++i) {
    set->words[i] |= other->words[i];
  }
}

/* The control that typing, the wheel and the menu are for. */
static inline unsigned widget_control(const Widget* widget) {
  return widget->port != NO_PORT ? widget->port : widget->port_y;
}

static inline bool rect_contains(PanelRect rect, double x, double y) {
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

static inline bool rects_meet(PanelRect a, PanelRect b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/* The port of a spec; NO_PORT where the variant has none. */
unsigned panel_port(const Panel* panel, unsigned section, unsigned copy, unsigned spec, unsigned channel);

/* Of a section that stands alone, and, where there is one for each channel, of the first. */
static inline unsigned section_port(const Panel* panel, unsigned section, unsigned spec) {
  return panel_port(panel, section, 0, spec, 0);
}

/* The same by symbol, such as "lag_3": for a port that not every variant has, or a copy of one. */
unsigned panel_find(const Panel* panel, const char* symbol);

/* The value of a port found so; 0 of NO_PORT. */
static inline double panel_reading(const Panel* panel, unsigned port) {
  return port < panel->n_ports ? (double)panel->values[panel->ports[port].slot] : 0.0;
}

/* Its value now; its default where the variant lacks it. */
static inline double panel_value(const Panel* panel, unsigned section, unsigned copy, unsigned spec) {
  return (double)port_view_value(&panel->view, section, copy, spec, 0);
}

static inline const PortSpec* panel_spec(const Panel* panel, unsigned port) {
  return panel->ports[port].spec;
}

static inline float panel_port_value(const Panel* panel, unsigned port) {
  return panel->values[panel->ports[port].slot];
}

/* How many copies and channels the variant has of a section. */
static inline SectionShape panel_shape(const Panel* panel, unsigned section) {
  return panel->view.variant->shape[section];
}

/* Sets a control as a hand does: writes, with a touch before the first write. Whoever calls it releases in the end. */
void panel_write(Panel* panel, unsigned port, float value);
void panel_release(Panel* panel, unsigned port);

/* The same as a gesture of its own. */
void panel_set(Panel* panel, unsigned port, float value);

#endif
