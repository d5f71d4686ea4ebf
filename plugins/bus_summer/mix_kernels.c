// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/mix_kernels.h"

#include "common/dsp/chunk.h"
#include "common/dsp/kernel_lanes.h"

#include <stddef.h>

/* Of so many buffers side by side, processors do not fetch what comes next by themselves: asked for it two tiles ahead,
   16 strips take a quarter less time. */
enum { TILE = 2 * LANES, PREFETCH = 4 * LANES };

typedef struct {
  float* l;
  float* r;
} MixSum;

/* Both sides of a strip, from the first frame on; the same one twice of a mono strip. */
typedef struct {
  const float* l;
  const float* r;
} MixSource;

INLINE void find_sources(MixSource* sources, const MixInput* input) {
  const float* const* channel = input->channels;
  for (uint32_t s = 0; s < input->n_strips; ++s, channel += input->n_channels) {
    sources[s].l = chunk_source(channel[0], input->at);
    sources[s].r = chunk_source(channel[input->n_channels - 1], input->at);
  }
}

/* Sums up n_frames, LANES or TILE, of every source in their order, in registers. */
INLINE void mix_tile(const MixSum* sum, const MixSource* sources, uint32_t n_sources, uint32_t frame, unsigned n_frames,
                     const StripGains* gains, bool ramping, LaneBits* peaks) {
  static const Lanes steps = {0.0f, 1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f, 7.0f};
  Lanes l[TILE / LANES];
  Lanes r[TILE / LANES];
  Lanes frames[TILE / LANES];
  UNROLL
  for (unsigned w = 0; w < n_frames / LANES; ++w) {
    l[w] = r[w] = (Lanes){0.0f};
    frames[w] = (float)(int32_t)(frame + w * LANES) + steps;
  }
  for (uint32_t s = 0; s < n_sources; ++s) {
    const MixSource* source = &sources[s];
    LaneBits peak = peaks[s];
    __builtin_prefetch(source->l + frame + PREFETCH);
    __builtin_prefetch(source->r + frame + PREFETCH);
    UNROLL
    for (unsigned w = 0; w < n_frames / LANES; ++w) {
      Lanes x;
      Lanes y;
      load_lanes(&x, source->l + frame + w * LANES);
      load_lanes(&y, source->r + frame + w * LANES);
      keep_larger(&peak, &x);
      keep_larger(&peak, &y);
      if (ramping) {
        const Lanes at_frames = gains->at[s] + frames[w];
        l[w] += x * (gains->from[STRIP_LEFT][s] + gains->step[STRIP_LEFT][s] * at_frames);
        r[w] += y * (gains->from[STRIP_RIGHT][s] + gains->step[STRIP_RIGHT][s] * at_frames);
      } else {
        l[w] += x * gains->from[STRIP_LEFT][s];
        r[w] += y * gains->from[STRIP_RIGHT][s];
      }
    }
    peaks[s] = peak;
  }
  UNROLL
  for (unsigned w = 0; w < n_frames / LANES; ++w) {
    store_lanes(sum->l + frame + w * LANES, &l[w]);
    store_lanes(sum->r + frame + w * LANES, &r[w]);
  }
}

/* Fewer frames than there are lanes; peaks are kept. */
INLINE void mix_few(const MixSum* sum, const MixSource* sources, uint32_t n_sources, uint32_t n_frames,
                    const StripGains* gains, bool ramping, float* peaks) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    float l = 0.0f;
    float r = 0.0f;
    for (uint32_t s = 0; s < n_sources; ++s) {
      const float x = sources[s].l[i];
      const float y = sources[s].r[i];
      l += x * (ramping ? strip_gain_at(gains, STRIP_LEFT, s, i) : gains->from[STRIP_LEFT][s]);
      r += y * (ramping ? strip_gain_at(gains, STRIP_RIGHT, s, i) : gains->from[STRIP_RIGHT][s]);
      peaks[s] = float_from_bits(larger(float_bits(peaks[s]), larger(magnitude(x), magnitude(y))));
    }
    sum->l[i] = l;
    sum->r[i] = r;
  }
}

INLINE void mix(const MixSum* sum, const MixInput* input, const StripGains* gains, bool ramping,
                float* restrict peaks) {
  const uint32_t n_sources = input->n_strips;
  const uint32_t n_frames = input->n_frames;
  MixSource sources[STRIP_GAINS_SIZE];
  find_sources(sources, input);
  // Below every magnitude. Zeros would do, but compilers fill them in by a call of memset.
  static const LaneBits below_all = {INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN,
                                     INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN};
  LaneBits lanes[STRIP_GAINS_SIZE];
  for (unsigned s = 0; s < STRIP_GAINS_SIZE; ++s) {
    lanes[s] = below_all;
  }
  uint32_t i = 0;
  for (; i + TILE <= n_frames; i += TILE) {
    mix_tile(sum, sources, n_sources, i, TILE, gains, ramping, lanes);
  }
  while (i < n_frames && n_frames >= LANES) {
    i = i + LANES <= n_frames ? i : n_frames - LANES;  // what is left over is done with frames before it once more
    mix_tile(sum, sources, n_sources, i, LANES, gains, ramping, lanes);
    i += LANES;
  }
  for (uint32_t s = 0; s < n_sources; s += 4) {
    HalfBits largest;
    largest_of_four(&largest, lanes + s);
    if (n_sources - s >= 4) {
      memcpy(peaks + s, &largest, 4 * sizeof(float));
    } else {
      memcpy(peaks + s, &largest, (n_sources - s) * sizeof(float));
    }
  }
  if (n_frames < LANES) {
    mix_few(sum, sources, n_sources, n_frames, gains, ramping, peaks);
  }
}

KERNEL void kernel_mix(float* sum_l, float* sum_r, const MixInput* input, const StripGains* gains, float* peaks) {
  mix(&(MixSum){sum_l, sum_r}, input, gains, false, peaks);
}

KERNEL void kernel_mix_ramping(float* sum_l, float* sum_r, const MixInput* input, const StripGains* gains,
                               float* peaks) {
  mix(&(MixSum){sum_l, sum_r}, input, gains, true, peaks);
}
