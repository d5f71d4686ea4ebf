// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/aux_send.h"

#include "common/dsp/chunk.h"
#include "common/dsp/filter.h"
#include "common/dsp/kernels.h"
#include "common/dsp/meter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A chunk of one or two channels, wherever its samples are, all of them finite. */
typedef struct {
  const float* side[2];
  float peak[2];
} Signal;

typedef float Scratch[2][CHUNK_FRAMES];

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
  bool fresh;  // nothing has run since the reset: what is set holds at once
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
    filter_init(&aux->send[i].hpf, FILTER_HIGH_PASS, rate_hz, AUX_SEND_HPF_OFF_HZ);
    filter_init(&aux->send[i].lpf, FILTER_LOW_PASS, rate_hz, AUX_SEND_LPF_OFF_HZ);
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
  aux->clock = (ChunkClock){0};
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    reset_filters(&aux->send[i]);
    aux->send[i].meter = (Meter){0.0f, 0.0f};
  }
  memset(aux->meter, 0, sizeof(aux->meter));
  watch_reset(&aux->watch);
}

static void move(const AuxSend* aux, Glide* glide, float target) {
  if (aux->fresh) {
    glide_reset(glide, target);
  } else {
    glide_set(glide, target, aux->glide_frames);
  }
}

static void move_pair(const AuxSend* aux, Glide gain[2], float level, float pan) {
  const PanGains balance = aux->n_channels > 1 ? pan_balance(pan) : (PanGains){1.0f, 1.0f};
  move(aux, &gain[0], level * balance.l);
  move(aux, &gain[1], level * balance.r);
}

void aux_send_set(AuxSend* aux, const AuxSendParams* params) {
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

/* Frames of the next chunk, which ends where something is to be left out from then on. */
static uint32_t part_length(const AuxSend* aux, uint32_t remaining) {
  uint32_t n = glide_limit(&aux->bypass, chunk_length(&aux->clock, remaining));
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    const Send* send = &aux->send[i];
    n = glide_limit(&send->tap, glide_limit(&send->gain[1], glide_limit(&send->gain[0], n)));
  }
  return n;
}

static void read_main(const AuxSend* aux, const float* const* in, uint32_t at, Signal* main, Scratch scratch,
                      uint32_t n_frames) {
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    kernel_clean(scratch[c], chunk_in(in[c], at), n_frames);
    main->side[c] = scratch[c];
    main->peak[c] = kernel_peak(scratch[c], n_frames);
  }
}

/* Points one side of a signal at samples just worked out, and takes out of them what overflowed. */
static void hold(Signal* signal, unsigned c, float* samples, float peak, uint32_t n_frames) {
  if (!peak_is_finite(peak)) {
    kernel_clean(samples, samples, n_frames);
    peak = kernel_peak(samples, n_frames);
  }
  signal->side[c] = samples;
  signal->peak[c] = peak;
}

/* In place, by way of scratch. A product's peak is the product of the peaks, as rounding keeps order. */
static void scale(const AuxSend* aux, Signal* signal, const Glide gain[2], Scratch scratch, uint32_t n_frames) {
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    float* out = scratch[c];
    if (glide_is_moving(&gain[c])) {
      float gains[CHUNK_FRAMES];
      glide_fill(&gain[c], gains, n_frames);
      kernel_scale_moving(out, signal->side[c], gains, n_frames);
      hold(signal, c, out, kernel_peak(out, n_frames), n_frames);
    } else if (gain[c].target != 1.0f) {
      kernel_scale(out, signal->side[c], gain[c].target, n_frames);
      hold(signal, c, out, signal->peak[c] * fabsf(gain[c].target), n_frames);
    }
  }
}

/* From `a` to `b` by weight: either of them where that is settled, else by way of scratch. */
static Signal blend(const AuxSend* aux, const Signal* a, const Signal* b, const Glide* weight, Scratch scratch,
                    uint32_t n_frames) {
  if (!glide_is_moving(weight)) {
    return weight->target > 0.0f ? *b : *a;
  }
  Signal signal = {{NULL, NULL}, {0.0f, 0.0f}};
  float weights[CHUNK_FRAMES];
  glide_fill(weight, weights, n_frames);
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    kernel_crossfade(scratch[c], a->side[c], b->side[c], weights, n_frames);
    hold(&signal, c, scratch[c], kernel_peak(scratch[c], n_frames), n_frames);
  }
  return signal;
}

