// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/gain_smoother.h"

#include "common/dsp/cold.h"
#include "common/dsp/fastmath.h"
#include "common/dsp/sample_kernels.h"

#include <math.h>
#include <string.h>

#define FRAME (1.0 / 48000.0)

/* Of all quadruples of whole frames at 48 kHz, the one that holds back the most above 3 kHz of those with which a step
   is 63 % done in less than a quarter of a millisecond. */
static const double delays_s[GAIN_SMOOTHER_STAGES][2] = {{6.0 * FRAME, 4.0 * FRAME}, {3.0 * FRAME, 2.0 * FRAME}};

static uint32_t past_frames(const GainSmoother* smoother, unsigned stage) {
  return smoother->delay[stage][0] + smoother->delay[stage][1];
}

COLD void gain_smoother_init(GainSmoother* smoother, double rate_hz) {
  uint32_t sum = 0;
  for (unsigned stage = 0; stage < GAIN_SMOOTHER_STAGES; ++stage) {
    for (unsigned i = 0; i < 2; ++i) {
      const uint32_t frames = (uint32_t)(delays_s[stage][i] * rate_hz + 0.5);
      smoother->delay[stage][i] = frames < GAIN_SMOOTHER_LONGEST / 2 ? frames : GAIN_SMOOTHER_LONGEST / 2;
    }
    sum += past_frames(smoother, stage);
  }
  smoother->delay_ms = (float)(500.0 * sum / rate_hz);
  gain_smoother_reset(smoother, 1.0f);
}

COLD void gain_smoother_reset(GainSmoother* smoother, float gain) {
  for (unsigned stage = 0; stage < GAIN_SMOOTHER_STAGES; ++stage) {
    for (uint32_t i = 0; i < past_frames(smoother, stage); ++i) {
      smoother->past[stage][i] = gain;
    }
  }
}

/* The pole's time adds to the delay as it is where it is long, and as a square to half the delay where it is short:
   within 3 % of what both do to steps of 10 dB. */
float gain_smoother_time(const GainSmoother* smoother, float time_ms) {
  const float rest_ms = fast_max(time_ms - smoother->delay_ms, 0.0f);
  const float square = rest_ms * rest_ms - 0.25f * smoother->delay_ms * smoother->delay_ms;
  return sqrtf(fast_max(square, 0.0f));
}

/* Each stage puts its past before the frames, and keeps the last of them for the next run. */
void gain_smoother_run(GainSmoother* smoother, float* gain, uint32_t n_frames) {
  float line[GAIN_SMOOTHER_LONGEST + CHUNK_FRAMES];
  for (unsigned stage = 0; stage < GAIN_SMOOTHER_STAGES; ++stage) {
    const uint32_t past = past_frames(smoother, stage);
    memcpy(line, smoother->past[stage], past * sizeof(float));
    memcpy(line + past, gain, n_frames * sizeof(float));
    memcpy(smoother->past[stage], line + n_frames, past * sizeof(float));
    kernel_mean_of_four(gain, line, smoother->delay[stage][0], smoother->delay[stage][1], n_frames);
  }
}
