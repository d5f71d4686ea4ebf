// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/aux_return.h"

#include "common/dsp/chunk.h"
#include "common/dsp/delay.h"
#include "common/dsp/dynamics.h"
#include "common/dsp/filter.h"
#include "common/dsp/guard.h"
#include "common/dsp/kernels.h"
#include "common/dsp/likeness.h"
#include "common/dsp/meter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT 16.0f  // of a guarded return, +24 dBFS

enum { MAX_CHANNELS = 2 };

/* One chunk on its way, a row per channel. */
typedef struct {
  float dry[MAX_CHANNELS][CHUNK_FRAMES];  // becomes the output
  float wet[MAX_CHANNELS][CHUNK_FRAMES];  // the return
  float raw[MAX_CHANNELS][CHUNK_FRAMES];  // the return as it came in
  float gain[CHUNK_FRAMES];               // of the duck
} Chunk;

struct AuxReturn {
  unsigned n_channels;
  double rate_hz;
  uint32_t glide_frames;
  float fall;
  bool fresh;  // nothing has run since the reset: what is set holds at once
  ChunkClock clock;
  Glide dry_gain, wet_gain[MAX_CHANNELS];
  Glide same, cross;  // of the return's width
  Filter hpf, lpf;
  Dynamics duck;
  Guard guard;
  Likeness likeness;
  uint32_t dry_delay_frames;
  Delay dry_delay[MAX_CHANNELS], wet_delay[MAX_CHANNELS];
  float* memory;  // of the delays
  Meter dry_meter, wet_meter, meter[MAX_CHANNELS];
  Watch watch;
};

static uint32_t frames_of_ms(const AuxReturn* aux, float ms) {
  return (uint32_t)lround((double)ms * 0.001 * aux->rate_hz);
}

static bool delays_init(AuxReturn* aux) {
  const uint32_t dry_longest = frames_of_ms(aux, RETURN_LONGEST_DRY_DELAY_MS);
  const uint32_t wet_longest = frames_of_ms(aux, RETURN_LONGEST_DELAY_MS);
  const size_t dry_size = delay_buffer_frames(dry_longest);
  const size_t wet_size = delay_buffer_frames(wet_longest);
  aux->memory = (float*)calloc(aux->n_channels * (dry_size + wet_size), sizeof(float));
  for (unsigned c = 0; aux->memory && c < aux->n_channels; ++c) {
    delay_init(&aux->dry_delay[c], aux->memory + c * (dry_size + wet_size), dry_longest);
    delay_init(&aux->wet_delay[c], aux->memory + c * (dry_size + wet_size) + dry_size, wet_longest);
  }
  return aux->memory != NULL;
}

AuxReturn* aux_return_new(unsigned n_channels, double rate_hz) {
  AuxReturn* aux = (AuxReturn*)calloc(1, sizeof(AuxReturn));
  if (!aux) {
    return NULL;
  }
  aux->n_channels = n_channels;
  aux->rate_hz = rate_hz;
  aux->glide_frames = glide_frames(rate_hz);
  aux->fall = meter_fall(rate_hz);
  if (!delays_init(aux)) {
    free(aux);
    return NULL;
  }
  filter_init(&aux->hpf, FILTER_HIGH_PASS, rate_hz, RETURN_HPF_OFF_HZ);
  filter_init(&aux->lpf, FILTER_LOW_PASS, rate_hz, RETURN_LPF_OFF_HZ);
  dynamics_init(&aux->duck, rate_hz);
  guard_init(&aux->guard, rate_hz);
  likeness_init(&aux->likeness, rate_hz);
  watch_init(&aux->watch, rate_hz);
  aux_return_reset(aux);
  return aux;
}

void aux_return_free(AuxReturn* aux) {
  free(aux->memory);
  free(aux);
}

void aux_return_reset(AuxReturn* aux) {
  aux->fresh = true;
  aux->clock = (ChunkClock){0};
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    delay_reset(&aux->dry_delay[c], 0);
    delay_reset(&aux->wet_delay[c], 0);
    aux->meter[c] = (Meter){0.0f, 0.0f};
  }
  aux->dry_meter = aux->wet_meter = (Meter){0.0f, 0.0f};
  filter_reset(&aux->hpf);
  filter_reset(&aux->lpf);
  dynamics_reset(&aux->duck);
  guard_reset(&aux->guard);
  likeness_reset(&aux->likeness);
  watch_reset(&aux->watch);
}

static void move(const AuxReturn* aux, Glide* glide, float target) {
  if (aux->fresh) {
    glide_reset(glide, target);
  } else {
    glide_set(glide, target, aux->glide_frames);
  }
}

static void set_delay(const AuxReturn* aux, Delay* delay, uint32_t delay_frames) {
  if (aux->fresh) {
    delay_settle(delay, delay_frames);
  } else {
    delay_set(delay, delay_frames, aux->glide_frames);
  }
}

