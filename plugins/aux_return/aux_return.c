// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/aux_return.h"

#include "common/dsp/cold.h"
#include "common/dsp/guard.h"
#include "common/dsp/loudness.h"
#include "plugins/aux_return/return_chain.h"
#include "plugins/aux_return/return_chunk.h"
#include "plugins/aux_return/return_delays.h"
#include "plugins/aux_return/return_duplicate.h"
#include "plugins/aux_return/return_guard.h"
#include "plugins/aux_return/return_lag.h"
#include "plugins/aux_return/return_mix.h"

#include <stdlib.h>

struct AuxReturn {
  unsigned n_channels;
  uint32_t ramp_frames, interval_frames;
  ChunkClock clock;
  AuxReturnParams params;
  bool idle;  // nothing but gains stands between inputs and output, unless the guard minds
  ChannelDelays dry_delays;
  ReturnChain chain;
  float* memory;  // of the delays
  Guard guard;
  ReturnDuplicate duplicate;
  Loudness loudness;
  ReturnLag lag;
  float dry_peak, return_peak;  // of the interval under way, as they come in
  ReturnMix mix;
  StatusMonitor monitor;
};

static bool delays_init(AuxReturn* aux, double rate_hz) {
  const size_t dry_size = channel_delays_floats(aux->n_channels, rate_hz, RETURN_LONGEST_DRY_DELAY_MS);
  aux->memory = (float*)malloc((dry_size + return_chain_floats(aux->n_channels, rate_hz)) * sizeof(float));
  if (!aux->memory) {
    return false;
  }
  channel_delays_init(&aux->dry_delays, aux->n_channels, rate_hz, RETURN_LONGEST_DRY_DELAY_MS, aux->memory);
  return_chain_init(&aux->chain, aux->n_channels, rate_hz, aux->memory + dry_size);
  return true;
}

COLD AuxReturn* aux_return_new(unsigned n_channels, double rate_hz) {
  AuxReturn* aux = (AuxReturn*)calloc(1, sizeof(AuxReturn));
  if (!aux) {
    return NULL;
  }
  aux->n_channels = n_channels;
  aux->ramp_frames = ramp_frames(rate_hz);
  if (!delays_init(aux, rate_hz) || !return_lag_init(&aux->lag, n_channels, rate_hz)) {
    aux_return_free(aux);
    return NULL;
  }
  aux->interval_frames = chunk_long_interval(rate_hz);
  return_mix_init(&aux->mix, n_channels, rate_hz, aux->interval_frames);
  guard_init(&aux->guard, rate_hz);
  return_duplicate_init(&aux->duplicate, rate_hz, aux->interval_frames);
  loudness_init(&aux->loudness, rate_hz);
  status_monitor_init(&aux->monitor, chunk_interval_rate_hz(rate_hz, aux->interval_frames));
  aux_return_reset(aux);
  return aux;
}

COLD void aux_return_free(AuxReturn* aux) {
  return_lag_free(&aux->lag);
  free(aux->memory);
  free(aux);
}

COLD void aux_return_reset(AuxReturn* aux) {
  aux->clock = (ChunkClock){0};
  aux->idle = false;
  channel_delays_reset(&aux->dry_delays);
  return_mix_reset(&aux->mix);
  return_chain_reset(&aux->chain);
  guard_reset(&aux->guard);
  return_duplicate_reset(&aux->duplicate);
  loudness_reset(&aux->loudness);
  return_lag_reset(&aux->lag);
  aux->dry_peak = aux->return_peak = 0.0f;
  status_monitor_reset(&aux->monitor);
}

/* Whether what reaches the output goes another way, which takes no longer than a fade. */
static bool reroutes(const AuxReturnParams* a, const AuxReturnParams* b) {
  return a->enabled != b->enabled || a->mode != b->mode || a->mute != b->mute || a->invert != b->invert ||
         a->match != b->match;
}

/* Moves the gains of the mix to where they belong now. */
COLD static void move_gains(AuxReturn* aux, uint32_t ramp_frames) {
  const float match = aux->params.match ? loudness_match(&aux->loudness, 0.0f, 1.0f) : 1.0f;
  return_mix_set(&aux->mix, &aux->params, match, ramp_frames);
}

/* Has the match start from nothing when it is switched on, and follow sooner when the return is filtered otherwise. */
COLD static void set_match(AuxReturn* aux, const AuxReturnParams* params) {
  if (params->match && !aux->params.match) {
    loudness_reset(&aux->loudness);
  } else if (params->hpf_hz != aux->params.hpf_hz || params->lpf_hz != aux->params.lpf_hz) {
    loudness_shorten_memory(&aux->loudness);
  }
}

