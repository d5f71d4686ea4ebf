// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/lag_correlation.h"

#include "common/dsp/cold.h"
#include "common/dsp/fastmath.h"
#include "common/dsp/lag_phase.h"

#include <math.h>
#include <string.h>

#define FLOOR 1e-5f  // of the mean power

/* What is done in a slice. */
enum {
  BINS = 2048,
  SWAPS = 640,
  LAGS = 1024,
  STEP_FRAMES = 2 * 8192,  // of a transform, times its steps
};

COLD size_t lag_correlation_floats(uint32_t n) {
  return fft_floats(n) + lag_filter_floats(n) + 9 * (size_t)n;
}

COLD void lag_correlation_init(LagCorrelation* correlation, uint32_t n, float* memory) {
  const double pi = 3.14159265358979323846;
  fft_init(&correlation->fft, n, memory);
  memory += fft_floats(n);
  lag_filter_init(&correlation->filter, &correlation->fft, memory);
  memory += lag_filter_floats(n);
  float** const rows[] = {&correlation->window,     &correlation->cross_re,   &correlation->cross_im,
                          &correlation->power[0],   &correlation->power[1],   &correlation->work[0].re,
                          &correlation->work[0].im, &correlation->work[1].re, &correlation->work[1].im};
  for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); ++i, memory += n) {
    *rows[i] = memory;
  }
  const double twice = 2.0 * cos(2.0 * pi / n);  // times a cosine, less the one before it, is the next one
  double cosine[2] = {cos(pi / n), cos(pi / n)};
  for (uint32_t i = 0; i < n / 2; ++i) {
    const double hann = 0.5 - 0.5 * cosine[0];
    const double next = twice * cosine[0] - cosine[1];
    correlation->window[i] = correlation->window[n - 1 - i] = (float)(hann * hann);
    cosine[1] = cosine[0];
    cosine[0] = next;
  }
  correlation->stage = LAG_LOADING;
}

COLD void lag_correlation_clear(LagCorrelation* correlation) {
  const size_t size = correlation->fft.n * sizeof(float);
  memset(correlation->cross_re, 0, size);
  memset(correlation->cross_im, 0, size);
  memset(correlation->power[0], 0, size);
  memset(correlation->power[1], 0, size);
  correlation->stage = LAG_LOADING;
  correlation->at = 0;
}

/* Whether a stage that works its way up to `end` is done. */
static bool advance(LagCorrelation* correlation, uint32_t n, uint32_t end) {
  correlation->at += n;
  return correlation->at >= end;
}

static uint32_t end_of(const LagCorrelation* correlation, uint32_t n) {
  const uint32_t end = correlation->at + n;
  return end < correlation->fft.n ? end : correlation->fft.n;
}

COLD static bool load_some(LagCorrelation* correlation, const LagSegment segment[2]) {
  const uint32_t some = end_of(correlation, lag_segment_slice(&segment[0])) - correlation->at;
  for (unsigned s = 0; s < 2; ++s) {
    lag_segment_load(correlation->work[s], &segment[s], correlation->window, correlation->at, some);
  }
  return advance(correlation, some, correlation->fft.n);
}

/* Steps of the transforms of the first n_signals. */
COLD static bool transform_some(LagCorrelation* correlation, unsigned n_signals) {
  const unsigned n_steps = correlation->fft.n_steps;
  const uint32_t slice = STEP_FRAMES / correlation->fft.n;
  for (uint32_t k = 0; k < (slice > 1 ? slice : 1) && correlation->at < n_signals * n_steps; ++k) {
    fft_step(&correlation->fft, correlation->work[correlation->at / n_steps], correlation->at % n_steps);
    ++correlation->at;
  }
  return correlation->at >= n_signals * n_steps;
}