/* Levels, mode, pan, polarity, mute and bypass are all gains of the dry signal and of each side of the return. */
static void set_gains(AuxReturn* aux, const AuxReturnParams* params) {
  float dry = params->dry_gain;
  float wet = params->mute ? 0.0f : params->return_gain;
  if (params->mode == RETURN_BLENDED) {
    dry *= 1.0f - params->mix;
    wet *= params->mix;
  } else if (params->mode == RETURN_WET_ONLY) {
    dry = 0.0f;
  }
  if (!params->enabled) {
    dry = 1.0f;
    wet = 0.0f;
  }
  const PanGains pan = aux->n_channels > 1 ? pan_balance(params->pan) : (PanGains){1.0f, 1.0f};
  const float polarity = params->invert ? -1.0f : 1.0f;
  move(aux, &aux->dry_gain, dry);
  move(aux, &aux->wet_gain[0], wet * polarity * pan.l);
  move(aux, &aux->wet_gain[1], wet * polarity * pan.r);
}

void aux_return_set(AuxReturn* aux, const AuxReturnParams* params) {
  set_gains(aux, params);
  const StereoMatrix matrix = stereo_matrix(params->width, false);
  move(aux, &aux->same, matrix.same);
  move(aux, &aux->cross, matrix.cross);
  filter_set(&aux->hpf, params->hpf_hz, aux->glide_frames);
  filter_set(&aux->lpf, params->lpf_hz, aux->glide_frames);
  const DynamicsParams duck = {.threshold_db = params->duck_threshold_db,
                               .ratio = RETURN_DUCK_RATIO,
                               .knee_db = RETURN_DUCK_KNEE_DB,
                               .depth_db = params->duck_depth_db,
                               .attack_ms = params->duck_attack_ms,
                               .release_ms = params->duck_release_ms,
                               .detector = DETECTOR_PEAK,
                               .action = DYNAMICS_DUCK};
  dynamics_set(&aux->duck, &duck);
  guard_set(&aux->guard, params->guard);
  aux->dry_delay_frames = frames_of_ms(aux, params->dry_delay_ms);
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    set_delay(aux, &aux->dry_delay[c], aux->dry_delay_frames);
    set_delay(aux, &aux->wet_delay[c], frames_of_ms(aux, params->delay_ms));
  }
}

/* Cuts off what no loop and no music comes back with, so that filters do not ring at levels that the guard would take for
   a runaway. */
static void limit_return(float* samples, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    samples[i] = fast_min(fast_max(samples[i], -LIMIT), LIMIT);
  }
}

/* Reads the inputs; works out how far the dry signal turns the return down; then delays the dry signal. */
static void read_in(AuxReturn* aux, Chunk* chunk, const float* const* dry, const float* const* wet, uint32_t at,
                    uint32_t n_frames) {
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    watch_add_in(&aux->watch, kernel_clean(chunk->dry[c], chunk_in(dry[c], at), n_frames));
    const float peak = kernel_clean(chunk->raw[c], chunk_in(wet[c], at), n_frames);
    watch_add_in(&aux->watch, peak);
    if (aux->guard.on && peak > LIMIT) {
      limit_return(chunk->raw[c], n_frames);
    }
    memcpy(chunk->wet[c], chunk->raw[c], n_frames * sizeof(float));
  }
  const float* l = chunk->dry[0];
  const float* r = chunk->dry[aux->n_channels - 1];
  for (uint32_t i = 0; i < n_frames; ++i) {
    chunk->gain[i] = fast_max(fabsf(l[i]), fabsf(r[i]));
  }
  dynamics_run(&aux->duck, chunk->gain, chunk->gain, n_frames);
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    delay_run(&aux->dry_delay[c], chunk->dry[c], chunk->dry[c], n_frames);
    const StereoMeasure measure = kernel_measure(chunk->dry[c], chunk->raw[c], n_frames);
    likeness_add(&aux->likeness, &measure.products);
  }
}

/* Largest |x| of the return, which is made finite. */
static float finite_peak(AuxReturn* aux, Chunk* chunk, uint32_t n_frames) {
  float peak = 0.0f;
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    float side = kernel_peak(chunk->wet[c], n_frames);
    if (!peak_is_finite(side)) {
      side = kernel_clean(chunk->wet[c], chunk->wet[c], n_frames);
    }
    peak = fast_max(peak, side);
  }
  return peak;
}

static void apply_width(AuxReturn* aux, Chunk* chunk, uint32_t n_frames) {
  if (aux->n_channels < 2) {
    return;
  }
  if (glide_is_moving(&aux->same) || glide_is_moving(&aux->cross)) {
    float same[CHUNK_FRAMES];
    float cross[CHUNK_FRAMES];
    glide_fill(&aux->same, same, n_frames);
    glide_fill(&aux->cross, cross, n_frames);
    glide_advance(&aux->same, n_frames);
    glide_advance(&aux->cross, n_frames);
    kernel_matrix_moving(chunk->wet[0], chunk->wet[1], same, cross, n_frames);
  } else if (aux->same.target != 1.0f || aux->cross.target != 0.0f) {
    kernel_matrix(chunk->wet[0], chunk->wet[1], (StereoMatrix){aux->same.target, aux->cross.target}, n_frames);
  }
}

