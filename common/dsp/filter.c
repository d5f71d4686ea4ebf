// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The design. A digital filter's |H|^2 is a ratio of polynomials in p = sin^2(w/2), where w is the frequency in radians
   per frame. A Butterworth prototype is a function of w^4, so all cut-offs are served at once by one approximation

     w^4 = 16 p^2 / D(p),  D(p) = 1 + D1 p + D2 p^2

   which, put into 1 / (1 + (w/wc)^4), makes |H|^2 = wc^4 D / (wc^4 D + 16 p^2) for the low-pass and
   16 p^2 / (wc^4 D + 16 p^2) for the high-pass. D1 and D2 are the minimax fit, in dB, over w up to 0.8 pi; its error of
   0.046 dB is the most that |H| can be off. (The bilinear transform is the same with D = (1 - p)^2.)

   Each polynomial is then split into the phase that is minimal, as in Vicanek, "Matched Second Order Digital Filters",
   2016, and written as a state-variable filter (see svf.h), which stays stable and quiet while its cut-off moves. With
   g the gain of an integrator and k the damping that comes to

     g^4 = wc^4 / (wc^4 D(1) + 16)         k^2 = 2 + (2 + D1) g^2
     low-pass = v2 + sqrt(2 + D1 + 2 sqrt(D(1))) g v1 + sqrt(D(1)) g^2 high
     high-pass = sqrt(1 - D(1) g^4) high

   where high = v0 - k v1 - v2, so that g alone stands for the cut-off and may ramp. States are double: at 768 kHz, what
   an integrator of a 10 Hz high-pass adds in a frame lies below the last bit of a float. */

#include "common/dsp/filter.h"

#include "common/dsp/chunk.h"
#include "common/dsp/filter_kernels.h"
#include "common/dsp/sample_kernels.h"

#include <math.h>

#define FIT_1 (-0.6022)
#define FIT_2 (-0.1512)
#define FIT_END (1.0 + FIT_1 + FIT_2)  // D(1), at half the sample rate

/* The g of a cut-off: see above. */
static float g_of(const Filter* filter, float cutoff_hz) {
  const double w = (double)cutoff_hz * filter->radians_per_hz;
  const double w2 = w * w;
  return (float)(w / sqrt(sqrt(w2 * w2 * FIT_END + 16.0)));
}

/* No call: sqrt is an instruction. */
static inline FilterCoefficients coefficients_of(FilterKind kind, double g) {
  const double g2 = g * g;
  const double k = sqrt(2.0 + (2.0 + FIT_1) * g2);
  const double a1 = 1.0 / (1.0 + g * (g + k));
  const double loss = (g + k) * a1;  // how much of ic1eq the high-pass output has
  FilterCoefficients coefficients = {
    // 2 a1 - 1, without its rounding where g is small
    .step = {.two_a1_minus_1 = 1.0 - 2.0 * g * loss, .two_a2 = 2.0 * g * a1, .two_a3 = 2.0 * g2 * a1}};
  if (kind == FILTER_HIGH_PASS) {
    const double power = 1.0 - FIT_END * g2 * g2;  // 0 but for rounding where the cut-off is far above all audio
    const double gain = sqrt(power > 0.0 ? power : 0.0);
    coefficients.v3_gain = gain * a1;
    coefficients.ic1eq_gain = -gain * loss;
    coefficients.ic2eq_gain = 0.0;
  } else {
    const double high_gain = sqrt(FIT_END);
    const double band_gain = sqrt(2.0 + FIT_1 + 2.0 * high_gain);
    coefficients.v3_gain = g2 * a1 * (1.0 + band_gain + high_gain);
    coefficients.ic1eq_gain = g * a1 * (1.0 + band_gain) - high_gain * g2 * loss;
    coefficients.ic2eq_gain = 1.0;
  }
  return coefficients;
}

void filter_init(Filter* filter, FilterKind kind, double rate_hz) {
  *filter = (Filter){.kind = kind,
                     .cutoff_hz = kind == FILTER_HIGH_PASS ? 0.0f : INFINITY,
                     .radians_per_hz = 6.283185307179586 / rate_hz};
  filter_reset(filter);
}

void filter_reset(Filter* filter) {
  ramp_settle(&filter->g);
  ramp_settle(&filter->wet);
  memset(filter->section.state, 0, sizeof(filter->section.state));
}

static void tune(Filter* filter, float cutoff_hz, uint32_t ramp_frames) {
  const float g = g_of(filter, cutoff_hz);
  if (filter_is_idle(filter)) {
    memset(filter->section.state, 0, sizeof(filter->section.state));
    ramp_reset(&filter->g, g);
  } else {
    ramp_set(&filter->g, g, ramp_frames);
  }
  filter->section.coefficients = coefficients_of(filter->kind, (double)g);
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

static inline float run_frame(FilterState* state, const FilterCoefficients* coefficients, double v0) {
  const double v3 = v0 - state->ic2eq;
  const double out = coefficients->v3_gain * v3 +
                     (coefficients->ic1eq_gain * state->ic1eq + coefficients->ic2eq_gain * state->ic2eq);
  SVF_STEP(coefficients->step, state->ic1eq, state->ic2eq, v3);
  return fast_finite((float)out);
}

static void run_moving(Filter* filter, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  float g[CHUNK_FRAMES];
  ramp_fill(&filter->g, g, n_frames);
  for (uint32_t i = 0; i < n_frames; ++i) {
    const FilterCoefficients coefficients = coefficients_of(filter->kind, (double)g[i]);
    for (unsigned c = 0; c < n_channels; ++c) {
      channels[c][i] = run_frame(&filter->section.state[c], &coefficients, (double)channels[c][i]);
    }
  }
  ramp_advance(&filter->g, n_frames);
}

static void run_in_path(Filter* filter, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  if (ramp_is_moving(&filter->g)) {
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
    n = ramp_limit(&filter->wet, ramp_limit(&filter->g, n_frames - done));
    if (ramp_is_moving(&filter->wet)) {
      run_fading(filter, at, n_channels, n);
    } else {
      run_in_path(filter, at, n_channels, n);
    }
    at[0] += n;
    at[1] += n;
  }
}
