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

/* A panel in a state; to be freed with panel_free(). Nobody hears what it writes. */
Panel* gallery_panel(const PanelType* type, const PortVariant* variant, unsigned state, Theme theme);

/* Draws a panel. */
cairo_surface_t* gallery_draw(Panel* panel, double scale);

#endif