/* Takes the return through its chain, up to its gains. Returns its peak before the guard. */
static float run_chain(AuxReturn* aux, Chunk* chunk, uint32_t n_frames) {
  float* const wet[] = {chunk->wet[0], chunk->wet[1]};
  filter_run(&aux->hpf, wet, aux->n_channels, n_frames);
  filter_run(&aux->lpf, wet, aux->n_channels, n_frames);
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    delay_run(&aux->wet_delay[c], wet[c], wet[c], n_frames);
    kernel_scale_moving(wet[c], wet[c], chunk->gain, n_frames);
  }
  const float peak = finite_peak(aux, chunk, n_frames);
  guard_run(&aux->guard, wet, aux->n_channels, peak, n_frames);
  apply_width(aux, chunk, n_frames);
  return peak;
}

static void apply_gain(const Glide* glide, float* samples, uint32_t n_frames) {
  if (glide_is_moving(glide)) {
    float gains[CHUNK_FRAMES];
    glide_fill(glide, gains, n_frames);
    kernel_scale_moving(samples, samples, gains, n_frames);
  } else if (glide->target != 1.0f) {
    kernel_scale(samples, samples, glide->target, n_frames);
  }
}

/* Adds the return to the dry signal, which becomes the output. Returns the dry signal's peak in it. */
static float mix(AuxReturn* aux, Chunk* chunk, uint32_t n_frames) {
  float dry_peak = 0.0f;
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    float* out = chunk->dry[c];
    float added[CHUNK_FRAMES];
    memcpy(added, chunk->wet[c], n_frames * sizeof(float));
    apply_gain(&aux->dry_gain, out, n_frames);
    apply_gain(&aux->wet_gain[c], added, n_frames);
    dry_peak = fast_max(dry_peak, kernel_peak(out, n_frames));
    meter_add(&aux->wet_meter, kernel_peak(added, n_frames));
    for (uint32_t i = 0; i < n_frames; ++i) {
      out[i] += added[i];
    }
  }
  meter_add(&aux->dry_meter, dry_peak);
  return dry_peak;
}

static void meter_out(AuxReturn* aux, Chunk* chunk, uint32_t n_frames) {
  float peak[MAX_CHANNELS] = {0.0f, 0.0f};
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    peak[c] = kernel_peak(chunk->dry[c], n_frames);
    if (!peak_is_finite(peak[c])) {
      peak[c] = kernel_clean(chunk->dry[c], chunk->dry[c], n_frames);
    }
    meter_add(&aux->meter[c], peak[c]);
  }
  watch_add_out(&aux->watch, peak[0], peak[aux->n_channels - 1]);
}

static void run_chunk(AuxReturn* aux, const float* const* dry, const float* const* wet, float* const* out, uint32_t at,
                      uint32_t n_frames) {
  Chunk chunk;
  read_in(aux, &chunk, dry, wet, at, n_frames);
  const float peak = run_chain(aux, &chunk, n_frames);
  const float dry_peak = mix(aux, &chunk, n_frames);
  meter_out(aux, &chunk, n_frames);
  const FeedbackAudio audio = {.in = {chunk.raw[0], chunk.raw[1]},
                               .wet = {chunk.wet[0], chunk.wet[1]},
                               .out = {chunk.dry[0], chunk.dry[1]},
                               .wet_gain = {glide_value(&aux->wet_gain[0]), glide_value(&aux->wet_gain[1])},
                               .n_channels = aux->n_channels};
  guard_listen(&aux->guard, &audio, peak, dry_peak, n_frames);
  glide_advance(&aux->dry_gain, n_frames);
  for (unsigned c = 0; c < MAX_CHANNELS; ++c) {
    glide_advance(&aux->wet_gain[c], n_frames);
  }
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    chunk_out(out[c], at, chunk.dry[c], n_frames);
  }
}

static void end_cell(AuxReturn* aux) {
  meter_step(&aux->dry_meter, aux->fall);
  meter_step(&aux->wet_meter, aux->fall);
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    meter_step(&aux->meter[c], aux->fall);
  }
  dynamics_step(&aux->duck);
  guard_step(&aux->guard);
  likeness_step(&aux->likeness);
  watch_step(&aux->watch);
}

void aux_return_run(AuxReturn* aux, const float* const* dry, const float* const* wet, float* const* out,
                    uint32_t n_frames) {
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = chunk_length(&aux->clock, n_frames - at);
    aux->fresh = false;
    run_chunk(aux, dry, wet, out, at, n);
    if (chunk_advance(&aux->clock, n)) {
      end_cell(aux);
    }
  }
}

void aux_return_read(const AuxReturn* aux, AuxReturnMeters* meters) {
  meters->dry_peak = meter_peak(&aux->dry_meter);
  meters->return_peak = meter_peak(&aux->wet_meter);
  meters->peak[0] = meter_peak(&aux->meter[0]);
  meters->peak[1] = meter_peak(&aux->meter[aux->n_channels - 1]);
  meters->reduction_db = dynamics_reduction_db(&aux->duck);
  meters->status = status_worse(watch_status(&aux->watch), likeness_status(&aux->likeness));
  if (aux->guard.holding) {
    meters->status = STATUS_RUNAWAY;
  }
  meters->latency_frames = aux->dry_delay_frames;
}
