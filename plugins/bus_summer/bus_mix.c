// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_mix.h"

#include "common/dsp/chunk.h"
#include "common/dsp/cold.h"
#include "common/dsp/sample_kernels.h"

#include <string.h>

COLD void bus_mix_init(BusMix* mix) {
  StripTargets targets;
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    targets.gain[STRIP_LEFT][i] = targets.gain[STRIP_RIGHT][i] = targets.gain[STRIP_LEVEL][i] = 1.0f;
  }
  strip_gains_init(&mix->unity);
  strip_gains_set(&mix->unity, &targets, (RampFrames){0, 0});
}

COLD void bus_mix_reset(BusMix* mix) {
  strip_gains_init(&mix->gains);
}

void bus_mix_set(BusMix* mix, const BusSummerParams* params, const StripTargets* gains, RampFrames frames) {
  const StereoMatrix matrix = stereo_matrix(params->width, params->mono);
  const StereoMatrix master = {matrix.same * params->fader, matrix.cross * params->fader};
  strip_gains_set(&mix->gains, gains, frames);
  matrix_ramp_set_gain(&mix->master, master, frames);
  ramp_set(&mix->off, params->enabled ? 0.0f : 1.0f, frames.fade);
}

/* Adds up what comes in, as a bus does that is off; what is not finite as 0. */
static void sum_up(const MixInput* input, float sum[2][CHUNK_LONG_FRAMES]) {
  float strip[CHUNK_LONG_FRAMES];
  memset(sum, 0, 2 * sizeof(sum[0]));
  for (unsigned c = 0; c < 2 * input->n_strips; ++c) {
    const unsigned side = c % 2 < input->n_channels ? c % 2 : 0;
    const float* channel = input->channels[c / 2 * input->n_channels + side];
    kernel_sanitize(strip, chunk_source(channel, input->at), input->n_frames);
    for (uint32_t i = 0; i < input->n_frames; ++i) {
      sum[c % 2][i] += strip[i];
    }
  }
}

/* On the way to off and back. */
static void fade_off(const BusMix* mix, const MixInput* input, float* const sum[2]) {
  float plain[2][CHUNK_LONG_FRAMES];
  float weight[CHUNK_LONG_FRAMES];
  sum_up(input, plain);
  ramp_fill(&mix->off, weight, input->n_frames);
  kernel_crossfade(sum[0], sum[0], plain[0], weight, input->n_frames);
  kernel_crossfade(sum[1], sum[1], plain[1], weight, input->n_frames);
}

bool bus_mix_run(const BusMix* mix, const MixInput* input, const MixInput* strips, float* const sum[2], float* peak,
                 StereoMeasure* measure) {
  if (bus_mix_is_off(mix)) {
    kernel_mix(sum[0], sum[1], strips, &mix->unity, peak);
  } else {
    (strip_gains_are_moving(&mix->gains) ? kernel_mix_ramping : kernel_mix)(sum[0], sum[1], strips, &mix->gains, peak);
    matrix_ramp_run(&mix->master, sum[0], sum[1], input->n_frames);
  }
  if (ramp_is_moving(&mix->off)) {
    fade_off(mix, input, sum);
  }
  kernel_measure(measure, sum[0], sum[1], input->n_frames);
  return peak_is_finite(measure->peak[0]) && peak_is_finite(measure->peak[1]);
}

void bus_mix_advance(BusMix* mix, uint32_t n_frames) {
  matrix_ramp_advance(&mix->master, n_frames);
  ramp_advance(&mix->off, n_frames);
  if (strip_gains_are_moving(&mix->gains)) {
    strip_gains_advance(&mix->gains, n_frames);
  }
}
