// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/gallery/gallery.h"

#include "common/gallery/states.h"

#include <math.h>
#include <string.h>

#define RATE_HZ 48000.0

unsigned gallery_count(const PortFamily* family) {
  return states_of(family)->n_states;
}

const GalleryState* gallery_state(const PortFamily* family, unsigned number) {
  return &states_of(family)->states[number];
}

Panel* gallery_panel(const PanelType* type, const PortVariant* variant, unsigned state, Theme theme) {
  const PortFamily* family = panel_type_family(type);
  Panel* panel = panel_new(type, variant, NULL, theme);
  if (panel) {
    panel_set_rate(panel, RATE_HZ);
    panel_tick(panel, 0);
    gallery_state(family, state)->set(panel, family, variant);
  }
  return panel;
}

cairo_surface_t* gallery_draw(Panel* panel, double scale) {
  double width, height;
  panel_base_size(panel, &width, &height);
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(width * scale),
                                                        (int)ceil(height * scale));
  cairo_t* cr = cairo_create(surface);
  cairo_scale(cr, scale, scale);
  panel_draw(panel, cr);
  cairo_destroy(cr);
  return surface;
}
