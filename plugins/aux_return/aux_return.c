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

/* A chunk of a signal: where it stands, a host's buffer as long as nothing has changed it, and room to change it. */
typedef struct {
  const float* at[MAX_CHANNELS];
  float own[MAX_CHANNELS][CHUNK_FRAMES];
} Signal;

/* One chunk on its way. */
typedef struct {
  uint32_t n_frames;
  Signal dry, raw, wet;                // raw is the return as it came in
  float dry_peak, raw_peak, wet_peak;  // dry as it came in, the return before the guard
  Blend blend[MAX_CHANNELS];
  float out[MAX_CHANNELS][CHUNK_FRAMES];
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
  uint32_t dry_delay_frames;
  Delay dry_delay[MAX_CHANNELS], wet_delay[MAX_CHANNELS];
  float* memory;  // of the delays
  Dynamics duck;
  bool ducking;    // the duck is on, or still letting go
  float depth_db;  // of the duck
  Guard guard;
  LikenessClock likeness_clock;
  LikenessTrace dry_trace, wet_trace;
  LikenessPair likeness;
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
  likeness_init(&aux->likeness_clock, rate_hz);
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
  aux->ducking = false;
  guard_reset(&aux->guard);
  likeness_reset(&aux->likeness_clock);
  aux->likeness = (LikenessPair){0};
  watch_reset(&aux->watch);
}

static void move(const AuxReturn* aux, Glide* glide, float target) {
  if (aux->fresh) {
    glide_reset(glide, target);
  } else {
    glide_set(glide, target, aux->glide_frames);
  }
}

/* Delays of all channels. An idle one has not run, so what it holds is out of date. */
static void set_delays(const AuxReturn* aux, Delay* delays, uint32_t delay_frames) {
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    if (aux->fresh) {
      delay_settle(&delays[c], delay_frames);
    } else {
      if (delay_is_idle(&delays[c])) {
        delay_forget(&delays[c], aux->glide_frames);
      }
      delay_set(&delays[c], delay_frames, aux->glide_frames);
    }
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

static void set_duck(AuxReturn* aux, const AuxReturnParams* params) {
  const DynamicsParams duck = {.threshold_db = params->duck_threshold_db,
                               .ratio = RETURN_DUCK_RATIO,
                               .knee_db = RETURN_DUCK_KNEE_DB,
                               .depth_db = params->duck_depth_db,
                               .attack_ms = params->duck_attack_ms,
                               .release_ms = params->duck_release_ms,
                               .detector = DETECTOR_PEAK,
                               .action = DYNAMICS_DUCK};
  dynamics_set(&aux->duck, &duck);
  aux->depth_db = params->duck_depth_db;
  aux->ducking |= aux->depth_db > 0.0f;
}

void aux_return_set(AuxReturn* aux, const AuxReturnParams* params) {
  const StereoMatrix matrix = stereo_matrix(params->width, false);
  set_gains(aux, params);
  set_duck(aux, params);
  move(aux, &aux->same, matrix.same);
  move(aux, &aux->cross, matrix.cross);
  filter_set(&aux->hpf, params->hpf_hz, aux->glide_frames);
  filter_set(&aux->lpf, params->lpf_hz, aux->glide_frames);
  guard_set(&aux->guard, params->guard);
  aux->dry_delay_frames = frames_of_ms(aux, params->dry_delay_ms);
  set_delays(aux, aux->dry_delay, aux->dry_delay_frames);
  set_delays(aux, aux->wet_delay, frames_of_ms(aux, params->delay_ms));
}

/* Takes in a chunk of an input, cleaned where it needs to be. Returns its peak. */
static float read_in(const AuxReturn* aux, Signal* signal, const float* const* in, uint32_t at, uint32_t n_frames) {
  float peak = 0.0f;
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    signal->at[c] = chunk_in(in[c], at);
    float side = kernel_peak(signal->at[c], n_frames);
    if (!peak_is_finite(side)) {
      side = kernel_clean(signal->own[c], signal->at[c], n_frames);
      signal->at[c] = signal->own[c];
    }
    peak = fast_max(peak, side);
  }
  return peak;
}

/* Moves a signal to where it can be changed. */
static void make_own(const AuxReturn* aux, Signal* signal, uint32_t n_frames) {
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    if (signal->at[c] != signal->own[c]) {
      memcpy(signal->own[c], signal->at[c], n_frames * sizeof(float));
      signal->at[c] = signal->own[c];
    }
  }
}

static void run_delays(const AuxReturn* aux, Delay* delays, Signal* signal, uint32_t n_frames) {
  if (!delay_is_idle(&delays[0])) {
    make_own(aux, signal, n_frames);
    for (unsigned c = 0; c < aux->n_channels; ++c) {
      delay_run(&delays[c], signal->own[c], signal->own[c], n_frames);
    }
  }
}

