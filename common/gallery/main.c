// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Draws every window in every state into a folder, as PNGs: variant-state-theme-scale.png; and the last variant of each
   family, which has the most on it, in every language: variant-state-language.png. A second argument leaves only the
   files with it in their name; where that is `readme`, the pictures of the README are drawn instead. */

#include "common/gallery/gallery.h"
#include "common/panel/panels.h"

#include <stdio.h>
#include <string.h>

static const double scales[] = {1.0, 1.5, 2.0};
static const char* const themes[] = {[THEME_LIGHT] = "light", [THEME_DARK] = "dark"};

/* Frees the surface, which may be NULL. */
static int surface_write(cairo_surface_t* surface, const char* path) {
  if (!surface) {
    fprintf(stderr, "No memory for a window.\n");
    return 1;
  }
  const cairo_status_t status = cairo_surface_write_to_png(surface, path);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    fprintf(stderr, "%s cannot be written: %s\n", path, cairo_status_to_string(status));
    return 1;
  }
  return 0;
}

typedef struct {
  Theme theme;
  double scale;
  const Language* language;
} Look;

static int picture_write(const PanelType* type, const PortVariant* variant, unsigned state, Look look,
                         const char* path) {
  Panel* panel = gallery_panel(type, variant, state, look.theme);
  if (panel) {
    panel_set_language(panel, look.language);
  }
  cairo_surface_t* surface = panel ? gallery_draw(panel, look.scale) : NULL;
  panel_free(panel);
  return surface_write(surface, path);
}

static int readme_write(const char* folder) {
  for (unsigned i = 0; i < n_readme_pictures; ++i) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, readme_pictures[i].file);
    if (surface_write(readme_picture_draw(&readme_pictures[i]), path)) {
      return 1;
    }
  }
  return 0;
}

static int state_write(const PanelType* type, const PortVariant* variant, unsigned state, const char* folder,
                       const char* only) {
  const char* name = variant->uri + strlen(SIGNALBOX_URI);
  const GalleryState* shown = gallery_state(panel_type_family(type), state);
  for (unsigned theme = 0; theme < N_THEMES; ++theme) {
    for (unsigned i = 0; i < sizeof scales / sizeof *scales; ++i) {
      char path[1024];
      snprintf(path, sizeof path, "%s/%s-%s-%s-%g.png", folder, name, shown->name, themes[theme], scales[i]);
      if (strstr(path, only) && picture_write(type, variant, state, (Look){(Theme)theme, scales[i], NULL}, path)) {
        return 1;
      }
    }
  }
  return 0;
}

static int languages_write(const PanelType* type, const char* folder, const char* only) {
  const PortFamily* family = panel_type_family(type);
  const PortVariant* variant = &family->variants[family->n_variants - 1];
  for (unsigned state = 0; state < gallery_count(family); ++state) {
    for (unsigned i = 0; i < n_languages; ++i) {
      char path[1024];
      snprintf(path, sizeof path, "%s/%s-%s-%s.png", folder, variant->uri + strlen(SIGNALBOX_URI),
               gallery_state(family, state)->name, language_tag(languages[i]));
      if (strstr(path, only) && picture_write(type, variant, state, (Look){THEME_LIGHT, 1.5, languages[i]}, path)) {
        return 1;
      }
    }
  }
  return 0;
}

int main(int argc, char** argv) {
  if (argc < 2) {
    fprintf(stderr, "Which folder are the pictures to go to?\n");
    return 2;
  }
  if (argc > 2 && !strcmp(argv[2], "readme")) {
    return readme_write(argv[1]);
  }
  const char* only = argc > 2 ? argv[2] : "";
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    if (languages_write(panels[i], argv[1], only)) {
      return 1;
    }
    for (unsigned v = 0; v < family->n_variants; ++v) {
      for (unsigned state = 0; state < gallery_count(family); ++state) {
        if (state_write(panels[i], &family->variants[v], state, argv[1], only)) {
          return 1;
        }
      }
    }
  }
  printf("The windows are drawn in %s.\n", argv[1]);
  return 0;
}
