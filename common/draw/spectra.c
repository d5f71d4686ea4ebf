// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/spectra.h"

#include <math.h>

#define GRID_DB 10.0
#define KEY_LENGTH 18.0
#define GAP 6.0

typedef struct {
  double x, y, width, height;
  double top_db;
} Frame;

static double place_of_hz(const SpectraView* view, const Frame* frame, double hz) {
  return frame->x + frame->width * log(hz / view->lowest_hz) / log(view->highest_hz / view->lowest_hz);
}

static double place_of_db(const Frame* frame, double level_db) {
  const double below = fmin(fmax((frame->top_db - level_db) / SPECTRA_SPAN_DB, 0.0), 1.0);
  return frame->y + frame->height * below;
}

/* The highest level of all. */
static double highest(const SpectraView* view) {
  double most = -HUGE_VAL;
  for (unsigned s = 0; s < view->n_spectra; ++s) {
    for (unsigned i = 0; i < view->n_points; ++i) {
      most = fmax(most, (double)view->spectra[s].level_db[i]);
    }
  }
  return isfinite(most) ? most : 0.0;
}

static void line_draw(cairo_t* cr, double x0, double y0, double x1, double y1) {
  cairo_move_to(cr, x0, y0);
  cairo_line_to(cr, x1, y1);
  cairo_stroke(cr);
}

static void grid_draw(cairo_t* cr, const SpectraView* view, const Frame* frame) {
  static const struct {
    double hz;
    const char* text;
  } marks[] = {{50.0, "50 Hz"}, {200.0, "200"}, {1000.0, "1 kHz"}, {5000.0, "5"}};
  ink_set(cr, INK_CARD, 1.0);
  cairo_rectangle(cr, frame->x, frame->y, frame->width, frame->height);
  cairo_fill(cr);
  cairo_set_line_width(cr, 1.0);
  for (double down_db = GRID_DB; down_db < SPECTRA_SPAN_DB; down_db += GRID_DB) {
    const double y = place_of_db(frame, frame->top_db - down_db);
    ink_set(cr, INK_RULE, 1.0);
    line_draw(cr, frame->x, y, frame->x + frame->width, y);
  }
  for (unsigned i = 0; i < sizeof marks / sizeof *marks; ++i) {
    const double x = place_of_hz(view, frame, marks[i].hz);
    ink_set(cr, INK_RULE, 1.0);
    line_draw(cr, x, frame->y, x, frame->y + frame->height);
    text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_CENTRE, marks[i].text, x - 30.0, 60.0,
              frame->y + frame->height + text_line(TEXT_SMALL));
  }
}

static void spectrum_draw(cairo_t* cr, const SpectraView* view, const SpectrumView* spectrum, const Frame* frame) {
  for (unsigned i = 0; i < view->n_points; ++i) {
    const double x = frame->x + frame->width * i / (view->n_points - 1.0);
    const double y = place_of_db(frame, (double)spectrum->level_db[i]);
    (i ? cairo_line_to : cairo_move_to)(cr, x, y);
  }
  ink_set(cr, spectrum->ink, 1.0);
  cairo_set_line_width(cr, 2.0);
  cairo_stroke(cr);
}

/* Above the frame, from the right. */
static void keys_draw(cairo_t* cr, const SpectraView* view, const Frame* frame) {
  double x = frame->x + frame->width;
  const double baseline = frame->y - GAP;
  for (unsigned s = view->n_spectra; s-- > 0;) {
    const SpectrumView* spectrum = &view->spectra[s];
    const double width = text_width(cr, TEXT_SMALL, spectrum->name);
    x -= width;
    text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_LEFT, spectrum->name, x, width + 1.0, baseline);
    x -= KEY_LENGTH + GAP;
    ink_set(cr, spectrum->ink, 1.0);
    cairo_set_line_width(cr, 3.0);
    line_draw(cr, x, baseline - text_capital(TEXT_SMALL) / 2.0, x + KEY_LENGTH,
              baseline - text_capital(TEXT_SMALL) / 2.0);
    x -= 2.0 * GAP;
  }
}

void spectra_draw(cairo_t* cr, const SpectraView* view, double x, double y, double width, double height) {
  const Frame frame = {x, y, width, height, highest(view) + 3.0};
  cairo_save(cr);
  grid_draw(cr, view, &frame);
  keys_draw(cr, view, &frame);
  cairo_rectangle(cr, x, y, width, height);
  cairo_clip(cr);
  for (unsigned s = 0; s < view->n_spectra; ++s) {
    spectrum_draw(cr, view, &view->spectra[s], &frame);
  }
  cairo_restore(cr);
}
