// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/lag_segment.h"

#include "common/dsp/cold.h"
#include "common/dsp/kernel_lanes.h"

#include <math.h>
#include <string.h>

/* What is done in a slice. */
enum { FRAMES = 4096, DECIMATED_FRAMES = 256 };

uint32_t lag_segment_slice(const LagSegment* segment) {
  return segment->decimation > 1 ? DECIMATED_FRAMES : FRAMES;
}

/* A frame of a lower rate, behind a low-pass with the shape of a raised cosine. */
COLD static void load_decimated(float* out, const float* in, const float* window, uint32_t decimation, uint32_t n) {
  float taps[LAG_TAPS * LAG_MOST_DECIMATION];
  const uint32_t n_taps = LAG_TAPS * decimation;
  for (uint32_t k = 0; k < n_taps; ++k) {
    taps[k] = 1.0f - cosf(6.2831853f * ((float)k + 0.5f) / (float)n_taps);
  }
  for (uint32_t i = 0; i < n; ++i) {
    HalfLanes sum = {0.0f};
    for (uint32_t k = 0; k < n_taps; k += LANES / 2) {
      HalfLanes x;
      HalfLanes tap;
      load_half_lanes(&x, in + i * decimation + k);
      load_half_lanes(&tap, taps + k);
      sum += x * tap;
    }
    out[i] = (sum[0] + sum[1] + sum[2] + sum[3]) * window[i];
  }
}

/* To out[n], from the frame `at` of the correlation on, with the window from there on. */
COLD static void load_side(float* out, const LagSegment* segment, unsigned side, const float* window, uint32_t at,
                           uint32_t n) {
  if (!segment->side[side]) {
    memset(out, 0, n * sizeof(float));
  } else if (segment->decimation > 1) {
    load_decimated(out, segment->side[side] + (size_t)at * segment->decimation, window, segment->decimation, n);
  } else {
    memcpy(out, segment->side[side] + at, n * sizeof(float));
    for (uint32_t i = 0; i < n; i += LANES / 2) {
      HalfLanes x;
      HalfLanes w;
      load_half_lanes(&x, out + i);
      load_half_lanes(&w, window + i);
      x *= w;
      store_half_lanes(out + i, &x);
    }
  }
  for (uint32_t i = 0; i < n && side && segment->mirrored; ++i) {
    out[i] = -out[i];
  }
}

COLD void lag_segment_load(FftSignal work, const LagSegment* segment, const float* window, uint32_t at, uint32_t n) {
  load_side(work.re + at, segment, 0, window + at, at, n);
  load_side(work.im + at, segment, 1, window + at, at, n);
}