static void filter(const AuxSend* aux, Send* send, Signal* signal, Scratch scratch, uint32_t n_frames) {
  const bool idle = filter_is_idle(&send->hpf) && filter_is_idle(&send->lpf);
  float* channels[2] = {scratch[0], scratch[1]};
  for (unsigned c = 0; c < aux->n_channels && !idle; ++c) {
    memmove(scratch[c], signal->side[c], n_frames * sizeof(float));
  }
  filter_run(&send->hpf, channels, aux->n_channels, n_frames);
  filter_run(&send->lpf, channels, aux->n_channels, n_frames);
  for (unsigned c = 0; c < aux->n_channels && !idle; ++c) {
    hold(signal, c, scratch[c], kernel_peak(scratch[c], n_frames), n_frames);
  }
}

static Signal run_send(const AuxSend* aux, Send* send, const Signal* pre, const Signal* post, Scratch scratch,
                       uint32_t n_frames) {
  if (is_settled_at(&send->gain[0], 0.0f) && is_settled_at(&send->gain[1], 0.0f)) {
    if (!send->asleep) {
      reset_filters(send);
    }
    send->asleep = true;
    return (Signal){{chunk_silence, chunk_silence}, {0.0f, 0.0f}};
  }
  send->asleep = false;
  Signal signal = blend(aux, pre, post, &send->tap, scratch, n_frames);
  filter(aux, send, &signal, scratch, n_frames);
  scale(aux, &signal, send->gain, scratch, n_frames);
  return signal;
}

static void write(const AuxSend* aux, const Signal* signal, float* const* out, uint32_t at, uint32_t n_frames) {
  for (unsigned c = 0; c < aux->n_channels; ++c) {
    chunk_out(out[c], at, signal->side[c], n_frames);
  }
}

static void run_main(AuxSend* aux, const Signal* pre, const Signal* post, float* const* out, uint32_t at,
                     uint32_t n_frames) {
  Scratch scratch;
  const unsigned last = aux->n_channels - 1;
  const Signal signal = blend(aux, post, pre, &aux->bypass, scratch, n_frames);
  for (unsigned c = 0; c <= last; ++c) {
    meter_add(&aux->meter[c], signal.peak[c]);
  }
  watch_add_in(&aux->watch, fmaxf(pre->peak[0], pre->peak[last]));
  watch_add_out(&aux->watch, signal.peak[0], signal.peak[last]);
  write(aux, &signal, out, at, n_frames);
}

static void run_sends(AuxSend* aux, const Signal* pre, const Signal* post, float* const* out, uint32_t at,
                      uint32_t n_frames) {
  const unsigned last = aux->n_channels - 1;
  for (unsigned i = 0; i < aux->n_sends; ++i) {
    Scratch scratch;
    const Signal signal = run_send(aux, &aux->send[i], pre, post, scratch, n_frames);
    const float peak = fmaxf(signal.peak[0], signal.peak[last]);
    meter_add(&aux->send[i].meter, peak);
    watch_add_other_out(&aux->watch, peak);
    write(aux, &signal, out + i * aux->n_channels, at, n_frames);
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
    n = part_length(aux, n_frames - at);
    Scratch pre_scratch;
    Scratch post_scratch;
    Signal pre = {{NULL, NULL}, {0.0f, 0.0f}};
    read_main(aux, in, at, &pre, pre_scratch, n);
    Signal post = pre;
    if (!is_settled_at(&aux->bypass, 1.0f)) {
      scale(aux, &post, aux->gain, post_scratch, n);
    }
    run_main(aux, &pre, &post, out, at, n);
    run_sends(aux, &pre, &post, out + aux->n_channels, at, n);
    advance(aux, n);
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
