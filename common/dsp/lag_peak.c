// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/lag_peak.h"

#include "common/dsp/cold.h"
#include "common/dsp/fastmath.h"

#include <math.h>
#include <stdlib.h>

static inline uint32_t place_of(int32_t lag, uint32_t n) {
  return (uint32_t)lag & (n - 1);
}

COLD void lag_peak_find(LagPeak* peak, const FftSignal work[2], uint32_t n, const LagRange* range) {
  const float* re = work[0].im;  // swapped
  const float* im = work[0].re;
  *peak = (LagPeak){.unity = work[1].im[0]};
  float highest = -1.0f;
  for (int32_t lag = -range->widest; lag <= range->widest; ++lag) {
    const uint32_t place = place_of(lag, n);
    const float square = re[place] * re[place] + im[place] * im[place];
    peak->lag = square > highest ? lag : peak->lag;
    highest = fast_max(square, highest);
  }
  peak->height = sqrtf(highest);
  peak->re = re[place_of(peak->lag, n)];
  peak->im = im[place_of(peak->lag, n)];
}

COLD void lag_peak_look_around(LagPeak* peak, const FftSignal work[2], uint32_t n, const LagRange* range, int32_t first,
                               int32_t end) {
  const float share = peak->unity > 0.0f ? 1.0f / peak->unity : 0.0f;
  const float peak_re = peak->re * share;
  const float peak_im = peak->im * share;
  float second = peak->second * peak->second;
  float repetition = peak->repetition * peak->repetition;
  for (int32_t lag = first; lag < end; ++lag) {
    if (lag - peak->lag <= range->near && peak->lag - lag <= range->near) {
      continue;
    }
    const uint32_t place = place_of(lag, n);
    const uint32_t apart = place_of(lag - peak->lag, n);
    const float own_re = work[1].im[apart];
    const float own_im = work[1].re[apart];
    const float re = work[0].im[place] - (peak_re * own_re - peak_im * own_im);
    const float im = work[0].re[place] - (peak_re * own_im + peak_im * own_re);
    const float square = re * re + im * im;
    peak->rest += square;
    peak->second_lag = square > second ? lag : peak->second_lag;
    second = fast_max(square, second);
    repetition = fast_max((own_re * own_re + own_im * own_im) * share * share, repetition);
  }
  peak->second = sqrtf(second);
  peak->repetition = sqrtf(repetition);
  peak->noise = sqrtf(peak->rest / (float)(2 * range->most - 2 * range->near));
}

/* Whether enough frequencies are in phase, and nothing else stands out. */
static bool is_unique(const LagPeak* peak) {
  const bool in_phase = peak->height > 0.4f * peak->unity;
  return in_phase && peak->second < 0.5f * peak->height && peak->repetition < 0.5f;
}

/* Thresholds, of what was measured on loops with copies and without. Of unrelated sounds, the highest of thousands of
   lags is 3 to 5 times their RMS, and chance has a tenth of all frequencies in phase. A room leaves a second peak of up
   to a sixth; an echo that comes back at half its level, one of a quarter. A tone, or a chord that stands still,
   repeats itself. */
COLD bool lag_peak_is_proof(const LagPeak* peak, int32_t ringing) {
  const bool above_noise = peak->height > 12.0f * peak->noise && peak->height > 0.025f;
  const bool is_ringing = abs(peak->second_lag - peak->lag) <= ringing;
  const float most = is_ringing ? 0.4f : 0.2f;
  const bool no_second = peak->second < most * peak->height || peak->second < 6.0f * peak->noise;
  return above_noise && no_second && is_unique(peak);
}

COLD bool lag_peak_is_second_proof(const LagPeak* peak) {
  return peak->height > 8.0f * peak->noise && is_unique(peak);
}

COLD bool lag_peak_is_identical(const LagPeak* peak) {
  return peak->height > 1500.0f * peak->noise;
}

COLD bool lag_peak_has_other(const LagPeak* peak) {
  return peak->second > 12.0f * peak->noise && peak->second > LAG_LEAST_OTHER * peak->height && peak->repetition < 0.5f;
}

COLD bool lag_peak_is_found(const LagPeak* peak) {
  return peak->height > 6.5f * peak->noise && (peak->second < 0.9f * peak->height || lag_peak_has_other(peak));
}

/* The peak of a copy is real. Where one side is inverted and the other is not, it is imaginary, and the left one
 * counts.
 */
COLD bool lag_peak_is_inverted(const LagPeak* peak) {
  return fabsf(peak->re) >= 0.5f * fabsf(peak->im) ? peak->re < 0.0f : peak->im > 0.0f;
}
