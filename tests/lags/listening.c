// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lags/listening.h"

#include "common/host/render.h"
#include "common/ports/status.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_FRAMES = 480, MAX_PORTS = 64 };

/* The ports that are read: one for the pair of the status or of the return, one per strip of the bus. */
typedef struct {
  const Mix* mix;
  ListenWay way;
  unsigned n_lags;
  uint32_t lag[MIX_STRIPS], polarity[MIX_STRIPS];
  uint32_t status, strip_a, strip_b;
  bool was_said[MIX_STRIPS];
  Heard heard;
} Listener;

static void fail(const char* text) {
  fprintf(stderr, "%s\n", text);
  exit(1);
}

static uint32_t port(const Instance* instance, const char* symbol, unsigned copy) {
  char text[32];
  snprintf(text, sizeof(text), symbol, copy);
  const uint32_t found = instance_find(instance, text);
  if (found == UINT32_MAX) {
    fail("A port of a lag is missing: these mixes are for another version of the plugins.");
  }
  return found;
}

static void find_ports(Listener* listener, const Instance* instance) {
  if (listener->way == LISTEN_TO_REFERENCE) {
    listener->n_lags = MIX_STRIPS;
    for (unsigned i = 0; i < MIX_STRIPS; ++i) {
      listener->lag[i] = port(instance, "lag_%u", i + 1);
      listener->polarity[i] = port(instance, "polarity_%u", i + 1);
    }
    return;
  }
  const bool is_status = listener->way == LISTEN_TO_STATUS;
  listener->n_lags = 1;
  listener->lag[0] = port(instance, is_status ? "status_lag" : "lag", 0);
  listener->polarity[0] = port(instance, is_status ? "status_polarity" : "polarity", 0);
  if (is_status) {
    listener->status = port(instance, "status", 0);
    listener->strip_a = port(instance, "status_a", 0);
    listener->strip_b = port(instance, "status_b", 0);
  }
}

/* A lag that is said now, as if of strip b against strip a. */
typedef struct {
  bool is_said;
  unsigned a, b;
  double frames;
  bool inverted;
} Said;

/* Sounds that arrive at the same time are no lag, whether or not that is said. */
static Said said_at(const Listener* listener, const Instance* instance, unsigned i) {
  Said said = {.a = 1, .b = 2};
  said.frames = (double)instance_get(instance, listener->lag[i]) * MIX_RATE_HZ / 1000.0;
  said.inverted = instance_get(instance, listener->polarity[i]) < 0.0f;
  said.is_said = fabs(said.frames) > 0.5;
  if (listener->way == LISTEN_TO_REFERENCE) {
    said.b = i + 1;
  } else if (listener->way == LISTEN_TO_STATUS) {
    said.is_said = instance_get(instance, listener->status) == (float)STATUS_LATE;
    said.a = (unsigned)instance_get(instance, listener->strip_a);
    said.b = (unsigned)instance_get(instance, listener->strip_b);
  }
  return said;
}

static void take(Listener* listener, Said said, double seconds) {
  Heard* heard = &listener->heard;
  const bool is_of_pair = (said.a == 1 && said.b == 2) || (said.a == 2 && said.b == 1);
  const double frames = said.a == 2 ? -said.frames : said.frames;
  const bool is_close = is_of_pair && fabs(frames - listener->mix->lag_frames) <= CLOSE_FRAMES;
  heard->n_wrong += !is_close;
  if (isinf(heard->seconds)) {
    heard->seconds = seconds;
    heard->lag_frames = (int32_t)lround(frames);
    heard->inverted = said.inverted;
    heard->is_of_pair = is_of_pair;
  }
}

static void after_block(void* user, Instance* instance, uint64_t n_done) {
  Listener* listener = (Listener*)user;
  for (unsigned i = 0; i < listener->n_lags; ++i) {
    const Said said = said_at(listener, instance, i);
    if (said.is_said) {
      listener->heard.n_alarms += !listener->was_said[i];
      take(listener, said, (double)n_done / MIX_RATE_HZ);
    }
    listener->was_said[i] = said.is_said;
  }
}

/* Audio inputs are strip by strip, or the dry signal and then the return, and side by side. */
static void connect(const Mix* mix, unsigned n_inputs, bool is_stereo, const float** inputs) {
  for (unsigned i = 0; i < n_inputs; ++i) {
    const unsigned strip = is_stereo ? i / 2 : i;
    inputs[i] = strip < mix->n_strips ? mix->strips[strip].side[is_stereo ? i % 2 : 0] : NULL;
  }
}

Heard listen(Host* host, const Mix* mix, ListenWay way, bool is_stereo) {
  static const char* const uris[2][2] = {{"urn:signalbox:bus-summer-mono-8", "urn:signalbox:bus-summer-stereo-8"},
                                         {"urn:signalbox:aux-return-mono", "urn:signalbox:aux-return-stereo"}};
  HostError error;
  const char* uri = uris[way == LISTEN_TO_RETURN][is_stereo];
  Instance* instance = instance_new(host, uri, MIX_RATE_HZ, BLOCK_FRAMES, &error);
  if (!instance) {
    fail(error.text);
  }
  Listener listener = {.mix = mix, .way = way, .heard = {.seconds = (double)INFINITY}};
  find_ports(&listener, instance);
  if (way == LISTEN_TO_REFERENCE) {
    instance_set_named(instance, "reference", 1.0f);
  }
  const float* inputs[MAX_PORTS] = {NULL};
  connect(mix, instance_n_inputs(instance), is_stereo, inputs);
  const Render render = {.n_frames = mix->n_frames, .inputs = inputs, .after_block = after_block, .user = &listener};
  render_run(instance, &render);
  instance_free(instance);
  return listener.heard;
}