void aux_return_set(AuxReturn* aux, const AuxReturnParams* params) {
  const RampFrames frames = chunk_ramp_frames(&aux->clock, aux->ramp_frames);
  const bool fades = reroutes(params, &aux->params);
  set_match(aux, params);
  aux->params = *params;
  aux->idle = false;  // as far as is known
  move_gains(aux, fades ? frames.fade : frames.level);
  return_chain_set(&aux->chain, params, frames);
  guard_set(&aux->guard, params->guard);
  guard_set_heard(&aux->guard, return_mix_wet_gain(&aux->mix));
  return_delays_set(&aux->dry_delays, params->dry_delay_ms, frames.fade);
  return_lag_set(&aux->lag, aux->dry_delays.frames, aux->chain.delays.frames);
}

/* Takes what stands to be ducked and mixed, all finite, into the fingerprints and, unless the guard held the return out
   as the chunk began, into the match. */
static void take_fingerprints(AuxReturn* aux, const ReturnChunk* chunk, bool was_holding) {
  if (aux->params.match && !was_holding) {
    loudness_add(&aux->loudness, chunk->dry.channel, chunk->wet.channel, aux->n_channels, chunk->dry.n_frames);
  }
  return_duplicate_add(&aux->duplicate, &chunk->dry, &chunk->wet, aux->clock.at);
}

/* Takes dry signal and return through all that comes before the mix. */
static void run_stages(AuxReturn* aux, ReturnChunk* chunk) {
  ReturnChain* chain = &aux->chain;
  float duck_gains[CHUNK_FRAMES];
  audio_block_measure(&chunk->dry);
  audio_block_measure(&chunk->raw);
  return_guard_limit(&aux->guard, &chunk->raw);
  chunk->return_peak = audio_block_peak(&chunk->raw);
  chunk->dry_peak = audio_block_peak(&chunk->dry);
  return_lag_add(&aux->lag, chunk->dry.channel, chunk->raw.channel, 0, chunk->dry.n_frames);
  audio_block_alias(&chunk->wet, &chunk->raw);
  if (chain->ducking) {
    return_chain_listen(chain, &chunk->dry, duck_gains);
  }
  return_delays_run(&aux->dry_delays, &chunk->dry);
  return_chain_shape(chain, &chunk->wet);
  take_fingerprints(aux, chunk, guard_is_holding(&aux->guard));
  if (chain->ducking) {
    return_chain_duck(&chunk->wet, duck_gains);
  }
  return_guard_run(&aux->guard, chunk);
  return_chain_widen(chain, &chunk->wet);
}

/* A chunk without stages. The mix alone looks at the samples, and what it finds may call for the stages after all,
   where this gives false: looking at them beforehand took 0.5 ns a frame, half as much as all the rest. */
static bool mix_alone(AuxReturn* aux, ReturnChunk* chunk) {
  return_guard_ask_for_levels(&aux->guard, chunk, true);
  return_mix_run(&chunk->mix, &chunk->dry, &chunk->wet);
  if (!return_chunk_take_peaks(chunk) || !return_guard_is_idle(&aux->guard, chunk->return_peak)) {
    return false;
  }
  const uint32_t n_frames = return_guard_listen_to_all(&aux->guard, chunk, aux->clock.at);
  if (n_frames < chunk->dry.n_frames) {
    return_chunk_shorten(chunk, n_frames);
    return_mix_run(&chunk->mix, &chunk->dry, &chunk->wet);
    return_chunk_take_peaks(chunk);
  }
  return_chunk_measure_lag(chunk, &aux->lag);
  take_fingerprints(aux, chunk, false);
  return true;
}

/* Stages, where there are any, and the mix: of up to n_frames, from frame `at` of the inputs on. Returns how many. */
static uint32_t run_chunk(AuxReturn* aux, ReturnChunk* chunk, const float* const* in, uint32_t at, uint32_t n_frames) {
  return_chunk_borrow(chunk, aux->n_channels, n_frames, in, at);
  if (aux->idle && mix_alone(aux, chunk)) {
    return chunk->dry.n_frames;
  }
  const uint32_t n = n_frames < CHUNK_FRAMES ? n_frames : CHUNK_FRAMES;
  return_chunk_shorten(chunk, n);
  run_stages(aux, chunk);
  return_guard_ask_for_levels(&aux->guard, chunk, false);
  return_mix_run(&chunk->mix, &chunk->dry, &chunk->wet);
  chunk->mix.blend.part[0].out = return_mix_finish(&aux->mix, &chunk->mix, n);
  chunk->added = chunk->mix.blend.part[0];
  return_guard_listen(&aux->guard, chunk, aux->clock.at);
  return n;
}

/* How many of the next n_frames make one chunk: to the end of the interval of CHUNK_FRAMES, or of all those that can be
   mixed at once. */
static uint32_t next_chunk(AuxReturn* aux, const ReturnChunk* chunk, uint32_t n_frames) {
  const uint32_t n = chunk_length_in(&aux->clock, aux->interval_frames, n_frames);
  const uint32_t until_end = CHUNK_FRAMES - aux->clock.at % CHUNK_FRAMES;
  aux->idle = aux->idle || (return_chain_is_idle(&aux->chain) && channel_delays_are_idle(&aux->dry_delays));
  if (aux->idle && until_end == CHUNK_FRAMES && n > CHUNK_FRAMES && !chunk->mix.moving && !aux->params.match &&
      guard_is_idle(&aux->guard, 0.0f)) {
    return n - n % CHUNK_FRAMES;
  }
  return n < until_end ? n : until_end;
}

