// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The design. A digital filter's |H|^2 is a ratio of polynomials in p = sin^2(w/2), where w is the frequency in radians
   per frame. A Butterworth prototype is a function of w^4, so all cut-offs are served at once by one approximation

     w^4 = 16 p^2 / D(p),  D(p) = 1 + D1 p + D2 p^2

   which, put into 1 / (1 + (w/wc)^4), makes |H|^2 = wc^4 D / (wc^4 D + 16 p^2) for the low-pass and
   16 p^2 / (wc^4 D + 16 p^2) for the high-pass. D1 and D2 are the minimax fit, in dB, over w up to 0.8 pi; its error of
   0.046 dB is the most that |H| can be off. (The bilinear transform is the same with D = (1 - p)^2.)

   Each polynomial is then split into the phase that is minimal, as in Vicanek, "Matched Second Order Digital Filters",
   2016, and written as a state-variable filter with trapezoidal integrators (Zavalishin, "The Art of VA Filter
   Design"), which stays stable and quiet while its cut-off moves. With g the gain of an integrator that comes to

     g^4 = wc^4 / (wc^4 D(1) + 16)         damping^2 = 2 + (2 + D1) g^2
     low-pass = low + sqrt(2 + D1 + 2 sqrt(D(1))) g band + sqrt(D(1)) g^2 high
     high-pass = sqrt(1 - D(1) g^4) high

   so that g alone stands for the cut-off and may ramp. States are double: at 768 kHz, what an integrator of a 10 Hz
   high-pass takes in per frame lies below the last bit of a float. */

#include "common/dsp/filter.h"

#include "common/dsp/chunk.h"
#include "common/dsp/filter_kernels.h"
#include "common/dsp/sample_kernels.h"

#include <math.h>

#define FIT_1 (-0.6022)
#define FIT_2 (-0.1512)
#define FIT_END (1.0 + FIT_1 + FIT_2)  // D(1), at half the sample rate

/* The integrators' gain for a cut-off. */
static float tuning_of(const Filter* filter, float cutoff_hz) {
  const double w = (double)cutoff_hz * filter->radians_per_hz;
  const double w2 = w * w;
  return (float)(w / sqrt(sqrt(w2 * w2 * FIT_END + 16.0)));
}

/* No call: sqrt is an instruction. */
static inline FilterTaps taps_of(FilterKind kind, double g) {
  const double g2 = g * g;
  const double damping = sqrt(2.0 + (2.0 + FIT_1) * g2);
  const double direct = 1.0 / (1.0 + g * (g + damping));  // what is left of e at the input of the first integrator
  const double loss = (g + damping) * direct;
  FilterTaps taps = {.keep = 1.0 - 2.0 * g * loss, .feed = 2.0 * g * direct, .low_feed = 2.0 * g2 * direct};
  if (kind == FILTER_HIGH_PASS) {
    const double power = 1.0 - FIT_END * g2 * g2;  // 0 but for rounding where the cut-off is far above all audio
    const double gain = sqrt(power > 0.0 ? power : 0.0);
    taps.direct_gain = gain * direct;
    taps.band_gain = -gain * loss;
    taps.low_gain = 0.0;
  } else {
    const double high_gain = sqrt(FIT_END);
    const double band_gain = sqrt(2.0 + FIT_1 + 2.0 * high_gain);
    taps.direct_gain = g2 * direct * (1.0 + band_gain + high_gain);
    taps.band_gain = g * direct * (1.0 + band_gain) - high_gain * g2 * loss;
    taps.low_gain = 1.0;
  }
  return taps;
}

void filter_init(Filter* filter, FilterKind kind, double rate_hz) {
  *filter = (Filter){.kind = kind,
                     .cutoff_hz = kind == FILTER_HIGH_PASS ? 0.0f : INFINITY,
                     .radians_per_hz = 6.283185307179586 / rate_hz};
  filter_reset(filter);
}

void filter_reset(Filter* filter) {
  ramp_settle(&filter->tuning);
  ramp_settle(&filter->wet);
  memset(filter->section.state, 0, sizeof(filter->section.state));
}

static void tune(Filter* filter, float cutoff_hz, uint32_t ramp_frames) {
  const float tuning = tuning_of(filter, cutoff_hz);
  if (filter_is_idle(filter)) {
    memset(filter->section.state, 0, sizeof(filter->section.state));
    ramp_reset(&filter->tuning, tuning);
  } else {
    ramp_set(&filter->tuning, tuning, ramp_frames);
  }
  filter->section.taps = taps_of(filter->kind, (double)tuning);
}

void filter_set(Filter* filter, float cutoff_hz, uint32_t ramp_frames) {
  if (cutoff_hz == filter->cutoff_hz && ramp_frames) {
    return;
  }
  const bool is_off = filter->kind == FILTER_HIGH_PASS ? cutoff_hz == 0.0f : cutoff_hz == INFINITY;
  filter->cutoff_hz = cutoff_hz;
  if (!is_off) {
    tune(filter, cutoff_hz, ramp_frames);
  }
  ramp_set(&filter->wet, is_off ? 0.0f : 1.0f, ramp_frames);
}

static inline float run_frame(FilterState* state, const FilterTaps* taps, double x) {
  const double band = state->band;
  const double low = state->low;
  const double e = x - low;
  state->band = taps->keep * band + taps->feed * e;
  state->low = (low + taps->feed * band) + taps->low_feed * e;
  return fast_finite((float)(taps->direct_gain * e + (taps->band_gain * band + taps->low_gain * low)));
}

static void run_moving(Filter* filter, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  float tuning[CHUNK_FRAMES];
  ramp_fill(&filter->tuning, tuning, n_frames);
  for (uint32_t i = 0; i < n_frames; ++i) {
    const FilterTaps taps = taps_of(filter->kind, (double)tuning[i]);
    for (unsigned c = 0; c < n_channels; ++c) {
      channels[c][i] = run_frame(&filter->section.state[c], &taps, (double)channels[c][i]);
    }
  }
  ramp_advance(&filter->tuning, n_frames);
}

static void run_in_path(Filter* filter, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  if (ramp_is_moving(&filter->tuning)) {
    run_moving(filter, channels, n_channels, n_frames);
  } else {
    kernel_filter(&filter->section, channels, n_channels, n_frames);
  }
}

/* The same on its way into the path or out of it. */
static void run_fading(Filter* filter, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  float dry[FILTER_MAX_CHANNELS][CHUNK_FRAMES];
  float wet[CHUNK_FRAMES];
  for (unsigned c = 0; c < n_channels; ++c) {
    memcpy(dry[c], channels[c], n_frames * sizeof(float));
  }
  run_in_path(filter, channels, n_channels, n_frames);
  ramp_fill(&filter->wet, wet, n_frames);
  for (unsigned c = 0; c < n_channels; ++c) {
    kernel_crossfade(channels[c], dry[c], channels[c], wet, n_frames);
  }
  ramp_advance(&filter->wet, n_frames);
}

void filter_run(Filter* filter, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  float* at[FILTER_MAX_CHANNELS] = {channels[0], channels[n_channels - 1]};
  uint32_t n = 0;
  for (uint32_t done = 0; done < n_frames && !filter_is_idle(filter); done += n) {
    n = ramp_limit(&filter->wet, ramp_limit(&filter->tuning, n_frames - done));
    if (ramp_is_moving(&filter->wet)) {
      run_fading(filter, at, n_channels, n);
    } else {
      run_in_path(filter, at, n_channels, n);
    }
    at[0] += n;
    at[1] += n;
  }
}