static void run_filters(AuxReturn* aux, Signal* wet, uint32_t n_frames) {
  float* const channels[] = {wet->own[0], wet->own[1]};
  if (!filter_is_idle(&aux->hpf) || !filter_is_idle(&aux->lpf)) {
    make_own(aux, wet, n_frames);
  }
  filter_run(&aux->hpf, channels, aux->n_channels, n_frames);
  filter_run(&aux->lpf, channels, aux->n_channels, n_frames);
}

/* Works out from the dry signal how far to turn the return down. */
static void work_out_duck(AuxReturn* aux, const Signal* dry, float* gains, uint32_t n_frames) {
  const float* l = dry->at[0];
  const float* r = dry->at[aux->n_channels - 1];
  for (uint32_t i = 0; i < n_frames; ++i) {
    gains[i] = fast_max(fabsf(l[i]), fabsf(r[i]));
  }
  dynamics_run(&aux->duck, gains, gains, n_frames);
}

static void apply_duck(const AuxReturn* aux, Signal* wet, const float* gains, uint32_t n_frames) {
  make_own(aux, wet, n_frames);
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    kernel_scale_moving(wet->own[c], wet->own[c], gains, n_frames);
  }
}

/* Compares what stands to be mixed. */
static void probe(AuxReturn* aux, const Chunk* chunk) {
  const uint32_t frame = likeness_frame(&aux->likeness_clock, aux->clock.at);
  if (frame < chunk->n_frames) {
    const unsigned side = likeness_side(&aux->likeness_clock) % aux->n_channels;
    likeness_probe(&aux->dry_trace, &aux->likeness_clock, chunk->dry.at[side][frame]);
    likeness_probe(&aux->wet_trace, &aux->likeness_clock, chunk->wet.at[side][frame]);
  }
}

static float peak_of(const AuxReturn* aux, const Signal* signal, uint32_t n_frames) {
  float peak = 0.0f;
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    peak = fast_max(peak, kernel_peak(signal->at[c], n_frames));
  }
  return peak;
}

static void run_guard(AuxReturn* aux, Chunk* chunk) {
  if (chunk->wet.at[0] == chunk->wet.own[0]) {
    chunk->wet_peak = peak_of(aux, &chunk->wet, chunk->n_frames);
  }
  if (!guard_is_idle(&aux->guard, chunk->wet_peak)) {
    float* const channels[] = {chunk->wet.own[0], chunk->wet.own[1]};
    make_own(aux, &chunk->wet, chunk->n_frames);
    guard_run(&aux->guard, channels, aux->n_channels, chunk->n_frames);
  }
}

static bool width_is_idle(const AuxReturn* aux) {
  return aux->n_channels < 2 || (!glide_is_moving(&aux->same) && !glide_is_moving(&aux->cross) &&
                                 aux->same.target == 1.0f && aux->cross.target == 0.0f);
}

static void apply_width(AuxReturn* aux, Signal* wet, uint32_t n_frames) {
  if (width_is_idle(aux)) {
    return;
  }
  make_own(aux, wet, n_frames);
  if (glide_is_moving(&aux->same) || glide_is_moving(&aux->cross)) {
    float same[CHUNK_FRAMES];
    float cross[CHUNK_FRAMES];
    glide_fill(&aux->same, same, n_frames);
    glide_fill(&aux->cross, cross, n_frames);
    glide_advance(&aux->same, n_frames);
    glide_advance(&aux->cross, n_frames);
    kernel_matrix_moving(wet->own[0], wet->own[1], same, cross, n_frames);
  } else {
    kernel_matrix(wet->own[0], wet->own[1], (StereoMatrix){aux->same.target, aux->cross.target}, n_frames);
  }
}

/* Mixes one channel with gains at rest. */
static void blend_settled(const AuxReturn* aux, Chunk* chunk, unsigned c) {
  Blend* blend = &chunk->blend[c];
  *blend = (Blend){
    .a = chunk->dry.at[c], .b = chunk->wet.at[c], .gain_a = aux->dry_gain.target, .gain_b = aux->wet_gain[c].target};
  kernel_blend(chunk->out[c], blend, chunk->n_frames);
}

