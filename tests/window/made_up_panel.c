// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/window/made_up_panel.h"

#include <stdlib.h>

static void paint(cairo_t* cr, unsigned colour) {
  cairo_set_source_rgb(cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
}

Panel* panel_new(const PanelType* type, const PortVariant* variant, const PanelHost* host, Theme theme) {
  (void)type;
  (void)variant;
  (void)theme;
  Panel* panel = (Panel*)calloc(1, sizeof(Panel));
  if (panel && host) {
    panel->host = *host;
  }
  if (panel) {
    panel->rectangle = (PanelRect){100.0, 50.0, 40.0, 20.0};
    made_up_damage(panel, 0.0, 0.0, MADE_UP_WIDTH, MADE_UP_HEIGHT);
  }
  return panel;
}

void panel_free(Panel* panel) {
  free(panel);
}

void panel_base_size(const Panel* panel, double* width, double* height) {
  (void)panel;
  *width = MADE_UP_WIDTH;
  *height = MADE_UP_HEIGHT;
}

void panel_pointer(Panel* panel, const PanelPointer* pointer) {
  if (panel->n_pointers < MADE_UP_EVENTS) {
    panel->pointers[panel->n_pointers++] = *pointer;
  }
}

bool panel_key(Panel* panel, const PanelKey* key) {
  if (panel->n_keys < MADE_UP_EVENTS) {
    panel->keys[panel->n_keys++] = *key;
  }
  return panel->takes_keys;
}

void panel_cancel(Panel* panel) {
  ++panel->n_cancels;
}

void panel_tick(Panel* panel, uint32_t time_ms) {
  (void)time_ms;
  ++panel->n_ticks;
}

void made_up_damage(Panel* panel, double x, double y, double width, double height) {
  if (panel->n_damage < sizeof(panel->damage) / sizeof(panel->damage[0])) {
    panel->damage[panel->n_damage++] = (PanelRect){x, y, width, height};
  }
}

bool panel_take_damage(Panel* panel, PanelLayer layer, PanelRect* rect) {
  if (layer == PANEL_STILL || !panel->n_damage) {
    return false;
  }
  *rect = panel->damage[--panel->n_damage];
  return true;
}

/* The ground lies still, and the rectangle moves on it. */
void panel_draw_layer(Panel* panel, PanelLayer layer, cairo_t* cr) {
  const PanelRect* r = &panel->rectangle;
  if (layer == PANEL_STILL) {
    paint(cr, MADE_UP_GROUND);
    cairo_paint(cr);
    return;
  }
  ++panel->n_draws;
  cairo_clip_extents(cr, &panel->drawn[0], &panel->drawn[1], &panel->drawn[2], &panel->drawn[3]);
  paint(cr, MADE_UP_INK);
  cairo_rectangle(cr, r->x, r->y, r->width, r->height);
  cairo_fill(cr);
}
