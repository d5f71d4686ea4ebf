// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/aux_send.h"

#include "common/dsp/fan.h"
#include "common/dsp/filter.h"
#include "common/dsp/kernels.h"
#include "common/dsp/meter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A chunk of one or two channels, in its own buffers or in those of the signal it comes from. */
typedef struct {
  const float* side[2];  // finite samples
  float peak[2];
  _Alignas(32) float own[2][CHUNK_FRAMES];
} Signal;

static const Signal silence = {.side = {chunk_silence, chunk_silence}};

typedef struct {
  Glide gain[2];  // of each side: level, pan, polarity, mute and bypass
  Glide tap;      // 0 pre-fader .. 1 post-fader
  Filter hpf, lpf;
  bool asleep;  // silent and settled: nothing of it runs
  Meter meter;
} Send;

struct AuxSend {
  unsigned n_sends, n_channels;
  uint32_t glide_frames;
  float fall;
  bool fresh;    // nothing has run since the reset: what is set holds at once
  bool resting;  // nothing moves, and no filter is in the path
  ChunkClock clock;
  Glide gain[2];  // of each side: fader, pan and mute
  Glide bypass;   // 0 enabled .. 1 off
  Send send[AUX_SEND_MAX_SENDS];
  Meter meter[2];
  Watch watch;
};

AuxSend* aux_send_new(unsigned n_sends, unsigned n_channels, double rate_hz) {
  AuxSend* aux = (AuxSend*)calloc(1, sizeof(AuxSend));
  if (!aux) {
    return NULL;
  }
  aux->n_sends = n_sends;
  aux->n_channels = n_channels;
  aux->glide_frames = glide_frames(rate_hz);
  aux->fall = meter_fall(rate_hz);
  for (unsigned i = 0; i < n_sends; ++i) {
    filter_init(&aux->send[i].hpf, FILTER_HIGH_PASS, rate_hz);
    filter_init(&aux->send[i].lpf, FILTER_LOW_PASS, rate_hz);
  }
  watch_init(&aux->watch, rate_hz);
  aux_send_reset(aux);
  return aux;
}

void aux_send_free(AuxSend* aux) {
  free(aux);
}

static void reset_filters(Send* send) {
  filter_reset(&send->hpf);
  filter_reset(&send->lpf);
}

void aux_send_reset(AuxSend* aux) {
  aux->fresh = true;
  aux->resting = false;
  aux->clock = (ChunkClock){0};
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    reset_filters(&aux->send[i]);
    aux->send[i].meter = (Meter){0.0f, 0.0f};
  }
  memset(aux->meter, 0, sizeof(aux->meter));
  watch_reset(&aux->watch);
}

static void move(const AuxSend* aux, Glide* glide, float target) {
  glide_move(glide, target, aux->fresh, aux->glide_frames);
}

static void move_pair(const AuxSend* aux, Glide gain[2], float level, float pan) {
  const PanGains balance = aux->n_channels > 1 ? pan_balance(pan) : (PanGains){1.0f, 1.0f};
  move(aux, &gain[0], level * balance.l);
  move(aux, &gain[1], level * balance.r);
}

void aux_send_set(AuxSend* aux, const AuxSendParams* params) {
  aux->resting = false;
  move_pair(aux, aux->gain, params->mute ? 0.0f : params->fader, params->pan);
  move(aux, &aux->bypass, params->enabled ? 0.0f : 1.0f);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    const SendParams* wanted = &params->send[i];
    Send* send = &aux->send[i];
    const float level = wanted->mute || !params->enabled ? 0.0f : wanted->level;
    move_pair(aux, send->gain, wanted->invert ? -level : level, wanted->pan);
    move(aux, &send->tap, wanted->tap == TAP_POST_FADER ? 1.0f : 0.0f);
    filter_set(&send->hpf, wanted->hpf_hz, aux->glide_frames);
    filter_set(&send->lpf, wanted->lpf_hz, aux->glide_frames);
  }
}

static bool is_settled_at(const Glide* glide, float value) {
  return !glide_is_moving(glide) && glide->target == value;
}

/* Frames of the next chunk, which ends where a send has faded out, as that is left out from then on. */
static uint32_t part_length(const AuxSend* aux, uint32_t remaining) {
  uint32_t n = chunk_length(&aux->clock, remaining);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    n = glide_limit(&aux->send[i].gain[1], glide_limit(&aux->send[i].gain[0], n));
  }
  return n;
}

