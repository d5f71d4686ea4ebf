// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/dynamics.h"

#include "common/dsp/chunk.h"
#include "common/dsp/cold.h"
#include "common/dsp/decibel.h"
#include "common/dsp/dynamics_gain.h"
#include "common/dsp/level_kernels.h"
#include "common/dsp/sample_kernels.h"

#include <math.h>
#include <string.h>

#define REST_MARGIN 0.999f  // of rest_gain: far more than fast_log2() can be wrong
#define NEGLIGIBLE 1e-8     // an active value below this does not show in a float gain
#define WHOLE_ATTACK 4.6f   // times to 63 % in which 99 % are done: ln(100)

/* A segment of a chunk on its way from keys to gains. Of a fully linked pair only the louder key of each frame counts.
 */
typedef struct {
  unsigned n_channels;
  unsigned n_targets;  // 1 for a fully linked pair, else n_channels
  uint32_t n_frames;
  float targets[DYNAMICS_MAX_CHANNELS][CHUNK_FRAMES];
} Segment;

static float log2_from_db(float db) {
  return db / DB_PER_OCTAVE_OF_GAIN;
}

static uint32_t frames_of(const Dynamics* dynamics, float ms) {
  return (uint32_t)((double)ms * dynamics->rate_hz / 1000.0 + 0.5);
}

static void forget_key(Dynamics* dynamics) {
  for (unsigned c = 0; c < DYNAMICS_MAX_CHANNELS; ++c) {
    dynamics->schmitt[c] = (Schmitt){0};
  }
  onset_reset(&dynamics->onset);
  ballistics_reset(&dynamics->active);
}

COLD void dynamics_init(Dynamics* dynamics, double rate_hz) {
  *dynamics = (Dynamics){.rate_hz = rate_hz, .fall = meter_fall(rate_hz)};
  dynamics->bridge_frames = frames_of(dynamics, SCHMITT_BRIDGE_MS);
  detector_init(&dynamics->detector, rate_hz);
  onset_init(&dynamics->onset, rate_hz);
  dynamics_reset(dynamics);
}

COLD void dynamics_reset(Dynamics* dynamics) {
  for (unsigned i = 0; i < DYNAMICS_RAMPS; ++i) {
    ramp_settle(&dynamics->ramp[i]);
  }
  reduction_meter_reset(&dynamics->meter);
  detector_reset(&dynamics->detector);
  forget_key(dynamics);
}

static void update_knee(Dynamics* dynamics) {
  Knee* knee = &dynamics->knee;
  *knee = (Knee){.threshold = dynamics->ramp[DYNAMICS_THRESHOLD].target,
                 .slope = dynamics->ramp[DYNAMICS_SLOPE].target,
                 .width = dynamics->ramp[DYNAMICS_WIDTH].target,
                 .depth = dynamics_depth(fast_log2(dynamics->ramp[DYNAMICS_DEPTH].target))};
  if (dynamics->action == DYNAMICS_PULSE) {
    dynamics->rest_gain = 0.0f;
  } else if (dynamics->action == DYNAMICS_GATE) {
    dynamics->rest_gain = REST_MARGIN * fast_exp2(knee->threshold);
  } else if (knee->slope == 0.0f || knee->depth == 0.0f) {
    dynamics->rest_gain = INFINITY;
  } else {
    dynamics->rest_gain = REST_MARGIN * fast_exp2(knee->threshold - 0.5f * knee->width);
  }
}

/* What Schmitt triggers and pulses hold by themselves is not for the ballistics to hold. */
static void set_times(Dynamics* dynamics, const DynamicsParams* params) {
  float hold_ms = params->hold_ms;
  if (params->action == DYNAMICS_GATE) {
    hold_ms = fast_max(hold_ms - SCHMITT_BRIDGE_MS, 0.0f);
  } else if (params->action == DYNAMICS_PULSE) {
    hold_ms = 0.0f;
    dynamics->pulse_frames = 1 + frames_of(dynamics, WHOLE_ATTACK * params->attack_ms + params->hold_ms);
  }
  ballistics_set(&dynamics->active, dynamics->rate_hz, params->attack_ms, params->release_ms, hold_ms);
}

