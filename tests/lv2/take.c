// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/take.h"

#include "tests/support/noise_signals.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define READING_TOLERANCE 1e-4f  // in the unit of the reading; far below what a meter shows

Instance* take_instance(const Subject* subject, double rate_hz, uint32_t max_frames) {
  HostError error;
  Instance* instance = instance_new(subject->host, subject->uri, rate_hz, max_frames, &error);
  CHECK(instance, "%s", error.text);
  return instance;
}

static void* allocate(size_t n, size_t size) {
  void* memory = calloc(n ? n : 1, size);
  CHECK(memory, "there is not enough memory for the test");
  return memory;
}

static float** planes_new(uint32_t n_channels, uint64_t n_frames) {
  float** planes = (float**)allocate(n_channels, sizeof(float*));
  for (uint32_t i = 0; i < n_channels; ++i) {
    planes[i] = (float*)allocate(n_frames, sizeof(float));
  }
  return planes;
}

static void planes_free(float** planes, uint32_t n_channels) {
  for (uint32_t i = 0; i < n_channels; ++i) {
    free(planes[i]);
  }
  free(planes);
}

Take* take_new(const Instance* instance, uint64_t n_frames) {
  Take* take = (Take*)allocate(1, sizeof(Take));
  take->n_frames = n_frames;
  take->n_inputs = instance_n_inputs(instance);
  take->n_outputs = instance_n_outputs(instance);
  take->n_ports = instance_n_ports(instance);
  take->in = planes_new(take->n_inputs, n_frames);
  take->out = planes_new(take->n_outputs, n_frames);
  take->controls = (float*)allocate(take->n_ports, sizeof(float));
  take->is_reading = (bool*)allocate(take->n_ports, sizeof(bool));
  for (uint32_t i = 0; i < take->n_ports; ++i) {
    const HostPort* port = instance_port(instance, i);
    take->is_reading[i] = port->kind == HOST_PORT_CONTROL && !port->is_input;
  }
  return take;
}

void take_free(Take* take) {
  planes_free(take->in, take->n_inputs);
  planes_free(take->out, take->n_outputs);
  free(take->controls);
  free(take->is_reading);
  free(take);
}

void take_fill(Take* take, uint64_t seed, double rate_hz) {
  for (uint32_t i = 0; i < take->n_inputs; ++i) {
    noise_programme(seed + i, take->in[i], take->n_frames, rate_hz);
  }
}

void take_render(Take* take, Instance* instance, const Render* plan) {
  Render render = plan ? *plan : (Render){0};
  render.n_frames = take->n_frames;
  render.inputs = (const float* const*)take->in;
  render.outputs = take->out;
  render_run(instance, &render);
  for (uint32_t i = 0; i < take->n_ports; ++i) {
    take->controls[i] = instance_port(instance, i)->kind == HOST_PORT_CONTROL ? instance_get(instance, i) : 0.0f;
  }
}

static void check_same_output(const Take* take, const Take* expected, uint32_t output, uint64_t from) {
  const float* a = take->out[output] + from;
  const float* b = expected->out[output] + from;
  const uint64_t n_frames = take->n_frames - from;
  if (!memcmp(a, b, n_frames * sizeof(float))) {
    return;
  }
  uint64_t at = 0;
  while (!memcmp(&a[at], &b[at], sizeof(float))) {
    ++at;
  }
  suite_fail("output %" PRIu32 " is %.9g at frame %" PRIu64 " of %" PRIu64 ", not %.9g", output, (double)a[at],
             from + at, take->n_frames, (double)b[at]);
}

void take_check_same(const Take* take, const Take* expected, uint64_t from) {
  for (uint32_t i = 0; i < take->n_outputs; ++i) {
    check_same_output(take, expected, i, from);
  }
  for (uint32_t i = 0; i < take->n_ports; ++i) {
    const bool same = fabsf(take->controls[i] - expected->controls[i]) <= READING_TOLERANCE;
    CHECK(same || !take->is_reading[i], "port %" PRIu32 " reads %.9g at the end, not %.9g", i,
          (double)take->controls[i], (double)expected->controls[i]);
  }
}

void take_check_finite(const Take* take) {
  for (uint32_t i = 0; i < take->n_outputs; ++i) {
    for (uint64_t at = 0; at < take->n_frames; ++at) {
      CHECK(isfinite(take->out[i][at]), "output %" PRIu32 " is %g at frame %" PRIu64, i, (double)take->out[i][at], at);
    }
  }
  for (uint32_t i = 0; i < take->n_ports; ++i) {
    CHECK(!take->is_reading[i] || isfinite(take->controls[i]), "port %" PRIu32 " reads %g", i,
          (double)take->controls[i]);
  }
}

double take_worse(double a, double b) {
  return isnan(a) || a >= b ? a : b;
}

double take_difference(const Take* a, const Take* b, uint64_t from) {
  double largest = 0.0;
  for (uint32_t i = 0; i < a->n_outputs; ++i) {
    for (uint64_t at = from; at < a->n_frames; ++at) {
      largest = take_worse(largest, fabs((double)a->out[i][at] - (double)b->out[i][at]));
    }
  }
  return largest;
}

double take_peak(const float* buffer, uint64_t n_frames) {
  double peak = 0.0;
  for (uint64_t i = 0; i < n_frames; ++i) {
    peak = take_worse(peak, fabs((double)buffer[i]));
  }
  return peak;
}
