// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/panel.h"

#include "common/panel/chrome.h"
#include "common/panel/control.h"
#include "common/panel/damage.h"
#include "common/panel/field.h"
#include "common/panel/hover.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/menu.h"
#include "common/panel/segments.h"
#include "common/ports/ranges.h"

#include <math.h>

#define START_UNITS 2.0  // a press that moves less is a click
#define FINE 0.1
#define DOUBLE_CLICK_MS 400U
#define DOUBLE_CLICK_UNITS 6.0
#define HOLD_MS 300U

static bool is_control(const Panel* panel, const Widget* widget) {
  const unsigned port = widget_control(widget);
  return port < panel->n_ports && panel_spec(panel, port)->kind == PORT_CONTROL_IN;
}

static double bend_of(const Widget* widget) {
  return widget->bend > 0.0 ? widget->bend : 1.0;
}

static void drag_one(Panel* panel, unsigned port, double* position, double part, double bend) {
  if (port < panel->n_ports && part != 0.0) {
    *position = fmin(fmax(*position + part, 0.0), 1.0);
    panel_write(panel, port, control_value(panel_spec(panel, port), pow(*position, 1.0 / bend)));
  }
}

/* Only the way since the last event counts, so that Shift and Ctrl may change on the way. */
static void drag(Panel* panel, const PanelPointer* pointer) {
  Gesture* gesture = &panel->gesture;
  const Widget* widget = &panel->widgets[gesture->widget];
  const double speed = pointer->modifiers & (POINTER_SHIFT | POINTER_CTRL) ? FINE : 1.0;
  const double right = (pointer->x - gesture->x) * speed;
  const double up = (gesture->y - pointer->y) * speed;
  const bool is_grip = widget->kind == WIDGET_GRIP;
  const double part = widget->travel != 0.0 ? right / widget->travel : 0.0;
  const double part_y = widget->travel_y != 0.0 ? up / widget->travel_y : 0.0;
  drag_one(panel, widget->port, &gesture->position, is_grip ? part : part + part_y, bend_of(widget));
  if (is_grip) {
    drag_one(panel, widget->port_y, &gesture->position_y, part_y, bend_of(widget));
  }
  gesture->x = pointer->x;
  gesture->y = pointer->y;
}

/* The same state for every toggle of the group that the pointer comes to. */
static void paint(Panel* panel, const PanelPointer* pointer) {
  const unsigned group = panel->widgets[panel->gesture.widget].group;
  const int at = hover_find(panel, pointer->x, pointer->y);
  if (at >= 0 && group && panel->widgets[at].group == group) {
    panel_set(panel, panel->widgets[at].port, panel->gesture.painted);
  }
}

static double position_of(const Panel* panel, unsigned port, double bend) {
  return port < panel->n_ports
           ? pow(control_position(panel_spec(panel, port), (double)panel_port_value(panel, port)), bend)
           : 0.0;
}

static void default_set(Panel* panel, const Widget* widget) {
  if (widget->port < panel->n_ports && is_control(panel, widget)) {
    panel_set(panel, widget->port, panel_spec(panel, widget->port)->initial);
  }
  if (widget->port_y < panel->n_ports) {
    panel_set(panel, widget->port_y, panel_spec(panel, widget->port_y)->initial);
  }
}

/* A middle click: as if the control had been dragged here. */
static void jump(Panel* panel, const Widget* widget, double x, double y) {
  const PanelRect area = widget_reach(panel, widget);
  if (!is_control(panel, widget)) {
    return;
  }
  double position = 0.0;
  if (widget->kind == WIDGET_FADER) {
    position = 1.0 - (y - area.y - FADER_CAP / 2.0) / (area.height - FADER_CAP - FADER_VALUE);
  } else if (widget->kind == WIDGET_KNOB) {
    position = knob_position(area, x, y);
  } else if (widget->kind == WIDGET_NUMBER || widget->kind == WIDGET_PAN) {
    position = (x - area.x - area.height / 2.0) / (area.width - area.height);
  } else {
    return;
  }
  panel_set(panel, widget->port, control_value(panel_spec(panel, widget->port), position));
}

