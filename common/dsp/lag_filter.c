// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/lag_filter.h"

#include "common/dsp/cold.h"
#include "common/dsp/fastmath.h"
#include "common/dsp/lag_phase.h"

#include <math.h>

#define LEAST_POWER 1e-5f     // of the mean: of a frequency that is no noise of the arithmetic
#define LEAST_COHERENCE 0.2f  // of a frequency whose level counts
#define MOST_COHERENCE 0.9f   // that makes a weight larger
#define BIAS 0.02f            // of the coherence, as few segments are averaged
#define STEEPEST (-2.1f)      // slope beyond what is known, as a power of the frequency
#define RISING 0.5f
#define SLACK 0.2f        // wavelengths of the highest frequency that is known
#define FLAT 0.1f         // RMS of the levels of a filter that is none, in doublings
#define LEAST_SLACK 0.1f  // frames
#define NARROW 0.15f      // frames, where the mean square of the frequencies that count is 1 radian per frame

enum { GAPS = 40 };  // of all bins, the part that may be unknown before no more is believed

COLD size_t lag_filter_floats(uint32_t n) {
  return 7 * (size_t)(n / LAG_FILTER_SHARE);
}

COLD void lag_filter_init(LagFilter* filter, const Fft* fft, float* memory) {
  const uint32_t n = fft->n / LAG_FILTER_SHARE;
  *filter = (LagFilter){.fft = *fft};
  filter->fft.n = n;  // of a shorter transform, the twiddles are the first ones
  filter->fft.n_steps = fft->n_steps - 2;
  float** const rows[] = {&filter->cross.re, &filter->cross.im, &filter->power.re, &filter->power.im,
                          &filter->phase,    &filter->next,     &filter->weight};
  for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); ++i, memory += n) {
    *rows[i] = memory;
  }
}

COLD static void transform(const Fft* fft, FftSignal signal) {
  for (unsigned step = 0; step < fft->n_steps; ++step) {
    fft_step(fft, signal, step);
  }
}

/* What a correlation is turned by for its peak, near a lag, to be real. */
COLD static void find_turn(const Fft* fft, FftSignal work, int32_t lag, int32_t reach, float turn[2]) {
  float highest = 1e-30f;
  for (int32_t k = -reach; k <= reach; ++k) {
    const uint32_t place = fft_bin(fft, (uint32_t)(lag + k) & (fft->n - 1));
    const float square = work.re[place] * work.re[place] + work.im[place] * work.im[place];
    if (square > highest) {
      highest = square;
      turn[0] = work.im[place];
      turn[1] = work.re[place];
    }
  }
  turn[0] /= sqrtf(highest);
  turn[1] /= sqrtf(highest);
}

/* Cuts out what is near the peaks, under a window. What sides have in common crosswise is left out. */
COLD static void cut(LagFilter* filter, const Fft* fft, const FftSignal work[2], int32_t lag) {
  const uint32_t n = filter->fft.n;
  float turn[2] = {0.0f, 0.0f};
  find_turn(fft, work[0], lag, (int32_t)n / 8, turn);
  for (uint32_t k = 0; k <= n / 2; ++k) {
    const float window = k < n / 2 ? 0.5f + 0.5f * filter->fft.twiddle_re[fft_bin(&filter->fft, 2 * k)] : 0.0f;
    const uint32_t later = fft_bin(fft, k);
    const uint32_t earlier = fft_bin(fft, (0 - k) & (fft->n - 1));
    const float first = 0.5f * window * (work[1].im[later] + work[1].im[earlier]);
    const float second = 0.5f * window * (work[1].re[later] + work[1].re[earlier]);
    for (unsigned side = 0; side < 2; ++side) {
      const uint32_t to = (side ? k : 0 - k) & (n - 1);
      const uint32_t from = fft_bin(fft, ((uint32_t)lag + (side ? k : 0 - k)) & (fft->n - 1));
      filter->cross.re[to] = window * (work[0].im[from] * turn[0] + work[0].re[from] * turn[1]);
      filter->cross.im[to] = 0.0f;
      filter->power.re[to] = first;
      filter->power.im[to] = second;
    }
  }
}

static float square_at(FftSignal signal, uint32_t place) {
  return signal.re[place] * signal.re[place] + signal.im[place] * signal.im[place];
}

