// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Playing on and on under random automation, faster than in real time: nothing that is not finite comes out, no memory
   is kept, and in the end the plugin sounds as a new one does. */

#include "tests/faults/calls.h"
#include "tests/faults/fault_fixture.h"
#include "tests/faults/rows.h"

#include <math.h>
#include <stdlib.h>

enum { RATE_HZ = 48000, SECONDS = 60, MAX_FRAMES = 1024, LOOP_SECONDS = 7, SETTLING_SECONDS = 12 };

static const FaultFixture fixture = {.rate_hz = RATE_HZ, .max_frames = MAX_FRAMES, .n_frames = RATE_HZ * LOOP_SECONDS};
static const FaultFixture settling = {
  .rate_hz = RATE_HZ, .max_frames = MAX_FRAMES, .n_frames = RATE_HZ * SETTLING_SECONDS};

static void check_outputs(const Instance* instance, uint32_t n_frames) {
  for (uint32_t i = 0; i < instance_n_outputs(instance); ++i) {
    const float* out = instance_buffer(instance, instance_output(instance, i));
    for (uint32_t at = 0; at < n_frames; ++at) {
      CHECK(isfinite(out[at]), "output %u is %g", i, (double)out[at]);
    }
  }
}

static void change_a_control(Instance* instance, Noise* noise) {
  const uint32_t index = noise_below(noise, instance_n_ports(instance));
  const HostPort* port = instance_port(instance, index);
  if (control_is_settable(port)) {
    instance_set(instance, index, control_choose(port, noise));
  }
}

/* Plays a loop of material from ever new places. */
static void run_for(Instance* instance, const Recording* loop, uint64_t n_frames) {
  Noise noise = {11};
  for (uint64_t done = 0; done < n_frames;) {
    const uint32_t length = 1 + noise_below(&noise, MAX_FRAMES);
    const uint32_t from = noise_below(&noise, (uint32_t)loop->n_frames - MAX_FRAMES);
    change_a_control(instance, &noise);
    for (uint32_t i = 0; i < loop->n_inputs; ++i) {
      instance_connect(instance, instance_input(instance, i), loop->in[i] + from);
    }
    instance_run(instance, length);
    check_outputs(instance, length);
    done += length;
  }
}

void soak_check(const Subject* subject) {
  const unsigned seconds = suite_rounds(SECONDS);
  Recording* loop = fault_recording(subject, &fixture, 1);
  Recording* recording = fault_recording(subject, &settling, 2);
  Recording* expected = fault_recording(subject, &settling, 2);
  Instance* instance = fault_instance(subject, &fixture, 0);
  run_for(instance, loop, RATE_HZ);  // what is only made once, when it is first needed, does not grow
  const long blocks_before = calls_n_blocks();
  run_for(instance, loop, (uint64_t)seconds * RATE_HZ);
  const long kept = calls_n_blocks() - blocks_before;
  CHECK(kept < 1, "keeps %ld more blocks of memory after %u s", kept, seconds);
  suite_note("after %u s", seconds);
  instance_set_defaults(instance);
  controls_enable(instance);
  controls_shorten_memory(instance);
  recording_render(recording, instance, NULL);
  fault_render(subject, &settling, 0, NULL, expected);
  recording_check_finite(recording);
  fault_check_recovered(&settling, recording, expected);
  instance_free(instance);
  recording_free(expected);
  recording_free(recording);
  recording_free(loop);
}