static void toggle_press(Panel* panel, Widget* widget, const PanelPointer* pointer) {
  const bool was_on = panel_port_value(panel, widget->port) > 0.0f;
  panel->gesture.painted = was_on ? 0.0f : 1.0f;
  if (pointer->modifiers & POINTER_SHIFT) {
    panel->gesture.kind = GESTURE_PRESS;
  } else if (widget->momentary) {
    panel->gesture.kind = GESTURE_HOLD;
    panel->gesture.was_on = was_on;
    panel_write(panel, widget->port, 1.0f);
  } else {
    panel->gesture.kind = GESTURE_PAINT;
    panel_set(panel, widget->port, panel->gesture.painted);
  }
}

static void peak_reset(Panel* panel, unsigned port) {
  panel->peaks[port].highest_db = panel_port_value(panel, port);
  panel_damage_port(panel, port);
}

static bool is_double(const Panel* panel, unsigned widget, const PanelPointer* pointer) {
  return panel->last_press_widget == widget + 1 && pointer->time_ms - panel->last_press_ms <= DOUBLE_CLICK_MS &&
         hypot(pointer->x - panel->last_press_x, pointer->y - panel->last_press_y) <= DOUBLE_CLICK_UNITS;
}

static bool is_dragged(const Widget* widget) {
  return widget->kind == WIDGET_FADER || widget->kind == WIDGET_KNOB || widget->kind == WIDGET_NUMBER ||
         widget->kind == WIDGET_PAN || widget->kind == WIDGET_GRIP;
}

static void left_press(Panel* panel, unsigned at, const PanelPointer* pointer) {
  Widget* widget = &panel->widgets[at];
  const bool is_second = is_double(panel, at, pointer) && !(pointer->modifiers & POINTER_SHIFT);
  panel->last_press_widget = is_second ? 0 : at + 1;
  panel->last_press_ms = pointer->time_ms;
  panel->last_press_x = pointer->x;
  panel->last_press_y = pointer->y;
  panel->gesture = (Gesture){.kind = GESTURE_PRESS,
                             .widget = at,
                             .x = pointer->x,
                             .y = pointer->y,
                             .position = position_of(panel, widget->port, bend_of(widget)),
                             .position_y = position_of(panel, widget->port_y, bend_of(widget)),
                             .is_shifted = (pointer->modifiers & POINTER_SHIFT) != 0,
                             .start_ms = pointer->time_ms};
  widget_damage(panel, widget);
  hover_damage(panel);
  if (widget->kind == WIDGET_TOGGLE || widget->kind == WIDGET_SWITCH) {
    toggle_press(panel, widget, pointer);
  } else if (is_second && is_dragged(widget) && is_control(panel, widget)) {
    panel->gesture.kind = GESTURE_MENU;
    field_open(panel, widget_control(widget), widget_reach(panel, widget));
  }
}

/* What a press that has not moved does when it ends. */
static void click(Panel* panel, const PanelPointer* pointer) {
  Widget* widget = &panel->widgets[panel->gesture.widget];
  if (panel->gesture.is_shifted) {
    default_set(panel, widget);
  } else if (widget->kind == WIDGET_SEGMENTS) {
    const int entry = segments_find(panel, widget, pointer->x, pointer->y);
    if (entry >= 0) {
      panel_set(panel, widget->port, segments_value(panel, widget, (unsigned)entry));
    }
  } else if (widget->kind == WIDGET_LIST) {
    menu_open(panel, widget->port, widget->area, true);
  } else if (widget->kind == WIDGET_PEAK || widget->kind == WIDGET_METER) {
    peak_reset(panel, widget->port);
  } else if (widget->kind == WIDGET_ACTION && rect_contains(widget->area, pointer->x, pointer->y)) {
    widget->press(panel, widget);
  }
}