void dynamics_set(Dynamics* dynamics, const DynamicsParams* params, uint32_t ramp_frames) {
  const float targets[DYNAMICS_RAMPS] = {
    [DYNAMICS_THRESHOLD] = log2_from_db(params->threshold_db),
    [DYNAMICS_SLOPE] = 1.0f - 1.0f / params->ratio,
    [DYNAMICS_WIDTH] = fast_max(log2_from_db(params->knee_db), KNEE_NARROWEST),
    [DYNAMICS_DEPTH] = gain_from_db(-params->depth_db),
    [DYNAMICS_LINK] = params->link,
  };
  for (unsigned i = 0; i < DYNAMICS_RAMPS; ++i) {
    ramp_set(&dynamics->ramp[i], targets[i], ramp_frames);
  }
  detector_set(&dynamics->detector, params->detector, ramp_frames);
  if (params->action != dynamics->action) {
    forget_key(dynamics);
  }
  dynamics->action = params->action;
  set_times(dynamics, params);
  dynamics->hysteresis = log2_from_db(params->hysteresis_db);
  dynamics->floor = params->floor;
  update_knee(dynamics);
}

static bool curve_is_moving(const Dynamics* dynamics) {
  bool moving = false;
  for (unsigned i = 0; i < DYNAMICS_CURVE_RAMPS; ++i) {
    moving |= ramp_is_moving(&dynamics->ramp[i]);
  }
  return moving;
}

/* Writes levels where the targets will stand; gives the highest. */
static float detect(Dynamics* dynamics, Segment* segment, const float* const* keys) {
  float* const levels[DYNAMICS_MAX_CHANNELS] = {segment->targets[0], segment->targets[1]};
  return segment->n_targets < segment->n_channels
           ? detector_run_linked(&dynamics->detector, keys, levels, segment->n_frames)
           : detector_run(&dynamics->detector, keys, levels, segment->n_channels, segment->n_frames);
}

static void fill_depths(const Dynamics* dynamics, float* depths, uint32_t n_frames) {
  ramp_fill(&dynamics->ramp[DYNAMICS_DEPTH], depths, n_frames);
  kernel_log2(depths, depths, n_frames);
  for (uint32_t i = 0; i < n_frames; ++i) {
    depths[i] = dynamics_depth(depths[i]);
  }
}

/* From levels to reductions, while the curve moves. */
static void duck_targets_moving(const Dynamics* dynamics, float* targets, uint32_t n_frames) {
  float rows[DYNAMICS_CURVE_RAMPS][CHUNK_FRAMES];
  for (unsigned i = 0; i < DYNAMICS_DEPTH; ++i) {
    ramp_fill(&dynamics->ramp[i], rows[i], n_frames);
  }
  fill_depths(dynamics, rows[DYNAMICS_DEPTH], n_frames);
  for (uint32_t i = 0; i < n_frames; ++i) {
    const Knee knee = {.threshold = rows[DYNAMICS_THRESHOLD][i],
                       .slope = rows[DYNAMICS_SLOPE][i],
                       .width = rows[DYNAMICS_WIDTH][i],
                       .depth = rows[DYNAMICS_DEPTH][i]};
    targets[i] = knee_reduction(knee, targets[i]);
  }
}

/* From levels to how far to open. */
static void gate_targets(Dynamics* dynamics, unsigned channel, float* targets, uint32_t n_frames) {
  float thresholds[CHUNK_FRAMES];
  ramp_fill(&dynamics->ramp[DYNAMICS_THRESHOLD], thresholds, n_frames);
  schmitt_run(&dynamics->schmitt[channel], targets, thresholds, dynamics->hysteresis, dynamics->bridge_frames,
              n_frames);
}

static void find_targets(Dynamics* dynamics, unsigned channel, float* levels, uint32_t n_frames) {
  if (dynamics->action == DYNAMICS_PULSE) {
    onset_run(&dynamics->onset, levels, dynamics->floor, dynamics->pulse_frames, n_frames);
    return;
  }
  kernel_log2(levels, levels, n_frames);
  if (dynamics->action == DYNAMICS_GATE) {
    gate_targets(dynamics, channel, levels, n_frames);
  } else if (curve_is_moving(dynamics)) {
    duck_targets_moving(dynamics, levels, n_frames);
  } else {
    kernel_knee(levels, levels, dynamics->knee, n_frames);
  }
}

/* Raises the targets of a pair towards the larger one. */
static void link_targets(const Dynamics* dynamics, Segment* segment) {
  float weights[CHUNK_FRAMES];
  float larger[CHUNK_FRAMES];
  ramp_fill(&dynamics->ramp[DYNAMICS_LINK], weights, segment->n_frames);
  for (uint32_t i = 0; i < segment->n_frames; ++i) {
    larger[i] = fast_max(segment->targets[0][i], segment->targets[1][i]);
  }
  for (unsigned c = 0; c < segment->n_targets; ++c) {
    kernel_crossfade(segment->targets[c], segment->targets[c], larger, weights, segment->n_frames);
  }
}