COLD static bool add_some(LagCorrelation* correlation) {
  const uint32_t end = end_of(correlation, BINS);
  for (uint32_t i = correlation->at; i < end; i += LANES / 2) {
    HalfLanes a[2];
    HalfLanes b[2];
    HalfLanes sum[4];
    load_half_lanes(&a[0], correlation->work[0].re + i);
    load_half_lanes(&a[1], correlation->work[0].im + i);
    load_half_lanes(&b[0], correlation->work[1].re + i);
    load_half_lanes(&b[1], correlation->work[1].im + i);
    float* const rows[] = {correlation->cross_re + i, correlation->cross_im + i, correlation->power[0] + i,
                           correlation->power[1] + i};
    for (unsigned k = 0; k < 4; ++k) {
      load_half_lanes(&sum[k], rows[k]);
    }
    sum[0] += a[0] * b[0] + a[1] * b[1];
    sum[1] += a[0] * b[1] - a[1] * b[0];
    sum[2] += a[0] * a[0] + a[1] * a[1];
    sum[3] += b[0] * b[0] + b[1] * b[1];
    for (unsigned k = 0; k < 4; ++k) {
      store_half_lanes(rows[k], &sum[k]);
    }
  }
  return advance(correlation, BINS, correlation->fft.n);
}

COLD static float mean(const float* values, uint32_t n) {
  HalfLanes sum = {0.0f};
  for (uint32_t i = 0; i < n; i += LANES / 2) {
    HalfLanes x;
    load_half_lanes(&x, values + i);
    sum += x;
  }
  return (sum[0] + sum[1] + sum[2] + sum[3]) / (float)n;
}

COLD static void find_floors(LagCorrelation* correlation) {
  for (unsigned s = 0; s < 2; ++s) {
    correlation->floor[s] = FLOOR * mean(correlation->power[s], correlation->fft.n) + 1e-30f;
  }
}

/* The cross-spectrum, and both power spectra as the parts of one, weighted as the filter asks for (the sine of half a
   bin's angle is that of a twiddle); their parts swapped, to go back. */
COLD static bool compare(LagCorrelation* correlation) {
  const uint32_t end = end_of(correlation, BINS);
  const float scale = 1.0f / (float)correlation->fft.n;
  const float* sine = correlation->fft.twiddle_im;
  for (uint32_t i = correlation->at; i < end; ++i) {
    const float turn = sine[i & (correlation->fft.n / 2 - 1)];
    const float weight = scale * turn * turn;
    correlation->work[0].re[i] = weight * correlation->cross_im[i];
    correlation->work[0].im[i] = weight * correlation->cross_re[i];
    correlation->work[1].re[i] = weight * correlation->power[1][i];
    correlation->work[1].im[i] = weight * correlation->power[0][i];
  }
  return advance(correlation, BINS, correlation->fft.n);
}

/* The filter's phase at four bins, each between those of two of the filter's bins. */
INLINE void load_phase(HalfLanes* phase, const LagCorrelation* correlation, uint32_t place) {
  const LagFilter* filter = &correlation->filter;
  const uint32_t at = place & (filter->fft.n - 1);
  const float part = (float)fft_bin(&correlation->fft, place - at) / LAG_FILTER_SHARE;
  HalfLanes next;
  load_half_lanes(phase, filter->phase + at);
  load_half_lanes(&next, filter->next + at);
  *phase += part * (next - *phase);
}

/* The weighted cross-spectrum, and what it would be if nothing were out of phase; their parts swapped, to go back. */
COLD static bool weigh_some(LagCorrelation* correlation) {
  const uint32_t end = end_of(correlation, BINS);
  const float scale = 1.0f / (float)correlation->fft.n;
  for (uint32_t i = correlation->at; i < end; i += LANES / 2) {
    HalfLanes re;
    HalfLanes im;
    HalfLanes power[2];
    HalfLanes phase;
    HalfLanes ideal = {0.0f};
    load_half_lanes(&re, correlation->cross_re + i);
    load_half_lanes(&im, correlation->cross_im + i);
    for (unsigned s = 0; s < 2; ++s) {
      load_half_lanes(&power[s], correlation->power[s] + i);
      power[s] += correlation->floor[s];
      inverse_roots(&power[s], &power[s]);
    }
    if (correlation->straighten) {
      load_phase(&phase, correlation, i);
      turn_back(&re, &im, &phase);
    }
    const HalfLanes weight = scale * power[0] * power[1];
    re *= weight;
    im *= weight;
    const HalfLanes square = re * re + im * im + 1e-36f;
    store_half_lanes(correlation->work[0].re + i, &im);
    store_half_lanes(correlation->work[0].im + i, &re);
    store_half_lanes(correlation->work[1].re + i, &ideal);
    inverse_roots(&ideal, &square);
    ideal *= square;
    store_half_lanes(correlation->work[1].im + i, &ideal);
  }
  return advance(correlation, BINS, correlation->fft.n);
}

