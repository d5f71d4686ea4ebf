// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/recording.h"

#include "tests/support/noise_signals.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#define READING_TOLERANCE 1e-4f  // in the unit of the reading; far below what a meter shows

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

Recording* recording_new(const Instance* instance, uint64_t n_frames) {
  Recording* recording = (Recording*)allocate(1, sizeof(Recording));
  recording->n_frames = n_frames;
  recording->n_inputs = instance_n_inputs(instance);
  recording->n_outputs = instance_n_outputs(instance);
  recording->n_ports = instance_n_ports(instance);
  recording->in = planes_new(recording->n_inputs, n_frames);
  recording->out = planes_new(recording->n_outputs, n_frames);
  recording->controls = (float*)allocate(recording->n_ports, sizeof(float));
  recording->is_reading = (bool*)allocate(recording->n_ports, sizeof(bool));
  for (uint32_t i = 0; i < recording->n_ports; ++i) {
    const HostPort* port = instance_port(instance, i);
    recording->is_reading[i] = port->kind == HOST_PORT_CONTROL && !port->is_input;
  }
  return recording;
}

void recording_free(Recording* recording) {
  planes_free(recording->in, recording->n_inputs);
  planes_free(recording->out, recording->n_outputs);
  free(recording->controls);
  free(recording->is_reading);
  free(recording);
}

void recording_fill(Recording* recording, uint64_t seed, double rate_hz) {
  for (uint32_t i = 0; i < recording->n_inputs; ++i) {
    noise_programme(seed + i, recording->in[i], recording->n_frames, rate_hz);
  }
}

void recording_render(Recording* recording, Instance* instance, const Render* plan) {
  Render render = plan ? *plan : (Render){0};
  render.n_frames = recording->n_frames;
  render.inputs = (const float* const*)recording->in;
  render.outputs = recording->out;
  render_run(instance, &render);
  for (uint32_t i = 0; i < recording->n_ports; ++i) {
    recording->controls[i] = instance_port(instance, i)->kind == HOST_PORT_CONTROL ? instance_get(instance, i) : 0.0f;
  }
}

static void check_same_output(const Recording* recording, const Recording* expected, uint32_t output, uint64_t from) {
  const float* a = recording->out[output] + from;
  const float* b = expected->out[output] + from;
  for (uint64_t at = 0; at < recording->n_frames - from; ++at) {
    CHECK(a[at] == b[at], "output %" PRIu32 " is %.9g at frame %" PRIu64 " of %" PRIu64 ", not %.9g", output,
          (double)a[at], from + at, recording->n_frames, (double)b[at]);
  }
}

void recording_check_same(const Recording* recording, const Recording* expected, uint64_t from) {
  for (uint32_t i = 0; i < recording->n_outputs; ++i) {
    check_same_output(recording, expected, i, from);
  }
  for (uint32_t i = 0; i < recording->n_ports; ++i) {
    const bool same = fabsf(recording->controls[i] - expected->controls[i]) <= READING_TOLERANCE;
    CHECK(same || !recording->is_reading[i], "port %" PRIu32 " reads %.9g at the end, not %.9g", i,
          (double)recording->controls[i], (double)expected->controls[i]);
  }
}

void recording_check_finite(const Recording* recording) {
  for (uint32_t i = 0; i < recording->n_outputs; ++i) {
    for (uint64_t at = 0; at < recording->n_frames; ++at) {
      CHECK(isfinite(recording->out[i][at]), "output %" PRIu32 " is %g at frame %" PRIu64, i,
            (double)recording->out[i][at], at);
    }
  }
  for (uint32_t i = 0; i < recording->n_ports; ++i) {
    CHECK(!recording->is_reading[i] || isfinite(recording->controls[i]), "port %" PRIu32 " reads %g", i,
          (double)recording->controls[i]);
  }
}

double larger_or_nan(double a, double b) {
  return isnan(a) || a >= b ? a : b;
}

double recording_difference(const Recording* a, const Recording* b, uint64_t from) {
  double largest = 0.0;
  for (uint32_t i = 0; i < a->n_outputs; ++i) {
    for (uint64_t at = from; at < a->n_frames; ++at) {
      largest = larger_or_nan(largest, fabs((double)a->out[i][at] - (double)b->out[i][at]));
    }
  }
  return largest;
}

double buffer_peak(const float* buffer, uint64_t n_frames) {
  double peak = 0.0;
  for (uint64_t i = 0; i < n_frames; ++i) {
    peak = larger_or_nan(peak, fabs((double)buffer[i]));
  }
  return peak;
}
