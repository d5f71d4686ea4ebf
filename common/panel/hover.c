// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/hover.h"

#include "common/panel/chrome.h"
#include "common/panel/damage.h"
#include "common/panel/layout.h"

#include <math.h>

#define TIP_MS 700U

static bool is_live(const Panel* panel, const Widget* widget) {
  return widget->kind != WIDGET_PICTURE && !(widget->is_off && widget->is_off(panel, widget));
}

int hover_find(const Panel* panel, double x, double y) {
  int found = -1;
  double nearest = (double)INFINITY;
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    const Widget* widget = &panel->widgets[i];
    const bool is_grip = widget->kind == WIDGET_GRIP;
    if (!is_live(panel, widget) || (!is_grip && nearest < (double)INFINITY)) {
      continue;
    }
    const PanelRect area = widget_reach(panel, widget);
    if (rect_contains(area, x, y)) {
      const double distance = hypot(area.x + area.width / 2.0 - x, area.y + area.height / 2.0 - y);
      if (!is_grip || distance < nearest) {
        nearest = is_grip ? distance : nearest;
        found = (int)i;
      }
    }
  }
  return found;
}

void hover_set(Panel* panel, int widget) {
  if (panel->hovered == widget) {
    return;
  }
  if (panel->hovered >= 0) {
    widget_damage(panel, &panel->widgets[panel->hovered]);
  }
  if (panel->has_tip) {
    panel_damage(panel, panel->tip);
    panel->has_tip = false;
  }
  panel->hovered = widget;
  panel->hovered_ms = panel->now_ms;
  if (widget >= 0) {
    widget_damage(panel, &panel->widgets[widget]);
  }
  panel_damage(panel, footer_area(panel));
}

void hover_leave(Panel* panel) {
  hover_set(panel, -1);
}

void hover_tick(Panel* panel) {
  if (panel->hovered >= 0 && !panel->has_tip && panel->gesture.kind == GESTURE_NONE && !panel->menu.is_open &&
      !panel->field.is_open && panel->now_ms - panel->hovered_ms >= TIP_MS && tip_is_needed(panel)) {
    panel->has_tip = true;
    panel->tip = tip_area(panel);
    panel_damage(panel, panel->tip);
  }
}

void hover_tip_close(Panel* panel) {
  if (panel->has_tip) {
    panel_damage(panel, panel->tip);
    panel->has_tip = false;
  }
  panel->hovered_ms = panel->now_ms;
}

void hover_damage(Panel* panel) {
  if (panel->hovered >= 0) {
    widget_damage(panel, &panel->widgets[panel->hovered]);
  }
}