/* Makes one side of a signal what was just put into its own buffer, without what overflowed. */
static void hold(Signal* signal, unsigned c, float peak, uint32_t n_frames) {
  if (!peak_is_finite(peak)) {
    peak = kernel_clean(signal->own[c], signal->own[c], n_frames);
  }
  signal->side[c] = signal->own[c];
  signal->peak[c] = peak;
}

static void read_main(const AuxSend* aux, const float* const* in, uint32_t at, Signal* out, uint32_t n_frames) {
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    out->peak[c] = kernel_clean(out->own[c], chunk_in(in[c], at), n_frames);
    out->side[c] = out->own[c];
  }
}

/* `out`, which may be `in`. A product's peak is the product of the peaks, as rounding keeps order. */
static const Signal* scale(const AuxSend* aux, Signal* out, const Signal* in, const Glide gain[2], uint32_t n_frames) {
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    if (glide_is_moving(&gain[c])) {
      float gains[CHUNK_FRAMES];
      glide_fill(&gain[c], gains, n_frames);
      hold(out, c, kernel_scale_moving(out->own[c], in->side[c], gains, n_frames), n_frames);
    } else if (gain[c].target != 1.0f) {
      kernel_scale(out->own[c], in->side[c], gain[c].target, n_frames);
      hold(out, c, in->peak[c] * fabsf(gain[c].target), n_frames);
    } else {
      out->side[c] = in->side[c];
      out->peak[c] = in->peak[c];
    }
  }
  return out;
}

/* From `a` to `b` by weight: either of them where that is settled, else `out`. */
static const Signal* blend(const AuxSend* aux, Signal* out, const Signal* a, const Signal* b, const Glide* weight,
                           uint32_t n_frames) {
  if (!glide_is_moving(weight)) {
    return weight->target > 0.0f ? b : a;
  }
  float weights[CHUNK_FRAMES];
  glide_fill(weight, weights, n_frames);
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    kernel_crossfade(out->own[c], a->side[c], b->side[c], weights, n_frames);
    hold(out, c, kernel_peak(out->own[c], n_frames), n_frames);
  }
  return out;
}

/* `in` where both filters are out of the path, else `out`, which may be `in`. */
static const Signal* filter(const AuxSend* aux, Send* send, Signal* out, const Signal* in, uint32_t n_frames) {
  const bool idle = filter_is_idle(&send->hpf) && filter_is_idle(&send->lpf);
  float* channels[2] = {out->own[0], out->own[1]};
  for (unsigned c = 0; c < aux->n_channels && !idle; ++c) {
    memmove(out->own[c], in->side[c], n_frames * sizeof(float));
  }
  filter_run_pair(&send->hpf, &send->lpf, channels, aux->n_channels, n_frames);
  for (unsigned c = 0; c < aux->n_channels && !idle; ++c) {
    hold(out, c, kernel_peak(out->own[c], n_frames), n_frames);
  }
  return idle ? in : out;
}

static bool is_silent(const Send* send) {
  return is_settled_at(&send->gain[0], 0.0f) && is_settled_at(&send->gain[1], 0.0f);
}

static const Signal* run_send(const AuxSend* aux, Send* send, Signal* out, const Signal* pre, const Signal* post,
                              uint32_t n_frames) {
  if (is_silent(send)) {
    if (!send->asleep) {
      reset_filters(send);
      send->asleep = true;
    }
    return &silence;
  }
  send->asleep = false;
  const Signal* tapped = blend(aux, out, pre, post, &send->tap, n_frames);
  const Signal* filtered = filter(aux, send, out, tapped, n_frames);
  return scale(aux, out, filtered, send->gain, n_frames);
}

static void write(const AuxSend* aux, const Signal* signal, float* const* out, uint32_t at, uint32_t n_frames) {
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    chunk_out(out[c], at, signal->side[c], n_frames);
  }
}

static float louder_side(const AuxSend* aux, const Signal* signal) {
  const float l = signal->peak[0];
  const float r = signal->peak[aux->n_channels - 1];
  return l > r ? l : r;
}

static void run_main(AuxSend* aux, const Signal* pre, const Signal* post, float* const* out, uint32_t at,
                     uint32_t n_frames) {
  Signal faded;
  const Signal* main = blend(aux, &faded, post, pre, &aux->bypass, n_frames);
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    meter_add(&aux->meter[c], main->peak[c]);
  }
  watch_add_in(&aux->watch, louder_side(aux, pre));
  watch_add_out(&aux->watch, main->peak[0], main->peak[aux->n_channels - 1]);
  write(aux, main, out, at, n_frames);
}

