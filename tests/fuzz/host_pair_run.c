// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/noise.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/host_pair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define READING_TOLERANCE 1e-4f  // in the unit of the reading; far below what a meter shows

/* Of exactly so many frames, and full of what no plugin may give back. */
static float* buffer_new(uint32_t n_frames) {
  float* buffer = (float*)malloc(n_frames * sizeof(float));
  if (!buffer && n_frames) {
    abort();
  }
  for (uint32_t i = 0; i < n_frames; ++i) {
    buffer[i] = NAN;
  }
  return buffer;
}

static bool is_clean(float x) {
  return fpclassify(x) == FP_NORMAL || fpclassify(x) == FP_ZERO;
}

/* What a sample means. */
static float meaning(float x) {
  return is_clean(x) ? x : 0.0f;
}

/* What an input plays in the next block. */
static float* next_block(const HostPair* pair, unsigned input, uint32_t n_frames) {
  float* block = buffer_new(n_frames);
  source_fill(&pair->sources[input], pair->n_done, block, n_frames);
  for (unsigned i = 0; i < pair->n_bad_samples; ++i) {
    if (pair->bad_samples[i].input == input && n_frames) {
      block[pair->bad_samples[i].at * (n_frames - 1) / 255] = script_bad_number(pair->bad_samples[i].bad);
    }
  }
  return block;
}

static void fill_inputs(HostPair* pair, uint32_t n_frames) {
  for (unsigned i = 0; i < pair->n_inputs; ++i) {
    const unsigned port = pair->inputs[i];
    const bool is_unconnected = pair->connections[port].kind == CONNECTION_NONE;
    pair->original[i] = next_block(pair, i, n_frames);
    pair->plain.buffers[port] = buffer_new(n_frames);
    pair->hostile.buffers[port] = is_unconnected ? NULL : buffer_new(n_frames);
    for (uint32_t at = 0; at < n_frames; ++at) {
      pair->plain.buffers[port][at] = is_unconnected ? 0.0f : meaning(pair->original[i][at]);
    }
    if (!is_unconnected && n_frames) {
      memcpy(pair->hostile.buffers[port], pair->original[i], n_frames * sizeof(float));
    }
  }
}

/* The buffer of an input that the hostile host gives to an output as well, or NULL. */
static float* shared_buffer(const HostPair* pair, unsigned port) {
  const Connection connection = pair->connections[port];
  return connection.kind == CONNECTION_INPUT ? pair->hostile.buffers[pair->inputs[connection.detail % pair->n_inputs]]
                                             : NULL;
}

static void make_outputs(HostPair* pair, uint32_t n_frames) {
  for (unsigned i = 0; i < pair->n_outputs; ++i) {
    const unsigned port = pair->outputs[i];
    float* shared = shared_buffer(pair, port);
    const bool is_unconnected = pair->connections[port].kind == CONNECTION_NONE;
    pair->plain.buffers[port] = buffer_new(n_frames);
    pair->hostile.buffers[port] = shared ? shared : is_unconnected ? NULL : buffer_new(n_frames);
  }
}

static void free_block(HostPair* pair) {
  for (unsigned i = 0; i < pair->n_outputs; ++i) {
    const unsigned port = pair->outputs[i];
    free(pair->plain.buffers[port]);
    if (!shared_buffer(pair, port)) {
      free(pair->hostile.buffers[port]);
    }
  }
  for (unsigned i = 0; i < pair->n_inputs; ++i) {
    free(pair->plain.buffers[pair->inputs[i]]);
    free(pair->hostile.buffers[pair->inputs[i]]);
    free(pair->original[i]);
  }
}

/* Gives the plain host what the hostile one's controls mean; a subnormal number is 0. */
static void clean_controls(HostPair* pair) {
  for (unsigned i = 0; i < pair->n_controls; ++i) {
    const unsigned port = pair->controls[i];
    const PortSpec* spec = pair->ports[port].spec;
    const float value = pair->hostile.is_unconnected[port] ? spec->initial : pair->hostile.values[port];
    pair->plain.values[port] = port_sanitize(spec, fpclassify(value) == FP_SUBNORMAL ? 0.0f : value,
                                             pair->plain.values[port]);
  }
}

static void run_hostile(const HostPair* pair, uint32_t n_frames, uint8_t cut) {
  const unsigned mode = pair->modes[pair->mode];
  Noise noise = {cut};
  uint32_t at = 0;
  do {
    const uint32_t piece = cut ? noise_below(&noise, cut + 2u) : n_frames;
    const uint32_t n = piece < n_frames - at ? piece : n_frames - at;
    fpu_mode_set(mode);
    plugin_host_run(&pair->hostile, at, n);
    const unsigned left = fpu_mode_get();
    fpu_mode_set(pair->modes[0]);
    FUZZ_CHECK(left == mode, "run() leaves the floating-point mode %#x, and it was %#x", left, mode);
    at += n;
  } while (at < n_frames);
}