static inline void swap(float* values, uint32_t i, uint32_t j) {
  const float kept = values[i];
  values[i] = values[j];
  values[j] = kept;
}

/* Puts the first n_signals in, or from, bit-reversed order. The reversed number is counted up along with the other. */
COLD static bool reorder_some(LagCorrelation* correlation, unsigned n_signals) {
  const uint32_t n = correlation->fft.n;
  uint32_t reversed = fft_bin(&correlation->fft, correlation->at);
  for (unsigned n_swaps = 0; n_swaps < SWAPS && correlation->at < n; ++correlation->at) {
    const uint32_t i = correlation->at;
    for (unsigned s = 0; s < n_signals && i < reversed; ++s, ++n_swaps) {
      swap(correlation->work[s].re, i, reversed);
      swap(correlation->work[s].im, i, reversed);
    }
    uint32_t bit = n / 2;
    for (; reversed & bit; bit /= 2) {
      reversed ^= bit;
    }
    reversed |= bit;
  }
  return correlation->at >= n;
}

/* A slice of the lags, of which the first has the peak found. */
COLD static bool look_at_lags(LagCorrelation* correlation, const LagRange* range) {
  if (correlation->at == 0) {
    lag_peak_find(&correlation->peak, correlation->work, correlation->fft.n, range);
  }
  const int32_t first = (int32_t)correlation->at - range->most;
  const int32_t end = first + LAGS <= range->most ? first + LAGS : range->most + 1;
  lag_peak_look_around(&correlation->peak, correlation->work, correlation->fft.n, range, first, end);
  return advance(correlation, LAGS, (uint32_t)(2 * range->most + 1));
}

COLD bool lag_correlation_add(LagCorrelation* correlation, const LagSegment segment[2]) {
  const bool done = correlation->stage == LAG_LOADING        ? load_some(correlation, segment)
                    : correlation->stage == LAG_TRANSFORMING ? transform_some(correlation, 2)
                                                             : add_some(correlation);
  if (!done) {
    return false;
  }
  correlation->at = 0;
  if (correlation->stage != LAG_ADDING) {
    ++correlation->stage;
    return false;
  }
  correlation->stage = LAG_LOADING;
  return true;
}

COLD static bool look_some(LagCorrelation* correlation, const LagRange* range) {
  switch (correlation->stage) {
    case LAG_COMPARING:
      return compare(correlation);
    case LAG_CORRELATING:
      return transform_some(correlation, 2);
    case LAG_FILTERING:
      lag_filter_step(&correlation->filter, &correlation->fft, correlation->work, range->expected, correlation->at);
      return advance(correlation, 1, LAG_FILTER_STEPS);
    case LAG_WEIGHING:
      return weigh_some(correlation);
    case LAG_GOING_BACK:
      return transform_some(correlation, 2);
    case LAG_LOOKING:
      return look_at_lags(correlation, range);
    default:
      break;
  }
  return reorder_some(correlation, 2);
}

COLD bool lag_correlation_look(LagCorrelation* correlation, const LagRange* range, bool straighten) {
  if (correlation->stage == LAG_LOADING) {
    find_floors(correlation);
    correlation->straighten = straighten;
    correlation->stage = straighten ? LAG_COMPARING : LAG_WEIGHING;
  }
  if (!look_some(correlation, range)) {
    return false;
  }
  correlation->at = 0;
  if (correlation->stage != LAG_LOOKING) {
    ++correlation->stage;
    return false;
  }
  correlation->stage = LAG_LOADING;
  return true;
}
