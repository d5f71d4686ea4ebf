// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/spectrum.h"

#include "common/dsp/kernel_lanes.h"

#include <math.h>
#include <stdlib.h>

#define TURN 6.28318530717958647692
#define PERIODS 24.0  // in a window: a half of a whole tone apart can be told

double spectrum_hz(unsigned point) {
  return SPECTRUM_LOWEST_HZ * pow(SPECTRUM_HIGHEST_HZ / SPECTRUM_LOWEST_HZ, (double)point / (SPECTRUM_POINTS - 1.0));
}

/* A Hann window times a turning phasor, of n frames. */
typedef struct {
  uint64_t n;
  float *real, *imaginary;
} Kernel;

/* Phasors turn by a rotation per frame. */
static void kernel_fill(Kernel* kernel, double hz, double rate_hz) {
  const double step = TURN * hz / rate_hz, turn = TURN / (double)kernel->n;
  double c = 1.0, s = 0.0, window_c = 1.0, window_s = 0.0;
  for (uint64_t i = 0; i < kernel->n; ++i) {
    kernel->real[i] = (float)(c * (1.0 - window_c));
    kernel->imaginary[i] = (float)(s * (1.0 - window_c));
    const double next = c * cos(step) - s * sin(step);
    s = s * cos(step) + c * sin(step);
    c = next;
    const double next_window = window_c * cos(turn) - window_s * sin(turn);
    window_s = window_s * cos(turn) + window_c * sin(turn);
    window_c = next_window;
  }
}

/* The power at the kernel's frequency in one window, of a sine of peak 1: 1/2. */
static double window_power(const Kernel* kernel, const float* samples) {
  Lanes reals = {0.0f}, imaginaries = {0.0f};
  uint64_t i = 0;
  for (; i + LANES <= kernel->n; i += LANES) {
    Lanes x, real, imaginary;
    load_lanes(&x, samples + i);
    load_lanes(&real, kernel->real + i);
    load_lanes(&imaginary, kernel->imaginary + i);
    reals += x * real;
    imaginaries += x * imaginary;
  }
  float re = sum_lanes(&reals), im = sum_lanes(&imaginaries);
  for (; i < kernel->n; ++i) {
    re += samples[i] * kernel->real[i];
    im += samples[i] * kernel->imaginary[i];
  }
  return 2.0 * ((double)re * (double)re + (double)im * (double)im) / ((double)kernel->n * (double)kernel->n);
}

static uint64_t window_frames(unsigned point, double rate_hz) {
  return (uint64_t)llround(PERIODS * rate_hz / spectrum_hz(point));
}

bool spectrum_measure(float level_db[SPECTRUM_POINTS], const Wav* wav, uint64_t from) {
  const uint64_t longest = window_frames(0, wav->rate_hz);
  float* memory = (float*)calloc(2 * longest, sizeof(float));
  if (!memory) {
    return false;
  }
  Kernel kernel = {.real = memory, .imaginary = memory + longest};
  for (unsigned point = 0; point < SPECTRUM_POINTS; ++point) {
    kernel.n = window_frames(point, wav->rate_hz);
    kernel_fill(&kernel, spectrum_hz(point), wav->rate_hz);
    double power = 0.0;
    unsigned n_windows = 0;
    for (uint64_t at = from; at + kernel.n <= wav->n_frames; at += kernel.n, ++n_windows) {
      for (unsigned c = 0; c < wav->n_channels; ++c) {
        power += window_power(&kernel, wav->channels[c] + at) / wav->n_channels;
      }
    }
    level_db[point] = (float)(10.0 * log10((n_windows ? power / n_windows : 0.0) + 1e-20));
  }
  free(memory);
  return true;
}
