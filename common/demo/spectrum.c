// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/spectrum.h"

#include <math.h>

#define TURN 6.28318530717958647692
#define PERIODS 24.0  // in a window: a half of a whole tone apart can be told

double spectrum_hz(unsigned point) {
  return SPECTRUM_LOWEST_HZ * pow(SPECTRUM_HIGHEST_HZ / SPECTRUM_LOWEST_HZ, (double)point / (SPECTRUM_POINTS - 1.0));
}

/* The power at a frequency in one Hann window of n frames, of a sine of peak 1: 1/2. Phasors turn by a rotation per
   frame. */
static double window_power(const float* samples, uint64_t n, double hz, double rate_hz) {
  const double step = TURN * hz / rate_hz, turn = TURN / (double)n;
  double c = 1.0, s = 0.0, window_c = 1.0, window_s = 0.0, real = 0.0, imaginary = 0.0;
  for (uint64_t i = 0; i < n; ++i) {
    const double x = (double)samples[i] * (1.0 - window_c);
    real += x * c;
    imaginary += x * s;
    const double next = c * cos(step) - s * sin(step);
    s = s * cos(step) + c * sin(step);
    c = next;
    const double next_window = window_c * cos(turn) - window_s * sin(turn);
    window_s = window_s * cos(turn) + window_c * sin(turn);
    window_c = next_window;
  }
  return 2.0 * (real * real + imaginary * imaginary) / ((double)n * (double)n);
}

void spectrum_measure(float level_db[SPECTRUM_POINTS], const Wav* wav, uint64_t from) {
  for (unsigned point = 0; point < SPECTRUM_POINTS; ++point) {
    const double hz = spectrum_hz(point);
    const uint64_t n = (uint64_t)llround(PERIODS * wav->rate_hz / hz);
    double power = 0.0;
    unsigned n_windows = 0;
    for (uint64_t at = from; at + n <= wav->n_frames; at += n, ++n_windows) {
      for (unsigned c = 0; c < wav->n_channels; ++c) {
        power += window_power(wav->channels[c] + at, n, hz, wav->rate_hz) / wav->n_channels;
      }
    }
    level_db[point] = (float)(10.0 * log10((n_windows ? power / n_windows : 0.0) + 1e-20));
  }
}
