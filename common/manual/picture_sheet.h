// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a picture of the manual is drawn on, for the files that draw one. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_PICTURE_SHEET_H
#define SIGNALBOX_MANUAL_PICTURE_SHEET_H

#include "common/diagram/layout.h"
#include "common/draw/svg.h"
#include "common/draw/theme.h"

typedef struct {
  Theme theme;
  double width, height;
  DrawnBytes bytes;
  cairo_surface_t* surface;
  cairo_t* cr;
} PictureSheet;

/* Begins to draw, on paper of that size in the sheet's theme. */
cairo_t* sheet_begin(PictureSheet* sheet, double width, double height);

/* Draws a diagram, in a layout that is to be freed; NULL where it has none. */
DiagramLayout* diagram_put(PictureSheet* sheet, const DiagramView* diagram);

#endif