COLD static float mean(const float* values, uint32_t n) {
  float sum = 0.0f;
  for (uint32_t i = 0; i < n; ++i) {
    sum += values[i];
  }
  return sum / (float)n;
}

/* The weights of all frequencies, 0 where nothing is known, and where the levels do not count. */
COLD static void find_weights(LagFilter* filter) {
  const uint32_t n = filter->fft.n;
  const float least[2] = {LEAST_POWER * mean(filter->power.re, n), LEAST_POWER * mean(filter->power.im, n)};
  for (uint32_t i = 0; i < n; ++i) {
    const float product = filter->power.re[i] * filter->power.im[i];
    const bool known = filter->power.re[i] > least[0] && filter->power.im[i] > 0.01f * least[1];
    const float coherence = known ? square_at(filter->cross, i) / product : 0.0f;
    const bool counts = coherence > LEAST_COHERENCE && coherence < 1.1f;
    const float most = fast_min(coherence, MOST_COHERENCE);
    filter->weight[i] = counts ? most / (1.0f - most) : 0.0f;
  }
}

/* The filter's gain, as a logarithm: what of the second signal is the first one. */
static float level_at(const LagFilter* filter, uint32_t place) {
  const float power = filter->power.re[place];
  const float noise = BIAS * power * filter->power.im[place];
  return 0.5f * (fast_log2(square_at(filter->cross, place) - noise) - 2.0f * fast_log2(power));
}

/* The slope of levels[from .. to] against the logarithm of the frequency. */
COLD static float slope_of(const float* levels, uint32_t from, uint32_t to) {
  const float n = (float)(to - from + 1);
  float sum_x = 0.0f;
  float sum_y = 0.0f;
  float sum_xx = 0.0f;
  float sum_xy = 0.0f;
  for (uint32_t k = from; k <= to; ++k) {
    const float x = fast_log2((float)k / (float)to);
    sum_x += x;
    sum_y += levels[k];
    sum_xx += x * x;
    sum_xy += x * levels[k];
  }
  return (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x * sum_x + 1e-9f);
}

/* The levels of all frequencies from 0 up: in gaps, a straight line between those that are known; beyond them, as steep
   as they are in the last half octave or so. */
COLD static void find_levels(LagFilter* filter, float* levels) {
  const uint32_t half = filter->fft.n / 2;
  uint32_t known = 0;
  levels[0] = 0.0f;
  for (uint32_t k = 1; k <= half && (!known || k - known <= filter->fft.n / GAPS); ++k) {
    const uint32_t place = fft_bin(&filter->fft, k);
    if (filter->weight[place] > 0.0f) {
      levels[k] = level_at(filter, place);
      const float before = known ? levels[known] : levels[k];
      const float step = (levels[k] - before) / (float)(k - known);
      for (uint32_t gap = known; gap < k; ++gap) {
        levels[gap] = before + step * (float)(gap - known);
      }
      known = k;
    }
  }
  const float slope = known > half / 16 ? slope_of(levels, known / 2 + known / 8, known) : 0.0f;
  const float bounded = fast_min(fast_max(slope, STEEPEST), RISING);
  for (uint32_t k = known + 1; k <= half; ++k) {
    levels[k] = levels[known] + (known ? bounded * fast_log2((float)k / (float)known) : 0.0f);
  }
  filter->known = known;
}

/* Whether a filter is none: whether the levels that are known of it are all the same. */
COLD static bool is_flat(const float* levels, uint32_t known) {
  const float middle = mean(levels, known + 1);
  float square = 0.0f;
  for (uint32_t k = 0; k <= known; ++k) {
    square += (levels[k] - middle) * (levels[k] - middle);
  }
  return square < FLAT * FLAT * (float)(known + 1);
}

