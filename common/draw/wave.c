// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/wave.h"

#include "common/draw/theme.h"

#include <math.h>
#include <stdbool.h>

#define CHANNEL_GAP 6.0

static WavePoint point_of(const float* samples, size_t n_frames) {
  WavePoint point = {samples[0], samples[0], 0.0f};
  double power = 0.0;
  for (size_t i = 0; i < n_frames; ++i) {
    point.low = fminf(point.low, samples[i]);
    point.high = fmaxf(point.high, samples[i]);
    power += (double)samples[i] * (double)samples[i];
  }
  point.rms = (float)sqrt(power / (double)n_frames);
  return point;
}

void wave_read(WaveView* wave, unsigned channel, const float* samples, size_t n_frames) {
  for (size_t i = 0; i < WAVE_POINTS; ++i) {
    const size_t begin = i * n_frames / WAVE_POINTS;
    const size_t end = (i + 1) * n_frames / WAVE_POINTS;
    wave->points[channel][i] = n_frames == 0 ? (WavePoint){0.0f, 0.0f, 0.0f}
                                             : point_of(samples + begin, end > begin ? end - begin : 1);
  }
}

/* The slices of one column of device pixels as one. */
static WavePoint column_of(const WavePoint* points, unsigned column, unsigned n_columns) {
  const unsigned begin = column * WAVE_POINTS / n_columns;
  const unsigned end = (column + 1) * WAVE_POINTS / n_columns;
  WavePoint point = points[begin];
  double power = 0.0;
  unsigned count = 0;
  for (unsigned i = begin; i < end || i == begin; ++i, ++count) {
    point.low = fminf(point.low, points[i].low);
    point.high = fmaxf(point.high, points[i].high);
    power += (double)points[i].rms * (double)points[i].rms;
  }
  point.rms = (float)sqrt(power / count);
  return point;
}

/* A bar per column between two values of it, no thinner than a hairline. */
static void columns_fill(cairo_t* cr, const WavePoint* points, unsigned n_columns, bool core, double x, double middle,
                         double step, double half) {
  for (unsigned i = 0; i < n_columns; ++i) {
    const WavePoint point = column_of(points, i, n_columns);
    const float high = fminf(core ? fminf(point.rms, point.high) : point.high, 1.0f);
    const float low = fmaxf(core ? fmaxf(-point.rms, point.low) : point.low, -1.0f);
    const double top = middle - (double)high * half;
    const double height = fmax((double)(high - low) * half, 0.5);
    cairo_rectangle(cr, x + i * step, top - (height > 0.5 ? 0.0 : 0.25), step, height);
  }
  cairo_fill(cr);
}

static void clips_mark(cairo_t* cr, const WavePoint* points, unsigned n_columns, double x, double middle, double step,
                       double half) {
  const double width = fmax(step, 1.5);
  for (unsigned i = 0; i < n_columns; ++i) {
    const WavePoint point = column_of(points, i, n_columns);
    if (point.high > 1.0f) {
      cairo_rectangle(cr, x + i * step, middle - half, width, half * 0.3);
    }
    if (point.low < -1.0f) {
      cairo_rectangle(cr, x + i * step, middle + half * 0.7, width, half * 0.3);
    }
  }
  ink_set(cr, INK_CLIP, 1.0);
  cairo_fill(cr);
}

void wave_draw(cairo_t* cr, const WaveView* wave, double x, double y, double width, double height) {
  double device_x = width;
  double device_y = 0.0;
  cairo_user_to_device_distance(cr, &device_x, &device_y);
  const double pixels = fmin(fmax(floor(hypot(device_x, device_y)), 1.0), WAVE_POINTS);
  const unsigned n_columns = (unsigned)pixels;
  const double step = width / pixels;
  cairo_save(cr);
  cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
  for (unsigned channel = 0; channel < wave->n_channels; ++channel) {
    const double half = (height - CHANNEL_GAP * (wave->n_channels - 1)) / wave->n_channels / 2.0;
    const double middle = y + half + (2.0 * half + CHANNEL_GAP) * channel;
    ink_set(cr, INK_RULE, 1.0);
    cairo_rectangle(cr, x, middle - 0.25, width, 0.5);
    cairo_fill(cr);
    ink_set(cr, INK_WAVE, 1.0);
    columns_fill(cr, wave->points[channel], n_columns, false, x, middle, step, half);
    ink_set(cr, INK_ACCENT, 1.0);
    columns_fill(cr, wave->points[channel], n_columns, true, x, middle, step, half);
    clips_mark(cr, wave->points[channel], n_columns, x, middle, step, half);
  }
  cairo_restore(cr);
}