static void blend_moving(const AuxReturn* aux, Chunk* chunk, unsigned c) {
  float added[2][CHUNK_FRAMES];
  float gains[CHUNK_FRAMES];
  glide_fill(&aux->dry_gain, gains, chunk->n_frames);
  kernel_scale_moving(added[0], chunk->dry.at[c], gains, chunk->n_frames);
  glide_fill(&aux->wet_gain[c], gains, chunk->n_frames);
  kernel_scale_moving(added[1], chunk->wet.at[c], gains, chunk->n_frames);
  chunk->blend[c] = (Blend){.a = added[0], .b = added[1], .gain_a = 1.0f, .gain_b = 1.0f};
  kernel_blend(chunk->out[c], &chunk->blend[c], chunk->n_frames);
}

static bool gains_are_moving(const AuxReturn* aux) {
  return glide_is_moving(&aux->dry_gain) || glide_is_moving(&aux->wet_gain[0]) || glide_is_moving(&aux->wet_gain[1]);
}

static void mix(AuxReturn* aux, Chunk* chunk) {
  const bool moving = gains_are_moving(aux);
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    if (moving) {
      blend_moving(aux, chunk, c);
    } else {
      blend_settled(aux, chunk, c);
    }
  }
  if (moving) {
    glide_advance(&aux->dry_gain, chunk->n_frames);
    glide_advance(&aux->wet_gain[0], chunk->n_frames);
    glide_advance(&aux->wet_gain[1], chunk->n_frames);
  }
}

/* Meters the mix, takes out of it what overflowed, and listens for feedback in it. */
static void listen(AuxReturn* aux, Chunk* chunk) {
  float dry_peak = 0.0f;
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    Blend* blend = &chunk->blend[c];
    if (!peak_is_finite(blend->peak_out)) {
      blend->peak_out = kernel_clean(chunk->out[c], chunk->out[c], chunk->n_frames);
    }
    dry_peak = fast_max(dry_peak, blend->peak_a * fabsf(blend->gain_a));
    meter_add(&aux->wet_meter, blend->peak_b * fabsf(blend->gain_b));
    meter_add(&aux->meter[c], blend->peak_out);
  }
  meter_add(&aux->dry_meter, dry_peak);
  watch_add_in(&aux->watch, fast_max(chunk->dry_peak, chunk->raw_peak));
  watch_add_out(&aux->watch, chunk->blend[0].peak_out, chunk->blend[aux->n_channels - 1].peak_out);
  const FeedbackAudio audio = {.in = {chunk->raw.at[0], chunk->raw.at[1]},
                               .wet = {chunk->wet.at[0], chunk->wet.at[1]},
                               .out = {chunk->out[0], chunk->out[1]},
                               .wet_gain = {aux->wet_gain[0].target, aux->wet_gain[1].target},
                               .n_channels = aux->n_channels};
  guard_listen(&aux->guard, &audio, chunk->wet_peak, dry_peak, chunk->n_frames);
}

/* Cuts off what no loop and no music comes back with, so that filters do not ring at levels that the guard would take for
   a runaway. */
static void limit_return(const AuxReturn* aux, Chunk* chunk) {
  if (!aux->guard.on || chunk->raw_peak <= LIMIT) {
    return;
  }
  make_own(aux, &chunk->raw, chunk->n_frames);
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    float* samples = chunk->raw.own[c];
    for (uint32_t i = 0; i < chunk->n_frames; ++i) {
      samples[i] = fast_min(fast_max(samples[i], -LIMIT), LIMIT);
    }
  }
  chunk->raw_peak = LIMIT;
}

/* Takes a chunk through whatever there is. */
static void run_chunk(AuxReturn* aux, Chunk* chunk, const float* const* dry, const float* const* wet, uint32_t at) {
  const uint32_t n_frames = chunk->n_frames;
  float duck_gains[CHUNK_FRAMES];
  chunk->dry_peak = read_in(aux, &chunk->dry, dry, at, n_frames);
  chunk->raw_peak = read_in(aux, &chunk->raw, wet, at, n_frames);
  limit_return(aux, chunk);
  chunk->wet_peak = chunk->raw_peak;
  chunk->wet.at[0] = chunk->raw.at[0];
  chunk->wet.at[1] = chunk->raw.at[1];
  if (aux->ducking) {
    work_out_duck(aux, &chunk->dry, duck_gains, n_frames);
  }
  run_delays(aux, aux->dry_delay, &chunk->dry, n_frames);
  run_filters(aux, &chunk->wet, n_frames);
  run_delays(aux, aux->wet_delay, &chunk->wet, n_frames);
  probe(aux, chunk);
  if (aux->ducking) {
    apply_duck(aux, &chunk->wet, duck_gains, n_frames);
  }
  run_guard(aux, chunk);
  apply_width(aux, &chunk->wet, n_frames);
  mix(aux, chunk);
}

