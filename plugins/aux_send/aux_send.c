// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/aux_send.h"

#include "common/dsp/pan.h"
#include "plugins/aux_send/send.h"

#include <stdlib.h>
#include <string.h>

struct AuxSend {
  unsigned n_sends, n_channels;
  uint32_t ramp_frames, interval_frames;
  float fall;
  bool moving;  // a ramp may be: chunks have to end where one lands
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
  aux->interval_frames = chunk_long_interval(rate_hz);
  const double interval_rate_hz = chunk_interval_rate_hz(rate_hz, aux->interval_frames);
  aux->fall = meter_fall(interval_rate_hz);
  for (unsigned i = 0; i < n_sends; ++i) {
    send_init(&aux->send[i], n_channels, rate_hz);
  }
  status_monitor_init(&aux->monitor, interval_rate_hz);
  aux_send_reset(aux);
  return aux;
}

void aux_send_free(AuxSend* aux) {
  free(aux);
}

void aux_send_reset(AuxSend* aux) {
  aux->moving = true;
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
  const RampFrames frames = chunk_ramp_frames(&aux->clock, aux->ramp_frames);
  aux->moving = true;
  ramp_set_gain(&aux->gain[0], gain * balance.l, frames);
  ramp_set_gain(&aux->gain[1], gain * balance.r, frames);
  ramp_set(&aux->bypass, params->enabled ? 0.0f : 1.0f, frames.fade);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    send_set(&aux->send[i], &params->send[i], params->enabled, frames);
  }
}

/* Frames of the next chunk. */
static uint32_t next_chunk(const AuxSend* aux, uint32_t remaining) {
  uint32_t n = chunk_length_in(&aux->clock, aux->interval_frames, remaining);
  for (unsigned i = 0; i < aux->n_sends && aux->moving; ++i) {
    n = send_limit(&aux->send[i], n);
  }
  return n;
}

static void run_main(AuxSend* aux, const AudioBlock* pre, const AudioBlock* post, float* const* out, uint32_t at) {
  const unsigned last = aux->n_channels - 1;
  const AudioBlock* main = aux->bypass.target > 0.0f ? pre : post;
  AudioBlock faded;
  if (ramp_is_moving(&aux->bypass)) {
    audio_block_crossfade(&faded, post, pre, &aux->bypass);
    main = &faded;
  }
  for (unsigned c = 0; c <= last; ++c) {
    meter_add(&aux->meter[c], main->peak[c]);
  }
  status_monitor_add_in(&aux->monitor, audio_block_peak(pre));
  status_monitor_add_out(&aux->monitor, main->peak[0], main->peak[last]);
  audio_block_write(main, out, at);
}

static void run_chunk(AuxSend* aux, const float* const* in, float* const* out, uint32_t at, uint32_t n_frames) {
  AudioBlock pre;
  AudioBlock scaled;
  const AudioBlock* post = &pre;
  audio_block_read(&pre, aux->n_channels, n_frames, in, at);
  if (!ramp_is_settled_at(&aux->bypass, 1.0f)) {
    audio_block_scale(&scaled, &pre, &aux->gain[0], &aux->gain[1]);
    post = &scaled;
  }
  run_main(aux, &pre, post, out, at);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    float* const* ports = out + (1 + i) * aux->n_channels;
    status_monitor_add_other_out(&aux->monitor, send_run(&aux->send[i], &pre, post, ports, at));
  }
}

static void advance(AuxSend* aux, uint32_t n_frames) {
  ramp_advance(&aux->bypass, n_frames);
  ramp_advance(&aux->gain[0], n_frames);
  ramp_advance(&aux->gain[1], n_frames);
  aux->moving = ramp_is_moving(&aux->bypass) || ramp_is_moving(&aux->gain[0]) || ramp_is_moving(&aux->gain[1]);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    aux->moving |= send_advance(&aux->send[i], n_frames);
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
    n = next_chunk(aux, n_frames - at);
    run_chunk(aux, in, out, at, n);
    if (aux->moving) {
      advance(aux, n);
    }
    if (chunk_advance_in(&aux->clock, aux->interval_frames, n)) {
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
