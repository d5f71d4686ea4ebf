// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/band_limit.h"

#include "common/dsp/chunk.h"
#include "common/dsp/filter_kernels.h"

void band_limit_init(BandLimit* limit, double rate_hz) {
  filter_init(&limit->hpf, FILTER_HIGH_PASS, rate_hz);
  filter_init(&limit->lpf, FILTER_LOW_PASS, rate_hz);
}

void band_limit_reset(BandLimit* limit) {
  filter_reset(&limit->hpf);
  filter_reset(&limit->lpf);
}

void band_limit_set(BandLimit* limit, float hpf_hz, float lpf_hz, uint32_t ramp_frames) {
  filter_set(&limit->hpf, hpf_hz, ramp_frames);
  filter_set(&limit->lpf, lpf_hz, ramp_frames);
}

/* One loop for both filters, where both are in the path and at rest. False, with nothing done, where the samples
   between them have to be limited. */
static bool run_both(BandLimit* limit, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  return filter_is_at_rest_in_path(&limit->hpf) && filter_is_at_rest_in_path(&limit->lpf) &&
         kernel_filter_pair(&limit->hpf.section, &limit->lpf.section, channels, n_channels, n_frames);
}

static void run_chunk(BandLimit* limit, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  if (!run_both(limit, channels, n_channels, n_frames)) {
    filter_run(&limit->hpf, channels, n_channels, n_frames);
    filter_run(&limit->lpf, channels, n_channels, n_frames);
  }
}

void band_limit_run(BandLimit* limit, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  for (uint32_t at = 0; at < n_frames; at += CHUNK_FRAMES) {
    float* const part[FILTER_MAX_CHANNELS] = {channels[0] + at, channels[n_channels - 1] + at};
    run_chunk(limit, part, n_channels, n_frames - at < CHUNK_FRAMES ? n_frames - at : CHUNK_FRAMES);
  }
}