/* Whether another port's signal is in an output's buffer, too. */
static bool shares_buffer(const HostPair* pair, unsigned port) {
  for (unsigned i = 0; i < pair->n_outputs; ++i) {
    const unsigned other = pair->outputs[i];
    if (other != port && pair->hostile.buffers[other] == pair->hostile.buffers[port]) {
      return true;
    }
  }
  return false;
}

static bool is_overwritten(const HostPair* pair, unsigned input) {
  for (unsigned i = 0; i < pair->n_outputs; ++i) {
    if (pair->hostile.buffers[pair->outputs[i]] == pair->hostile.buffers[pair->inputs[input]]) {
      return true;
    }
  }
  return false;
}

static void check_samples(const Port* port, const float* samples, uint32_t n_frames, bool is_shared) {
  const bool has_range = port->spec->kind == PORT_CV_OUT && !is_shared;
  for (uint32_t at = 0; samples && at < n_frames; ++at) {
    FUZZ_CHECK(is_clean(samples[at]), "output port %u is %g at frame %u of %u", port->index, (double)samples[at], at,
               n_frames);
    FUZZ_CHECK(!has_range || (samples[at] >= port->spec->minimum && samples[at] <= port->spec->maximum),
               "output port %u is %g, out of its range", port->index, (double)samples[at]);
  }
}

static void check_outputs(const HostPair* pair, uint32_t n_frames) {
  for (unsigned i = 0; i < pair->n_outputs; ++i) {
    const unsigned port = pair->outputs[i];
    const float* plain = pair->plain.buffers[port];
    const float* hostile = pair->hostile.buffers[port];
    const bool is_shared = shares_buffer(pair, port);
    check_samples(&pair->ports[port], plain, n_frames, false);
    check_samples(&pair->ports[port], hostile, n_frames, is_shared);
    for (uint32_t at = 0; hostile && !is_shared && at < n_frames; ++at) {
      FUZZ_CHECK(hostile[at] == plain[at],
                 "output port %u is %.9g for the hostile host and %.9g for the plain one at frame %u of %u", port,
                 (double)hostile[at], (double)plain[at], at, n_frames);
    }
  }
}

static void check_inputs(const HostPair* pair, uint32_t n_frames) {
  for (unsigned i = 0; i < pair->n_inputs; ++i) {
    const float* plain = pair->plain.buffers[pair->inputs[i]];
    const float* hostile = pair->hostile.buffers[pair->inputs[i]];
    for (uint32_t at = 0; at < n_frames; ++at) {
      FUZZ_CHECK(plain[at] == (hostile ? meaning(pair->original[i][at]) : 0.0f), "input %u is written to", i);
    }
    FUZZ_CHECK(!hostile || !n_frames || is_overwritten(pair, i) ||
                 !memcmp(hostile, pair->original[i], n_frames * sizeof(float)),
               "input %u is written to", i);
  }
}

static void check_reading(const Port* port, float value) {
  const PortSpec* spec = port->spec;
  const bool is_whole = spec->flags & (PORT_INTEGER | PORT_ENUMERATION | PORT_TOGGLED);
  FUZZ_CHECK(value >= spec->minimum && value <= spec->maximum && (!is_whole || value == roundf(value)),
             "output control %u reads %g", port->index, (double)value);
}

static void check_readings(const HostPair* pair) {
  for (unsigned i = 0; i < pair->n_ports; ++i) {
    if (pair->ports[i].spec->kind == PORT_CONTROL_OUT) {
      const float plain = pair->plain.values[i];
      const float hostile = pair->hostile.is_unconnected[i] ? plain : pair->hostile.values[i];
      check_reading(&pair->ports[i], plain);
      check_reading(&pair->ports[i], hostile);
      FUZZ_CHECK(fabsf(hostile - plain) <= READING_TOLERANCE,
                 "output control %u reads %.9g for the hostile host and %.9g for the plain one", i, (double)hostile,
                 (double)plain);
    }
  }
}

void host_pair_run(HostPair* pair, uint32_t n_frames, uint8_t cut) {
  fill_inputs(pair, n_frames);
  make_outputs(pair, n_frames);
  clean_controls(pair);
  plugin_host_run(&pair->plain, 0, n_frames);
  run_hostile(pair, n_frames, cut);
  check_inputs(pair, n_frames);
  check_outputs(pair, n_frames);
  check_readings(pair);
  free_block(pair);
  pair->n_bad_samples = 0;
  pair->n_done += n_frames;
}
