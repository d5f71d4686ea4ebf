// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Gallery: every window in the states that a person meets, for pictures and for tests. Not realtime-safe. */

#ifndef SIGNALBOX_GALLERY_H
#define SIGNALBOX_GALLERY_H

#include "common/panel/panel.h"

typedef struct {
  const char* name;  // of a file
  void (*set)(Panel* panel, const PortFamily* family, const PortVariant* variant);
} GalleryState;

/* The states of a family's windows, of which the first is how a new one looks. */
unsigned gallery_count(const PortFamily* family);
const GalleryState* gallery_state(const PortFamily* family, unsigned number);

/* A panel in a state, in English; to be freed with panel_free(). Nobody hears what it writes. */
Panel* gallery_panel(const PanelType* type, const PortVariant* variant, unsigned state, Theme theme);

/* Draws a panel. */
cairo_surface_t* gallery_draw(Panel* panel, double scale);

/* The pictures of the README and of the pages of the manual, which lie beside this file. */
typedef struct {
  const char *file, *variant, *state;
  Theme theme;
  double scale;
} ReadmePicture;

extern const ReadmePicture readme_pictures[];
extern const unsigned n_readme_pictures;

/* One of them, to be freed; NULL where memory is short. */
cairo_surface_t* readme_picture_draw(const ReadmePicture* picture);

#endif
