// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/damage.h"

#include "common/panel/layout.h"
#include "common/panel/look.h"

#include <math.h>

#define RECT_COST 500.0  // what one more rectangle costs, as an area
#define SMEAR 2.0        // how far edges of shapes may come out of a rectangle

/* What a rectangle adds to another, as area. */
static double growth(PanelRect a, PanelRect b, PanelRect* both) {
  both->x = fmin(a.x, b.x);
  both->y = fmin(a.y, b.y);
  both->width = fmax(a.x + a.width, b.x + b.width) - both->x;
  both->height = fmax(a.y + a.height, b.y + b.height) - both->y;
  return both->width * both->height - a.width * a.height - b.width * b.height;
}

/* Joins a rectangle to one that it costs little to join, or, where there are too many, to the one it costs least. */
static void damage_add(Damage* damage, PanelRect rect) {
  rect = (PanelRect){rect.x - SMEAR, rect.y - SMEAR, rect.width + 2.0 * SMEAR, rect.height + 2.0 * SMEAR};
  double least = (double)INFINITY;
  unsigned best = 0;
  PanelRect joined = rect;
  for (unsigned i = 0; i < damage->n; ++i) {
    PanelRect both;
    const double cost = growth(damage->rects[i], rect, &both);
    if (cost < least) {
      least = cost;
      best = i;
      joined = both;
    }
  }
  if (least <= RECT_COST || damage->n == PANEL_MAX_DAMAGE) {
    damage->rects[best] = joined;
  } else {
    damage->rects[damage->n++] = rect;
  }
}

bool panel_take_damage(Panel* panel, PanelLayer layer, PanelRect* rect) {
  Damage* damage = &panel->damage[layer];
  if (!damage->n) {
    return false;
  }
  *rect = damage->rects[--damage->n];
  return true;
}

void panel_damage(Panel* panel, PanelRect rect) {
  damage_add(&panel->damage[PANEL_MOVING], rect);
}

static void damage_both(Panel* panel, PanelRect rect) {
  for (unsigned layer = 0; layer < N_PANEL_LAYERS; ++layer) {
    damage_add(&panel->damage[layer], rect);
  }
}

void panel_damage_all(Panel* panel) {
  damage_both(panel, (PanelRect){0.0, 0.0, panel->width, panel->height});
}

void widget_damage(Panel* panel, const Widget* widget) {
  if (widget->moves) {
    panel_damage(panel, widget_reach(panel, widget));
  } else {
    damage_both(panel, widget_reach(panel, widget));
  }
}

static void footer_damage(Panel* panel, unsigned port) {
  if (panel->hovered >= 0 && widget_control(&panel->widgets[panel->hovered]) == port) {
    panel_damage(panel, footer_area(panel));
  }
}

void panel_damage_port(Panel* panel, unsigned port) {
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    if (port_set_has(&panel->widgets[i].watched, port)) {
      widget_damage(panel, &panel->widgets[i]);
    }
  }
  footer_damage(panel, port);
}

static bool is_of(const Widget* widget, WidgetKind kind, unsigned port) {
  return widget->kind == kind && widget->port == port;
}

static bool is_gone(const Panel* panel, const Widget* widget) {
  return widget->kind == WIDGET_PICTURE && widget->is_off && widget->is_off(panel, widget);
}

void panel_damage_change(Panel* panel, unsigned port, double from, double to) {
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    const Widget* widget = &panel->widgets[i];
    if (!port_set_has(&widget->watched, port) || is_of(widget, WIDGET_PEAK, port) || is_gone(panel, widget)) {
      continue;
    }
    if (is_of(widget, WIDGET_METER, port)) {
      panel_damage(panel, level_stretch(widget->area, from, to));
    } else {
      widget_damage(panel, widget);
    }
  }
  footer_damage(panel, port);
}

void panel_damage_line(Panel* panel, unsigned port, double from_db, double to_db) {
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    if (is_of(&panel->widgets[i], WIDGET_METER, port)) {
      panel_damage(panel, level_stretch(panel->widgets[i].area, from_db, to_db));
    }
  }
}

void panel_damage_peak(Panel* panel, unsigned port) {
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    if (is_of(&panel->widgets[i], WIDGET_PEAK, port)) {
      widget_damage(panel, &panel->widgets[i]);
    }
  }
}