static void gesture_end(Panel* panel, const PanelPointer* pointer) {
  Gesture* gesture = &panel->gesture;
  const Widget* widget = &panel->widgets[gesture->widget];
  const GestureKind kind = gesture->kind;
  if (kind == GESTURE_PRESS) {
    click(panel, pointer);
  } else if (kind == GESTURE_HOLD) {
    if (gesture->was_on || pointer->time_ms - gesture->start_ms > HOLD_MS) {
      panel_write(panel, widget->port, 0.0f);
    }
  }
  gesture->kind = GESTURE_NONE;
  panel_release(panel, widget->port);
  panel_release(panel, widget->port_y);
  widget_damage(panel, widget);
  hover_damage(panel);
}

static void move(Panel* panel, const PanelPointer* pointer) {
  Gesture* gesture = &panel->gesture;
  if (panel->menu.is_open) {
    menu_hover(panel, pointer->x, pointer->y);
    return;
  }
  if (gesture->kind == GESTURE_PRESS && is_dragged(&panel->widgets[gesture->widget]) &&
      hypot(pointer->x - gesture->x, pointer->y - gesture->y) >= START_UNITS) {
    gesture->kind = GESTURE_DRAG;
    panel->last_press_widget = 0;  // no first half of a double click
  }
  if (gesture->kind == GESTURE_DRAG) {
    drag(panel, pointer);
  } else if (gesture->kind == GESTURE_PAINT) {
    paint(panel, pointer);
  } else if (gesture->kind == GESTURE_NONE) {
    hover_set(panel, hover_find(panel, pointer->x, pointer->y));
  }
}

static void press(Panel* panel, const PanelPointer* pointer) {
  hover_tip_close(panel);
  if (panel->gesture.kind != GESTURE_NONE) {
    return;  // another button, while one is held
  }
  if (panel->menu.is_open) {
    menu_choose(panel, pointer->x, pointer->y);
    return;
  }
  if (panel->field.is_open) {
    if (rect_contains(panel->field.area, pointer->x, pointer->y) || !field_commit(panel)) {
      return;
    }
  }
  const int at = hover_find(panel, pointer->x, pointer->y);
  if (at < 0) {
    return;
  }
  Widget* widget = &panel->widgets[at];
  if (pointer->button == POINTER_LEFT) {
    left_press(panel, (unsigned)at, pointer);
  } else if (pointer->button == POINTER_MIDDLE) {
    jump(panel, widget, pointer->x, pointer->y);
  } else if (pointer->button == POINTER_RIGHT && is_control(panel, widget)) {
    menu_open(panel, widget_control(widget), (PanelRect){pointer->x, pointer->y, 0.0, 0.0}, false);
  }
}

/* One step of the wheel is a gesture of its own, unless a hand is on the control. */
static void wheel(Panel* panel, const PanelPointer* pointer) {
  const int at = hover_find(panel, pointer->x, pointer->y);
  hover_tip_close(panel);
  if (at < 0 || panel->menu.is_open || panel->field.is_open || panel->gesture.kind != GESTURE_NONE ||
      !is_control(panel, &panel->widgets[at]) || pointer->wheel == 0.0) {
    return;
  }
  const unsigned port = widget_control(&panel->widgets[at]);
  panel_set(panel, port,
            control_step(panel_spec(panel, port), panel_port_value(panel, port), pointer->wheel,
                         (pointer->modifiers & POINTER_CTRL) != 0));
}

void panel_pointer(Panel* panel, const PanelPointer* pointer) {
  panel->now_ms = pointer->time_ms;
  switch (pointer->kind) {
    case POINTER_MOVE:
      move(panel, pointer);
      break;
    case POINTER_PRESS:
      press(panel, pointer);
      break;
    case POINTER_RELEASE:
      if (pointer->button == POINTER_LEFT && panel->gesture.kind != GESTURE_NONE) {
        gesture_end(panel, pointer);
        move(panel, pointer);
      }
      break;
    case POINTER_WHEEL:
      wheel(panel, pointer);
      break;
    case POINTER_LEAVE:
      if (panel->gesture.kind == GESTURE_NONE) {
        hover_leave(panel);
      }
      break;
  }
}
