// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Controls set to what no user would choose: what comes out stays finite, and is as before when they are good again. */

#include "tests/faults/fault_fixture.h"
#include "tests/faults/rows.h"
#include "tests/support/noise_signals.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>

#define SUBNORMAL 1e-40f

enum { RATE_HZ = 16000, LONG_FRAMES = RATE_HZ * 5 / 2, COMBINATIONS = 17000, BLOCK_FRAMES = 64, N_BAD = 8 };

static const FaultFixture fixture = {.rate_hz = RATE_HZ, .max_frames = 512, .n_frames = LONG_FRAMES};

static const float bad_values[N_BAD] = {NAN, -NAN, INFINITY, -INFINITY, 1e30f, -1e30f, SUBNORMAL, -SUBNORMAL};

static void check_control(const Subject* subject, uint32_t index, Recording* recording, const Recording* expected) {
  for (size_t i = 0; i < N_BAD; ++i) {
    Instance* instance = fault_instance(subject, &fixture, 0);
    const ControlChange changes[] = {{.frame = 1000, .port = index, .value = bad_values[i]},
                                     {.frame = 3000, .port = index, .value = instance_get(instance, index)}};
    suite_note("%s at %g and back", instance_port(instance, index)->symbol, (double)bad_values[i]);
    recording_render(recording, instance, &(Render){.changes = changes, .n_changes = 2});
    recording_check_finite(recording);
    fault_check_recovered(&fixture, recording, expected);
    instance_free(instance);
  }
}

void values_check_each(const Subject* subject) {
  Recording* expected = fault_recording(subject, &fixture, 1);
  Recording* recording = fault_recording(subject, &fixture, 1);
  fault_render(subject, &fixture, 0, NULL, expected);
  Instance* instance = fault_instance(subject, &fixture, 0);
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    if (control_is_settable(instance_port(instance, i))) {
      check_control(subject, i, recording, expected);
    }
  }
  instance_free(instance);
  recording_free(recording);
  recording_free(expected);
}

static float wild_value(const HostPort* port, Noise* noise) {
  const uint32_t kind = noise_below(noise, 24);
  return kind < N_BAD        ? bad_values[kind]
         : kind < N_BAD + 4  ? noise_between(noise, -1e5f, 1e5f)
         : kind == N_BAD + 5 ? FLT_MAX
                             : control_choose(port, noise);
}

/* Sets all controls, and fills all inputs with noise that now and then holds a sample far too loud, or none. */
static void make_wild(Instance* instance, Noise* noise) {
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    const HostPort* port = instance_port(instance, i);
    if (control_is_settable(port)) {
      instance_set(instance, i, wild_value(port, noise));
    } else if (host_port_is_audio(port) && port->is_input) {
      float* in = instance_buffer(instance, i);
      noise_fill(noise, in, BLOCK_FRAMES, 1.0f);
      const uint32_t at = noise_below(noise, BLOCK_FRAMES);
      const bool is_tame = noise_below(noise, 16);
      in[at] *= is_tame ? 1.0f : 1e38f * (float)(1 + noise_below(noise, 8));
    }
  }
}

static void check_block(const Instance* instance, uint32_t n_frames) {
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    const HostPort* port = instance_port(instance, i);
    if (port->kind == HOST_PORT_CONTROL && !port->is_input) {
      CHECK(isfinite(instance_get(instance, i)), "%s reads %g", port->symbol, (double)instance_get(instance, i));
    } else if (host_port_is_audio(port) && !port->is_input) {
      const float* out = instance_buffer(instance, i);
      for (uint32_t at = 0; at < n_frames; ++at) {
        CHECK(isfinite(out[at]), "%s is %g", port->symbol, (double)out[at]);
      }
    }
  }
}

void values_check_together(const Subject* subject) {
  Recording* expected = fault_recording(subject, &fixture, 1);
  Recording* recording = fault_recording(subject, &fixture, 1);
  Noise noise = {9};
  fault_render(subject, &fixture, 0, NULL, expected);
  Instance* instance = fault_instance(subject, &fixture, 0);
  const unsigned n_combinations = suite_rounds(COMBINATIONS);
  for (unsigned round = 0; round < n_combinations; ++round) {
    suite_note("combination %u", round);
    make_wild(instance, &noise);
    const uint32_t n_frames = noise_below(&noise, BLOCK_FRAMES + 1);
    instance_run(instance, n_frames);
    check_block(instance, n_frames);
  }
  suite_note("after wild combinations");
  instance_set_defaults(instance);
  controls_enable(instance);
  controls_shorten_memory(instance);
  recording_render(recording, instance, NULL);
  recording_check_finite(recording);
  fault_check_recovered(&fixture, recording, expected);
  instance_free(instance);
  recording_free(recording);
  recording_free(expected);
}
