// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Spectra over one another, on a logarithmic scale of frequency. The view model is plain. Any thread that owns its
   cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_SPECTRA_H
#define SIGNALBOX_DRAW_SPECTRA_H

#include "common/draw/text.h"

typedef struct {
  const char* name;
  Ink ink;
  const float* level_db;  // n_points of them, from the lowest frequency to the highest in even steps of pitch
} SpectrumView;

typedef struct {
  double lowest_hz, highest_hz;
  unsigned n_points;
  const SpectrumView* spectra;  // the later over the earlier
  unsigned n_spectra;
} SpectraView;

/* Draws into a rectangle, from the highest level down to SPECTRA_SPAN_DB below. Levels are not said: what tells is one
   spectrum against the other. */
#define SPECTRA_SPAN_DB 50.0
void spectra_draw(cairo_t* cr, const SpectraView* view, double x, double y, double width, double height);

#endif