static void meter(AuxReturn* aux, const ReturnChunk* chunk, uint32_t n_frames) {
  const float* peak_out = chunk->mix.blend.peak_out;
  return_mix_meter(&aux->mix, &chunk->mix, &chunk->added, aux->clock.at, n_frames);
  aux->dry_peak = fast_max(chunk->dry_peak, aux->dry_peak);
  aux->return_peak = fast_max(chunk->return_peak, aux->return_peak);
  status_monitor_add_in(&aux->monitor, fast_max(chunk->dry_peak, chunk->return_peak));
  status_monitor_add_out(&aux->monitor, peak_out[0], peak_out[aux->n_channels - 1]);
}

/* Tells the chunks to come that the gains have been set to move. */
static void note_gains(const AuxReturn* aux, ReturnChunk* chunk) {
  chunk->mix.moving = true;  // as far as is known
  chunk->audio.wet_gain[0] = aux->mix.wet_gain[0].target;
  chunk->audio.wet_gain[1] = aux->mix.wet_gain[1].target;
}

static void step_match(AuxReturn* aux, ReturnChunk* chunk) {
  const uint32_t n_frames = loudness_step(&aux->loudness, 0.0f, 1.0f);
  if (n_frames) {
    move_gains(aux, loudness_ramp_frames(n_frames, aux->ramp_frames, return_mix_frames_left(&aux->mix)));
    note_gains(aux, chunk);
  }
}

/* Ends an interval of CHUNK_FRAMES, or the last of several in which nothing moved. */
static void end_interval(AuxReturn* aux, ReturnChunk* chunk) {
  return_lag_work(&aux->lag);
  if (aux->params.match) {
    step_match(aux, chunk);
  }
  if (!aux->idle) {
    return_chain_step(&aux->chain);
  }
  guard_set_heard(&aux->guard, return_mix_wet_gain(&aux->mix));
}

/* Ends a control interval, which may be longer. */
static void end_control_interval(AuxReturn* aux) {
  return_mix_step(&aux->mix);
  return_duplicate_step(&aux->duplicate, return_mix_has_both(&aux->mix));
  return_lag_step(&aux->lag, aux->interval_frames / CHUNK_FRAMES, aux->dry_peak, aux->return_peak);
  aux->dry_peak = aux->return_peak = 0.0f;
  status_monitor_step(&aux->monitor);
}

/* Says of a chunk what holds for all of a run. */
static void begin(const AuxReturn* aux, ReturnChunk* chunk, const float* const* in, float* const* out) {
  return_mix_start(&aux->mix, &chunk->mix, in, out);
  chunk->audio = (FeedbackAudio){
    .in = chunk->raw.channel, .wet = chunk->wet.channel, .out = (const float* const*)chunk->mix.side};
  note_gains(aux, chunk);
}

static void advance(AuxReturn* aux, ReturnChunk* chunk, uint32_t n_frames) {
  const bool ends = chunk_advance_in(&aux->clock, aux->interval_frames, n_frames);
  if (aux->clock.at % CHUNK_FRAMES == 0) {
    end_interval(aux, chunk);
  }
  if (ends) {
    end_control_interval(aux);
  }
}

void aux_return_run(AuxReturn* aux, const float* const* in, float* const* out, uint32_t n_frames) {
  ReturnChunk chunk;
  uint32_t n = 0;
  begin(aux, &chunk, in, out);
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = return_mix_begin(&aux->mix, &chunk.mix, out, at, n_frames - at);
    n = run_chunk(aux, &chunk, in, at, next_chunk(aux, &chunk, n));
    meter(aux, &chunk, n);
    return_mix_end(&aux->mix, &chunk.mix, out, at, n);
    advance(aux, &chunk, n);
  }
}

static Status status_of(const AuxReturn* aux) {
  Status status = status_worse(status_monitor_status(&aux->monitor),
                               return_duplicate_status(&aux->duplicate, return_mix_is_inverted(&aux->mix)));
  if (return_mix_has_both(&aux->mix) && return_lag_is_late(&aux->lag)) {
    status = status_worse(status, STATUS_LATE);
  }
  return guard_is_holding(&aux->guard) ? STATUS_RUNAWAY : status;
}

void aux_return_read(const AuxReturn* aux, AuxReturnMeters* meters) {
  return_mix_read(&aux->mix, meters);
  meters->reduction_db = return_chain_reduction_db(&aux->chain);
  const Lag* lag = &aux->lag.lag;
  meters->lag_ms = lag->known ? (float)(1000.0 * lag->frames / aux->lag.meter.rate_hz) : 0.0f;
  meters->polarity = !lag->known ? 0.0f : lag->inverted ? -1.0f : 1.0f;
  meters->status = status_of(aux);
  meters->latency_frames = aux->dry_delays.frames;
}
