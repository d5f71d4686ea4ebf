// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/send.h"

#include "common/dsp/pan.h"

#include <string.h>

void send_init(Send* send, unsigned n_channels, double rate_hz) {
  *send = (Send){.n_channels = n_channels};
  filter_init(&send->hpf, FILTER_HIGH_PASS, rate_hz);
  filter_init(&send->lpf, FILTER_LOW_PASS, rate_hz);
}

static void reset_filters(Send* send) {
  filter_reset(&send->hpf);
  filter_reset(&send->lpf);
}

void send_reset(Send* send) {
  reset_filters(send);
  send->meter = (Meter){0.0f, 0.0f};
}

void send_set(Send* send, const SendParams* params, bool enabled, uint32_t ramp_frames) {
  const PanGains balance = pan_balance_of(send->n_channels, params->pan);
  const float level = params->mute || !enabled ? 0.0f : params->level;
  const float gain = params->invert ? -level : level;
  ramp_set(&send->gain[0], gain * balance.l, ramp_frames);
  ramp_set(&send->gain[1], gain * balance.r, ramp_frames);
  ramp_set(&send->tap, params->tap == TAP_POST_FADER ? 1.0f : 0.0f, ramp_frames);
  filter_set(&send->hpf, params->hpf_hz, send->asleep ? 0 : ramp_frames);
  filter_set(&send->lpf, params->lpf_hz, send->asleep ? 0 : ramp_frames);
}

static bool filters_are_idle(const Send* send) {
  return filter_is_idle(&send->hpf) && filter_is_idle(&send->lpf);
}

static bool is_silent(const Send* send) {
  return ramp_is_settled_at(&send->gain[0], 0.0f) && ramp_is_settled_at(&send->gain[1], 0.0f);
}

/* Either signal where the tap is settled, else `room`. */
static const Signal* tap(const Send* send, Signal* room, const Signal* pre, const Signal* post, uint32_t n_frames) {
  if (!ramp_is_moving(&send->tap)) {
    return send->tap.target > 0.0f ? post : pre;
  }
  signal_crossfade(room, pre, post, &send->tap, send->n_channels, n_frames);
  return room;
}

/* `in` where both filters are out of the path, else `room`, which may be `in`. */
static const Signal* filter(Send* send, Signal* room, const Signal* in, uint32_t n_frames) {
  const bool idle = filters_are_idle(send);
  float* channels[2] = {room->own[0], room->own[1]};
  for (unsigned c = 0; c < send->n_channels && !idle; ++c) {
    memmove(room->own[c], in->side[c], n_frames * sizeof(float));
  }
  filter_run_pair(&send->hpf, &send->lpf, channels, send->n_channels, n_frames);
  if (idle) {
    return in;
  }
  signal_hold_all(room, send->n_channels, n_frames);
  return room;
}

static void fall_asleep(Send* send) {
  if (!send->asleep) {
    reset_filters(send);
    send->asleep = true;
  }
}

float send_run(Send* send, const Signal* pre, const Signal* post, float* const* out, uint32_t at, uint32_t n_frames) {
  Signal sent;
  if (is_silent(send)) {
    fall_asleep(send);
    signal_be_silent(&sent);
  } else {
    send->asleep = false;
    const Signal* tapped = tap(send, &sent, pre, post, n_frames);
    const Signal* filtered = filter(send, &sent, tapped, n_frames);
    signal_scale(&sent, filtered, send->gain, send->n_channels, n_frames);
  }
  const float peak = signal_peak(&sent, send->n_channels);
  meter_add(&send->meter, peak);
  signal_write(&sent, out, at, send->n_channels, n_frames);
  return peak;
}

bool send_is_resting(const Send* send) {
  const bool still = !ramp_is_moving(&send->gain[0]) && !ramp_is_moving(&send->gain[1]) && !ramp_is_moving(&send->tap);
  return still && (is_silent(send) ? send->asleep : filters_are_idle(send));
}
