// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/gallery/gallery.h"
#include "common/panel/panels.h"

#include <string.h>

const ReadmePicture readme_pictures[] = {
  {"aux-return.png", "aux-return-stereo", "late", THEME_LIGHT, 1.0},
  {"aux-send.png", "aux-send-stereo", "work", THEME_LIGHT, 1.0},
  {"bus-summer.png", "bus-summer-mono-8", "duplicate", THEME_LIGHT, 1.5},
  {"bus-summer-late.png", "bus-summer-stereo-8", "late", THEME_LIGHT, 1.0},
  {"parallel-compressor.png", "parallel-compressor-stereo", "work", THEME_LIGHT, 1.0},
  {"parallel-splitter.png", "parallel-splitter-stereo", "bands", THEME_DARK, 1.0},
  {"sidechain-router.png", "sidechain-router-stereo", "duck", THEME_DARK, 1.0},
};

const unsigned n_readme_pictures = sizeof readme_pictures / sizeof *readme_pictures;

static Panel* panel_of(const ReadmePicture* picture) {
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    for (unsigned v = 0; v < family->n_variants; ++v) {
      for (unsigned state = 0; state < gallery_count(family); ++state) {
        if (!strcmp(family->variants[v].uri + strlen(SIGNALBOX_URI), picture->variant) &&
            !strcmp(gallery_state(family, state)->name, picture->state)) {
          return gallery_panel(panels[i], &family->variants[v], state, picture->theme);
        }
      }
    }
  }
  return NULL;
}

cairo_surface_t* readme_picture_draw(const ReadmePicture* picture) {
  Panel* panel = panel_of(picture);
  cairo_surface_t* surface = panel ? gallery_draw(panel, picture->scale) : NULL;
  panel_free(panel);
  return surface;
}