static void run_sends(AuxSend* aux, const Signal* pre, const Signal* post, float* const* out, uint32_t at,
                      uint32_t n_frames) {
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    Signal made;
    const Signal* sent = run_send(aux, &aux->send[i], &made, pre, post, n_frames);
    meter_add(&aux->send[i].meter, louder_side(aux, sent));
    watch_add_other_out(&aux->watch, louder_side(aux, sent));
    write(aux, sent, out + i * aux->n_channels, at, n_frames);
  }
}

static void advance(AuxSend* aux, uint32_t n_frames) {
  glide_advance(&aux->bypass, n_frames);
  for (unsigned c = 0; c < 2; ++c) {
    glide_advance(&aux->gain[c], n_frames);
  }
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    Send* send = &aux->send[i];
    glide_advance(&send->gain[0], n_frames);
    glide_advance(&send->gain[1], n_frames);
    glide_advance(&send->tap, n_frames);
  }
}

static bool send_is_resting(const Send* send) {
  const bool still = !glide_is_moving(&send->gain[0]) && !glide_is_moving(&send->gain[1]) &&
                     !glide_is_moving(&send->tap);
  return still && (is_silent(send) ? send->asleep : filter_is_idle(&send->hpf) && filter_is_idle(&send->lpf));
}

static bool is_resting(const AuxSend* aux) {
  bool resting = !glide_is_moving(&aux->gain[0]) && !glide_is_moving(&aux->gain[1]) && !glide_is_moving(&aux->bypass);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    resting = resting && send_is_resting(&aux->send[i]);
  }
  return resting;
}

/* The way through all there is. */
static void run_whole(AuxSend* aux, const float* const* in, float* const* out, uint32_t at, uint32_t n_frames) {
  Signal pre;
  Signal post;
  read_main(aux, in, at, &pre, n_frames);
  const bool off = is_settled_at(&aux->bypass, 1.0f);
  const Signal* after_fader = off ? &pre : scale(aux, &post, &pre, aux->gain, n_frames);
  run_main(aux, &pre, after_fader, out, at, n_frames);
  run_sends(aux, &pre, after_fader, out + aux->n_channels, at, n_frames);
  advance(aux, n_frames);
  aux->resting = is_resting(aux);
}

/* The peak of what a send puts out while it is resting. */
static float write_send(const AuxSend* aux, const Send* send, const FanSignal* const* pre, const FanSignal* const* post,
                        float* const* out, uint32_t at, uint32_t n_frames) {
  const FanSignal* const* tapped = send->tap.target > 0.0f ? post : pre;
  float peak = 0.0f;
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    if (send->asleep) {
      chunk_out(out[c], at, chunk_silence, n_frames);
    } else {
      peak = fast_max(peak, fan_write(tapped[c], send->gain[c].target, out[c], at, n_frames));
    }
  }
  return peak;
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
    chunk_out(out[c], at, post[c]->samples, n_frames);
  }
  watch_add_in(&aux->watch, fast_max(pre[0]->peak, pre[last]->peak));
  watch_add_out(&aux->watch, post[0]->peak, post[last]->peak);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    const float peak = write_send(aux, &aux->send[i], pre, post, out + (1 + i) * aux->n_channels, at, n_frames);
    meter_add(&aux->send[i].meter, peak);
    watch_add_other_out(&aux->watch, peak);
  }
}

static void end_cell(AuxSend* aux) {
  meter_step(&aux->meter[0], aux->fall);
  meter_step(&aux->meter[1], aux->fall);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    meter_step(&aux->send[i].meter, aux->fall);
  }
  watch_step(&aux->watch);
}

void aux_send_run(AuxSend* aux, const float* const* in, float* const* out, uint32_t n_frames) {
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = aux->resting ? chunk_length(&aux->clock, n_frames - at) : part_length(aux, n_frames - at);
    if (aux->resting) {
      run_resting(aux, in, out, at, n);
    } else {
      run_whole(aux, in, out, at, n);
    }
    if (chunk_advance(&aux->clock, n)) {
      end_cell(aux);
    }
    aux->fresh = false;
  }
}

void aux_send_read(const AuxSend* aux, AuxSendMeters* meters) {
  meters->peak[0] = meter_peak(&aux->meter[0]);
  meters->peak[1] = meter_peak(&aux->meter[1]);
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    meters->send_peak[i] = meter_peak(&aux->send[i].meter);
  }
  meters->status = watch_status(&aux->watch);
}