/* The phase of a filter of minimum phase with the levels in phase[], as far as that rings. */
COLD static void find_phase(LagFilter* filter) {
  const uint32_t n = filter->fft.n;
  FftSignal work = filter->power;
  const float scale = is_flat(filter->phase, filter->known) ? 0.0f : 0.69314718f / (float)n;
  for (uint32_t k = 0; k < n; ++k) {
    work.im[k] = scale * filter->phase[k <= n / 2 ? k : n - k];  // swapped, to go back
    work.re[k] = 0.0f;
  }
  transform(&filter->fft, work);
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t lag = fft_bin(&filter->fft, i);
    const float fade = lag < n / 4 ? 2.0f - 8.0f * (float)lag / (float)n : 0.0f;
    filter->next[lag] = lag ? fade * work.im[i] : work.im[i];
  }
  for (uint32_t i = 0; i < n; ++i) {
    work.re[i] = filter->next[i];
    work.im[i] = 0.0f;
  }
  transform(&filter->fft, work);
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t up = (fft_bin(&filter->fft, i) + 1) & (n - 1);
    filter->phase[i] = work.im[i];
    filter->next[i] = work.im[fft_bin(&filter->fft, up)];
  }
}

/* What is known, each frequency by its weight and turned back by the filter's phase; the parts swapped, to go back. */
COLD static float straighten(LagFilter* filter) {
  const uint32_t n = filter->fft.n;
  float sum = 0.0f;
  for (uint32_t i = 0; i < n; i += LANES / 2) {
    HalfLanes re;
    HalfLanes im;
    HalfLanes phase;
    HalfLanes weight;
    load_half_lanes(&re, filter->cross.re + i);
    load_half_lanes(&im, filter->cross.im + i);
    load_half_lanes(&phase, filter->phase + i);
    load_half_lanes(&weight, filter->weight + i);
    HalfLanes scale = re * re + im * im + 1e-36f;
    inverse_roots(&scale, &scale);
    turn_back(&re, &im, &phase);
    re *= weight * scale;
    im *= weight * scale;
    store_half_lanes(filter->power.re + i, &im);
    store_half_lanes(filter->power.im + i, &re);
    sum += weight[0] + weight[1] + weight[2] + weight[3];
  }
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t bin = fft_bin(&filter->fft, i);
    filter->cross.re[bin] = filter->power.re[i];
    filter->cross.im[bin] = filter->power.im[i];
  }
  return sum;
}

/* By how much the lag may be off. */
COLD static float find_slack(const LagFilter* filter, float sum) {
  const uint32_t n = filter->fft.n;
  float square = 0.0f;  // of the frequencies that count, each by its weight
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t bin = fft_bin(&filter->fft, i);
    const float frequency = 6.2831853f / (float)n * (float)(bin < n / 2 ? bin : n - bin);
    square += frequency * frequency * filter->weight[i];
  }
  const float unknown = filter->known ? SLACK * (float)n / (float)filter->known : (float)n;
  return fast_max(LEAST_SLACK + unknown, NARROW * (sum + 1e-9f) / (square + 1e-9f));
}

/* The lag of the peak of that, by a parabola through three lags. */
COLD static void find_lag(LagFilter* filter) {
  const uint32_t n = filter->fft.n;
  const float sum = straighten(filter);
  transform(&filter->fft, filter->cross);
  const float* heights = filter->cross.im;
  int32_t best = 0;
  float highest = -1.0f;
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t lag = fft_bin(&filter->fft, i);
    const bool near = lag < n / 8 || lag > n - n / 8;
    if (near && fabsf(heights[i]) > highest) {
      highest = fabsf(heights[i]);
      best = (int32_t)(lag < n / 2 ? lag : lag - n);
    }
  }
  const float before = fabsf(heights[fft_bin(&filter->fft, (uint32_t)(best - 1) & (n - 1))]);
  const float after = fabsf(heights[fft_bin(&filter->fft, (uint32_t)(best + 1) & (n - 1))]);
  const float bend = 2.0f * highest - before - after;
  filter->lag = (float)best + (bend > 0.0f ? 0.5f * (after - before) / bend : 0.0f);
  filter->share = sum > 0.0f ? highest / sum : 0.0f;
  filter->slack = find_slack(filter, sum);
}

COLD void lag_filter_step(LagFilter* filter, const Fft* fft, const FftSignal work[2], int32_t lag, unsigned step) {
  switch (step) {
    case 0:
      cut(filter, fft, work, lag);
      break;
    case 1:
      transform(&filter->fft, filter->cross);
      transform(&filter->fft, filter->power);
      break;
    case 2:
      find_weights(filter);
      find_levels(filter, filter->phase);
      break;
    case 3:
      find_phase(filter);
      break;
    default:
      find_lag(filter);
      break;
  }
}
