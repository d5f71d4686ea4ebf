// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/dynamics_gain.h"

#include "common/dsp/chunk.h"
#include "common/dsp/level_kernels.h"
#include "common/dsp/sample_kernels.h"

/* Gain of a gate or a pulse that is by so much, 0 .. 1, on its way between 0 dB and a depth: as dB, in proportion. */
static void depth_gains(const Dynamics* dynamics, const float* active, float depth_gain, float* gain,
                        uint32_t n_frames) {
  const float depth = dynamics_depth(fast_log2(depth_gain));
  const float from = dynamics->action == DYNAMICS_GATE ? 1.0f : 0.0f;
  const float by = 1.0f - 2.0f * from;
  for (uint32_t i = 0; i < n_frames; ++i) {
    gain[i] = depth * (from + by * active[i]);
  }
  kernel_exp2_negative(gain, gain, n_frames);
}

/* The same while the depth moves: from the gain at the old depth to that at the new one, on a straight line. */
static void depth_gains_moving(const Dynamics* dynamics, const float* active, float* gain, uint32_t n_frames) {
  const Ramp* depth = &dynamics->ramp[DYNAMICS_DEPTH];
  float old[CHUNK_FRAMES];
  float weights[CHUNK_FRAMES];
  const float distance = depth->target -
                         depth->from;  // 0 where a move was called back just as it crossed its new target
  ramp_fill(depth, weights, n_frames);
  for (uint32_t i = 0; i < n_frames; ++i) {
    weights[i] = distance != 0.0f ? (weights[i] - depth->from) / distance : 1.0f;
  }
  depth_gains(dynamics, active, depth->from, old, n_frames);
  depth_gains(dynamics, active, depth->target, gain, n_frames);
  kernel_crossfade(gain, old, gain, weights, n_frames);
}

float dynamics_make_gain(Dynamics* dynamics, const float* active, float* gain, uint32_t n_frames) {
  float lowest = 0.0f;
  if (dynamics->action == DYNAMICS_DUCK) {
    lowest = kernel_exp2_negative(gain, active, n_frames);
  } else {
    if (ramp_is_moving(&dynamics->ramp[DYNAMICS_DEPTH])) {
      depth_gains_moving(dynamics, active, gain, n_frames);
    } else {
      depth_gains(dynamics, active, dynamics->ramp[DYNAMICS_DEPTH].target, gain, n_frames);
    }
    lowest = gain[0];
    for (uint32_t i = 1; i < n_frames; ++i) {
      lowest = fast_min(lowest, gain[i]);
    }
  }
  reduction_meter_add(&dynamics->meter, lowest);
  return lowest;
}
