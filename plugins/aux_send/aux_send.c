// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/aux_send.h"

#include "common/dsp/pan.h"
#include "plugins/aux_send/send.h"

#include <stdlib.h>
#include <string.h>

struct AuxSend {
  unsigned n_sends, n_channels;
  uint32_t ramp_frames;
  float fall;
  bool resting;  // nothing moves, and no filter is in the path
  ChunkClock clock;
  Ramp gain[2];  // of each side: fader, pan and mute
  Ramp bypass;   // 0 enabled .. 1 off
  Send send[AUX_SEND_MAX_SENDS];
  Meter meter[2];
  StatusMonitor monitor;
};

AuxSend* aux_send_new(unsigned n_sends, unsigned n_channels, double rate_hz) {
  AuxSend* aux = (AuxSend*)calloc(1, sizeof(AuxSend));
  if (!aux) {
    return NULL;
  }
  aux->n_sends = n_sends;
  aux->n_channels = n_channels;
  aux->ramp_frames = ramp_frames(rate_hz);
  aux->fall = meter_fall(rate_hz);
  for (unsigned i = 0; i < n_sends; ++i) {
    send_init(&aux->send[i], n_channels, rate_hz);
  }
  status_monitor_init(&aux->monitor, rate_hz);
  aux_send_reset(aux);
  return aux;
}

void aux_send_free(AuxSend* aux) {
  free(aux);
}

void aux_send_reset(AuxSend* aux) {
  aux->resting = false;
  aux->clock = (ChunkClock){0};
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    send_reset(&aux->send[i]);
  }
  memset(aux->meter, 0, sizeof(aux->meter));
  status_monitor_reset(&aux->monitor);
}

void aux_send_set(AuxSend* aux, const AuxSendParams* params) {
  const PanGains balance = pan_balance_of(aux->n_channels, params->pan);
  const float gain = params->mute ? 0.0f : params->fader;
  const uint32_t ramp_frames = chunk_ramp_frames(&aux->clock, aux->ramp_frames);
  aux->resting = false;
  ramp_set(&aux->gain[0], gain * balance.l, ramp_frames);
  ramp_set(&aux->gain[1], gain * balance.r, ramp_frames);
  ramp_set(&aux->bypass, params->enabled ? 0.0f : 1.0f, ramp_frames);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    send_set(&aux->send[i], &params->send[i], params->enabled, ramp_frames);
  }
}

/* Frames of the next chunk. */
static uint32_t part_length(const AuxSend* aux, uint32_t remaining) {
  uint32_t n = chunk_length(&aux->clock, remaining);
  if (aux->resting) {
    return n;
  }
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    n = send_limit(&aux->send[i], n);
  }
  return n;
}

static void run_main(AuxSend* aux, const Signal* pre, const Signal* post, float* const* out, uint32_t at,
                     uint32_t n_frames) {
  const unsigned last = aux->n_channels - 1;
  const Signal* main = aux->bypass.target > 0.0f ? pre : post;
  Signal faded;
  if (ramp_is_moving(&aux->bypass)) {
    signal_crossfade(&faded, post, pre, &aux->bypass, aux->n_channels, n_frames);
    main = &faded;
  }
  for (unsigned c = 0; c <= last; ++c) {
    meter_add(&aux->meter[c], main->peak[c]);
  }
  status_monitor_add_in(&aux->monitor, signal_peak(pre, aux->n_channels));
  status_monitor_add_out(&aux->monitor, main->peak[0], main->peak[last]);
  signal_write(main, out, at, aux->n_channels, n_frames);
}

static void advance(AuxSend* aux, uint32_t n_frames) {
  ramp_advance(&aux->bypass, n_frames);
  ramp_advance(&aux->gain[0], n_frames);
  ramp_advance(&aux->gain[1], n_frames);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    send_advance(&aux->send[i], n_frames);
  }
}

static bool is_resting(const AuxSend* aux) {
  bool resting = !ramp_is_moving(&aux->gain[0]) && !ramp_is_moving(&aux->gain[1]) && !ramp_is_moving(&aux->bypass);
  for (unsigned i = 0; i < aux->n_sends && resting; ++i) {
    resting = send_is_resting(&aux->send[i]);
  }
  return resting;
}

/* The way through all there is. */
static void run_whole(AuxSend* aux, const float* const* in, float* const* out, uint32_t at, uint32_t n_frames) {
  Signal pre;
  Signal scaled;
  const Signal* post = &pre;
  signal_read(&pre, in, at, aux->n_channels, n_frames);
  if (!ramp_is_settled_at(&aux->bypass, 1.0f)) {
    signal_scale(&scaled, &pre, aux->gain, aux->n_channels, n_frames);
    post = &scaled;
  }
  run_main(aux, &pre, post, out, at, n_frames);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    float* const* ports = out + (1 + i) * aux->n_channels;
    status_monitor_add_other_out(&aux->monitor, send_run(&aux->send[i], &pre, post, ports, at, n_frames));
  }
  advance(aux, n_frames);
  aux->resting = is_resting(aux);
}

/* The short way, to be taken while all is resting. */
static void run_resting(AuxSend* aux, const float* const* in, float* const* out, uint32_t at, uint32_t n_frames) {
  const unsigned last = aux->n_channels - 1;
  FanSignal signal[2], scaled[2];
  const FanSignal* const pre[2] = {&signal[0], &signal[1]};
  const FanSignal* post[2] = {pre[0], pre[1]};
  for (unsigned c = 0; c <= last; ++c) {
    const float gain = aux->bypass.target > 0.0f ? 1.0f : aux->gain[c].target;
    fan_read(&signal[c], in[c], at, n_frames);
    if (gain != 1.0f) {
      fan_scale(&scaled[c], &signal[c], gain, n_frames);
      post[c] = &scaled[c];
    }
  }
  for (unsigned c = 0; c <= last; ++c) {
    meter_add(&aux->meter[c], post[c]->peak);
    chunk_write(out[c], at, post[c]->samples, n_frames);
  }
  status_monitor_add_in(&aux->monitor, fast_max(pre[0]->peak, pre[last]->peak));
  status_monitor_add_out(&aux->monitor, post[0]->peak, post[last]->peak);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    float* const* ports = out + (1 + i) * aux->n_channels;
    status_monitor_add_other_out(&aux->monitor, send_run_resting(&aux->send[i], pre, post, ports, at, n_frames));
  }
}

static void end_interval(AuxSend* aux) {
  meter_step(&aux->meter[0], aux->fall);
  meter_step(&aux->meter[1], aux->fall);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    meter_step(&aux->send[i].meter, aux->fall);
  }
  status_monitor_step(&aux->monitor);
}

void aux_send_run(AuxSend* aux, const float* const* in, float* const* out, uint32_t n_frames) {
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = part_length(aux, n_frames - at);
    if (aux->resting) {
      run_resting(aux, in, out, at, n);
    } else {
      run_whole(aux, in, out, at, n);
    }
    if (chunk_advance(&aux->clock, n)) {
      end_interval(aux);
    }
  }
}

void aux_send_read(const AuxSend* aux, AuxSendMeters* meters) {
  meters->peak[0] = meter_peak(&aux->meter[0]);
  meters->peak[1] = meter_peak(&aux->meter[1]);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    meters->send_peak[i] = meter_peak(&aux->send[i].meter);
  }
  meters->status = status_monitor_status(&aux->monitor);
}