static float run_at_rest(Dynamics* dynamics, float* const* gains, unsigned n_channels, uint32_t n_frames) {
  const float gain = dynamics->action == DYNAMICS_GATE ? fast_exp2(-dynamics->knee.depth) : 1.0f;
  for (unsigned c = 0; c < n_channels; ++c) {
    for (uint32_t i = 0; i < n_frames; ++i) {
      gains[c][i] = gain;
    }
  }
  ballistics_rest(&dynamics->active, n_frames);
  reduction_meter_add(&dynamics->meter, gain);
  return gain;
}

/* Gives the lowest gain of the first channel. */
static float run_at_work(Dynamics* dynamics, Segment* segment, float* const* gains) {
  float* const rows[DYNAMICS_MAX_CHANNELS] = {segment->targets[0], segment->targets[1]};
  bool same = false;
  for (unsigned c = 0; c < segment->n_targets; ++c) {
    find_targets(dynamics, c, rows[c], segment->n_frames);
  }
  if (segment->n_targets < segment->n_channels) {
    dynamics->schmitt[1] = dynamics->schmitt[0];
    same = ballistics_run_linked(&dynamics->active, rows, segment->n_frames);
  } else {
    if (segment->n_channels == 2) {
      link_targets(dynamics, segment);
    }
    ballistics_run(&dynamics->active, rows, segment->n_channels, segment->n_frames);
  }
  const float lowest = dynamics_make_gain(dynamics, rows[0], gains[0], segment->n_frames);
  if (same) {
    memcpy(gains[1], gains[0], segment->n_frames * sizeof(float));
  } else if (segment->n_channels == 2) {
    dynamics_make_gain(dynamics, rows[1], gains[1], segment->n_frames);
  }
  return lowest;
}

static bool is_at_rest(const Dynamics* dynamics, unsigned n_channels) {
  bool on = false;
  for (unsigned c = 0; c < n_channels; ++c) {
    on |= dynamics->schmitt[c].left > 0;
  }
  return !on && ballistics_is_at_rest(&dynamics->active, n_channels);
}

static float run_segment(Dynamics* dynamics, Segment* segment, const float* const* keys, float* const* gains) {
  float lowest = 0.0f;
  const float loudest = detect(dynamics, segment, keys);
  if (loudest < dynamics->rest_gain && !curve_is_moving(dynamics) && is_at_rest(dynamics, segment->n_channels)) {
    lowest = run_at_rest(dynamics, gains, segment->n_channels, segment->n_frames);
  } else {
    lowest = run_at_work(dynamics, segment, gains);
  }
  for (unsigned i = 0; i < DYNAMICS_RAMPS; ++i) {
    ramp_advance(&dynamics->ramp[i], segment->n_frames);
  }
  return lowest;
}

float dynamics_run(Dynamics* dynamics, const float* key, float* gain, uint32_t n_frames) {
  Segment segment;
  segment.n_channels = segment.n_targets = 1;
  segment.n_frames = n_frames;
  return run_segment(dynamics, &segment, &key, &gain);
}

void dynamics_run_pair(Dynamics* dynamics, const float* const* keys, float* const* gains, uint32_t n_frames) {
  const Ramp* link = &dynamics->ramp[DYNAMICS_LINK];
  Segment segment;
  segment.n_channels = 2;
  for (uint32_t at = 0; at < n_frames; at += segment.n_frames) {
    segment.n_frames = ramp_limit(link,
                                  n_frames - at);  // a fully linked pair takes another path from a certain frame on
    segment.n_targets = !ramp_is_moving(link) && link->target == 1.0f ? 1 : 2;
    const float* const segment_keys[] = {keys[0] + at, keys[1] + at};
    float* const segment_gains[] = {gains[0] + at, gains[1] + at};
    run_segment(dynamics, &segment, segment_keys, segment_gains);
  }
}

void dynamics_step(Dynamics* dynamics) {
  ballistics_drop(&dynamics->active, NEGLIGIBLE);
  detector_step(&dynamics->detector);
  reduction_meter_step(&dynamics->meter, dynamics->fall);
}

bool dynamics_is_at_rest(const Dynamics* dynamics) {
  return ballistics_is_at_rest(&dynamics->active, DYNAMICS_MAX_CHANNELS);
}

float dynamics_reduction_db(const Dynamics* dynamics) {
  return reduction_meter_db(&dynamics->meter);
}