/* Nothing but gains at rest stands between inputs and output, unless the guard minds. */
static bool is_plain(const AuxReturn* aux) {
  return !aux->fresh && !aux->ducking && delay_is_idle(&aux->dry_delay[0]) && delay_is_idle(&aux->wet_delay[0]) &&
         filter_is_idle(&aux->hpf) && filter_is_idle(&aux->lpf) && width_is_idle(aux) && !gains_are_moving(aux);
}

/* Tries the short way; false, with nothing done, where a sample is not finite or the guard would act. */
static bool run_plain_chunk(AuxReturn* aux, Chunk* chunk, const float* const* dry, const float* const* wet,
                            uint32_t at) {
  bool finite = true;
  chunk->dry_peak = chunk->wet_peak = 0.0f;
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    chunk->dry.at[c] = chunk_in(dry[c], at);
    chunk->raw.at[c] = chunk->wet.at[c] = chunk_in(wet[c], at);
    blend_settled(aux, chunk, c);
    finite &= peak_is_finite(chunk->blend[c].peak_a) && peak_is_finite(chunk->blend[c].peak_b);
    chunk->dry_peak = fast_max(chunk->dry_peak, chunk->blend[c].peak_a);
    chunk->wet_peak = fast_max(chunk->wet_peak, chunk->blend[c].peak_b);
  }
  chunk->raw_peak = chunk->wet_peak;
  if (!finite || !guard_is_idle(&aux->guard, chunk->wet_peak)) {
    return false;
  }
  probe(aux, chunk);
  return true;
}

/* Whether both are heard: what is muted can neither double nor cancel anything. */
static void compare(AuxReturn* aux) {
  if (!likeness_step(&aux->likeness_clock)) {
    return;
  }
  likeness_close(&aux->dry_trace);
  likeness_close(&aux->wet_trace);
  if (aux->dry_gain.target != 0.0f && (aux->wet_gain[0].target != 0.0f || aux->wet_gain[1].target != 0.0f)) {
    likeness_compare(&aux->likeness, &aux->likeness_clock, &aux->dry_trace, &aux->wet_trace);
  } else {
    aux->likeness = (LikenessPair){0};
  }
}

static void end_cell(AuxReturn* aux) {
  meter_step(&aux->dry_meter, aux->fall);
  meter_step(&aux->wet_meter, aux->fall);
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    meter_step(&aux->meter[c], aux->fall);
  }
  if (aux->ducking) {
    dynamics_step(&aux->duck);
    aux->ducking = aux->depth_db > 0.0f || dynamics_reduction_db(&aux->duck) < 0.0f;
  }
  guard_step(&aux->guard);
  compare(aux);
  watch_step(&aux->watch);
}

void aux_return_run(AuxReturn* aux, const float* const* dry, const float* const* wet, float* const* out,
                    uint32_t n_frames) {
  Chunk chunk;
  bool plain = is_plain(aux);
  for (uint32_t at = 0; at < n_frames; at += chunk.n_frames) {
    chunk.n_frames = chunk_length(&aux->clock, n_frames - at);
    aux->fresh = false;
    if (!plain || !run_plain_chunk(aux, &chunk, dry, wet, at)) {
      run_chunk(aux, &chunk, dry, wet, at);
      plain = is_plain(aux);
    }
    listen(aux, &chunk);
    for (unsigned c = 0; c < aux->n_channels; ++c) {
      chunk_out(out[c], at, chunk.out[c], chunk.n_frames);
    }
    if (chunk_advance(&aux->clock, chunk.n_frames)) {
      end_cell(aux);
    }
  }
}

static Status status_of(const AuxReturn* aux) {
  Status status = watch_status(&aux->watch);
  const LikenessVerdict verdict = likeness_verdict(&aux->likeness, &aux->likeness_clock);
  if (verdict != LIKENESS_NONE) {
    const bool inverted = aux->wet_gain[0].target < 0.0f || aux->wet_gain[1].target < 0.0f;
    status = status_worse(status, (verdict == LIKENESS_OPPOSITE) != inverted ? STATUS_CANCELLING : STATUS_DUPLICATE);
  }
  return aux->guard.holding ? STATUS_RUNAWAY : status;
}

void aux_return_read(const AuxReturn* aux, AuxReturnMeters* meters) {
  meters->dry_peak = meter_peak(&aux->dry_meter);
  meters->return_peak = meter_peak(&aux->wet_meter);
  meters->peak[0] = meter_peak(&aux->meter[0]);
  meters->peak[1] = meter_peak(&aux->meter[aux->n_channels - 1]);
  meters->reduction_db = aux->ducking ? dynamics_reduction_db(&aux->duck) : 0.0f;
  meters->status = status_of(aux);
  meters->latency_frames = aux->dry_delay_frames;
}
