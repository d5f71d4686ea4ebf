// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/send.h"

#include "common/dsp/pan.h"

void send_init(Send* send, unsigned n_channels, double rate_hz) {
  *send = (Send){.n_channels = n_channels};
  band_limit_init(&send->band_limit, rate_hz);
}

void send_reset(Send* send) {
  band_limit_reset(&send->band_limit);
  send->meter = (Meter){0.0f, 0.0f};
}

void send_set(Send* send, const SendParams* params, bool enabled, RampFrames frames) {
  const PanGains balance = pan_balance_of(send->n_channels, params->pan);
  const float level = params->mute || !enabled ? 0.0f : params->level;
  const float gain = params->invert ? -level : level;
  ramp_set_gain(&send->gain[0], gain * balance.l, frames);
  ramp_set_gain(&send->gain[1], gain * balance.r, frames);
  ramp_set(&send->tap, params->tap == TAP_POST_FADER ? 1.0f : 0.0f, frames.fade);
  band_limit_set(&send->band_limit, params->hpf_hz, params->lpf_hz, send->idle ? 0 : frames.fade);
}

static bool is_silent(const Send* send) {
  return ramp_is_settled_at(&send->gain[0], 0.0f) && ramp_is_settled_at(&send->gain[1], 0.0f);
}

/* Either signal where the tap is settled, else `faded`. */
static const AudioBlock* tap(const Send* send, AudioBlock* faded, const AudioBlock* pre, const AudioBlock* post) {
  if (!ramp_is_moving(&send->tap)) {
    return send->tap.target > 0.0f ? post : pre;
  }
  audio_block_crossfade(faded, pre, post, &send->tap);
  return faded;
}

/* `in` where both filters are out of the path, else `filtered`, which may be `in`. */
static const AudioBlock* filter(Send* send, AudioBlock* filtered, const AudioBlock* in) {
  const bool idle = band_limit_is_idle(&send->band_limit);
  float* const channels[2] = {filtered->own[0], filtered->own[1]};
  if (idle) {
    return in;
  }
  audio_block_alias(filtered, in);
  audio_block_own(filtered);
  band_limit_run(&send->band_limit, channels, send->n_channels, in->n_frames);
  audio_block_measure(filtered);
  return filtered;
}

static void go_idle(Send* send) {
  if (!send->idle) {
    band_limit_reset(&send->band_limit);
    send->idle = true;
  }
}

float send_run(Send* send, const AudioBlock* pre, const AudioBlock* post, float* const* out, uint32_t at) {
  AudioBlock sent;
  float peak = 0.0f;
  if (is_silent(send)) {
    go_idle(send);
    audio_block_silence(&sent, send->n_channels, pre->n_frames);
    audio_block_write(&sent, out, at);
  } else {
    send->idle = false;
    const AudioBlock* tapped = tap(send, &sent, pre, post);
    peak = audio_block_write_scaled(filter(send, &sent, tapped), &send->gain[0], &send->gain[1], out, at);
  }
  meter_add(&send->meter, peak);
  return peak;
}
