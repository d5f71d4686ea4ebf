// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/dynamics_change.h"

#include "tests/lv2/material.h"

#include <ebur128.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { WINDOW = 882 };

#define QUIETEST_POWER 1e-8

typedef struct {
  double before, after;  // power
} Window;

static int compare_windows(const void* a, const void* b) {
  const double p = ((const Window*)a)->before;
  const double q = ((const Window*)b)->before;
  return (p > q) - (p < q);
}

static double power(const float* samples, uint64_t n_frames) {
  return pow(10.0, material_rms_db(samples, n_frames) / 10.0);
}

static double change_db(const Window* windows, uint64_t n_windows) {
  Window sum = {0.0, 0.0};
  for (uint64_t i = 0; i < n_windows; ++i) {
    sum.before += windows[i].before;
    sum.after += windows[i].after;
  }
  return 10.0 * log10(sum.after / sum.before);
}

static double loudness(const float* samples, uint64_t n_frames) {
  double lufs = (double)NAN;
  ebur128_state* meter = ebur128_init(1, (unsigned long)MATERIAL_RATE_HZ, EBUR128_MODE_I);
  if (meter) {
    ebur128_add_frames_float(meter, samples, n_frames);
    ebur128_loudness_global(meter, &lufs);
    ebur128_destroy(&meter);
  }
  return lufs;
}

/* What lies below a frequency, or above it, by two poles; to be freed. */
static float* part_new(const float* samples, uint64_t n_frames, double hz, bool is_high) {
  float* part = (float*)malloc(n_frames * sizeof(float));
  const double coefficient = 1.0 - exp(-6.283185307179586 * hz / MATERIAL_RATE_HZ);
  double low[2] = {0.0, 0.0};
  for (uint64_t i = 0; part && i < n_frames; ++i) {
    double x = (double)samples[i];
    for (unsigned pole = 0; pole < 2; ++pole) {
      low[pole] += coefficient * (x - low[pole]);
      x = is_high ? x - low[pole] : low[pole];
    }
    part[i] = (float)x;
  }
  return part;
}

/* How the level of one part has changed. */
static double part_change_db(const float* before, const float* after, uint64_t n_frames, double hz, bool is_high) {
  float* a = part_new(before, n_frames, hz, is_high);
  float* b = part_new(after, n_frames, hz, is_high);
  const double change = a && b ? material_rms_db(b, n_frames) - material_rms_db(a, n_frames) : (double)NAN;
  free(a);
  free(b);
  return change;
}

static double crest_db(const float* samples, uint64_t n_frames) {
  return material_peak_db(samples, n_frames) - material_rms_db(samples, n_frames);
}

/* By power before; to be freed. NULL where there are fewer than ten, or memory is short. */
static Window* windows_new(const float* before, const float* after, uint64_t n_frames, uint64_t* n_windows) {
  Window* windows = (Window*)calloc(n_frames / WINDOW + 1, sizeof(Window));
  uint64_t n = 0;
  for (uint64_t at = 0; windows && at + WINDOW <= n_frames; at += WINDOW) {
    windows[n] = (Window){power(before + at, WINDOW), power(after + at, WINDOW)};
    n += windows[n].before > QUIETEST_POWER;
  }
  if (n < 10) {
    free(windows);
    return NULL;
  }
  qsort(windows, n, sizeof(Window), compare_windows);
  *n_windows = n;
  return windows;
}

static double loudest_change_db(const Window* windows, uint64_t n_windows) {
  return change_db(windows + n_windows - n_windows / 10, n_windows / 10);
}

double dynamics_lift_db(const float* before, const float* after, uint64_t n_frames) {
  uint64_t n = 0;
  Window* windows = windows_new(before, after, n_frames, &n);
  const double lift = windows ? change_db(windows, n / 4) - loudest_change_db(windows, n) : (double)NAN;
  free(windows);
  return lift;
}

EssChange ess_change(const float* before, const float* after, uint64_t n_frames) {
  uint64_t n = 0;
  float* a = part_new(before, n_frames, 5000.0, true);
  float* b = part_new(after, n_frames, 5000.0, true);
  Window* windows = a && b ? windows_new(a, b, n_frames, &n) : NULL;
  const EssChange change = {windows ? loudest_change_db(windows, n) : (double)NAN,
                            part_change_db(before, after, n_frames, 1000.0, false)};
  free(a);
  free(b);
  free(windows);
  return change;
}

DynamicsChange dynamics_change(const float* before, const float* after, uint64_t n_frames) {
  const double loudness_lu = loudness(after, n_frames) - loudness(before, n_frames);
  return (DynamicsChange){
    .loudness_lu = loudness_lu,
    .lift_db = dynamics_lift_db(before, after, n_frames),
    .crest_db = crest_db(after, n_frames) - crest_db(before, n_frames),
    .tilt_db = part_change_db(before, after, n_frames, 200.0, false) -
               part_change_db(before, after, n_frames, 2000.0, true),
    .highs_db = part_change_db(before, after, n_frames, 5000.0, true) - loudness_lu,
  };
}
