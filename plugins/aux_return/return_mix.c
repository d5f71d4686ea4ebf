// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/return_mix.h"

#include "common/dsp/cold.h"
#include "common/dsp/lcg.h"
#include "common/dsp/pan.h"

#include <math.h>

COLD void return_mix_init(ReturnMix* mix, unsigned n_channels, double rate_hz, uint32_t interval_frames) {
  const double interval_rate_hz = chunk_interval_rate_hz(rate_hz, interval_frames);
  *mix = (ReturnMix){
    .n_channels = n_channels, .fall = meter_fall(interval_rate_hz), .interval_frames = interval_frames};
  correlation_init(&mix->sides, interval_rate_hz / RETURN_MIX_PARTS);
}

COLD void return_mix_reset(ReturnMix* mix) {
  mix->meters = (MeterBank){0};
  correlation_reset(&mix->sides);
  mix->n_intervals = mix->seed = 0;
  mix->mono_loss_db = 0.0f;
}

/* Levels, mode, pan, polarity, mute and bypass are all gains of the dry signal and of each side of the return. */
void return_mix_set(ReturnMix* mix, const AuxReturnParams* params, float match, uint32_t ramp_frames) {
  float dry = params->dry_gain;
  float wet = params->mute ? 0.0f : match * params->return_gain;
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
  const PanGains pan = pan_balance_of(mix->n_channels, params->pan);
  const float polarity = params->invert ? -1.0f : 1.0f;
  ramp_set(&mix->dry_gain, dry, ramp_frames);
  ramp_set(&mix->wet_gain[0], wet * polarity * pan.l, ramp_frames);
  ramp_set(&mix->wet_gain[1], wet * polarity * pan.r, ramp_frames);
}

float return_mix_wet_gain(const ReturnMix* mix) {
  float largest = 0.0f;
  for (unsigned c = 0; c < AUDIO_BLOCK_CHANNELS; ++c) {
    const Ramp* gain = &mix->wet_gain[c];
    largest = fast_max(largest, fast_max(fabsf(ramp_value(gain)), fabsf(gain->target)));
  }
  return largest;
}

uint32_t return_mix_frames_left(const ReturnMix* mix) {
  uint32_t most = ramp_frames_left(&mix->dry_gain);
  for (unsigned c = 0; c < AUDIO_BLOCK_CHANNELS; ++c) {
    const uint32_t left = ramp_frames_left(&mix->wet_gain[c]);
    most = left > most ? left : most;
  }
  return most;
}

void return_mix_start(const ReturnMix* mix, ReturnMixRun* run, const float* const* in, float* const* out) {
  run->direct = chunk_is_direct(in, 2 * mix->n_channels, out, mix->n_channels);
  run->side[0] = run->own[0];
  run->side[1] = run->own[mix->n_channels - 1];
}

void return_mix_run(ReturnMixRun* run, const AudioBlock* dry, const AudioBlock* wet) {
  run->blend.a = dry->channel;
  run->blend.b = wet->channel;
  (run->moving ? kernel_blend_ramping : kernel_blend)(run->side, &run->blend, dry->n_frames);
}

void return_mix_step(ReturnMix* mix) {
  meter_bank_step_some(&mix->meters, mix->fall, RETURN_METERS);
  if (++mix->n_intervals % RETURN_MIX_PARTS == 0) {
    correlation_step(&mix->sides);
    mix->mono_loss_db = correlation_mono_loss_db(&mix->sides);
  }
  mix->seed = lcg_next(mix->seed);
}

void return_mix_read(const ReturnMix* mix, AuxReturnMeters* meters) {
  meters->dry_peak = meter_bank_peak(&mix->meters, RETURN_METER_DRY);
  meters->return_peak = meter_bank_peak(&mix->meters, RETURN_METER_WET);
  meters->mono_loss_db = mix->mono_loss_db;
  meters->peak[0] = meter_bank_peak(&mix->meters, RETURN_METER_LEFT);
  meters->peak[1] = meter_bank_peak(&mix->meters, RETURN_METER_RIGHT);
}
