// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* run() and connect_port() are called where nothing may wait: no heap, no lock, no file, no system call. */

#include "tests/faults/calls.h"
#include "tests/faults/fault_fixture.h"
#include "tests/faults/rows.h"
#include "tests/support/noise_signals.h"

#include <stdlib.h>
#include <unistd.h>

enum { ROUNDS = 200, MAX_FRAMES = 1024 };

static const FaultFixture fixture = {.rate_hz = 48000.0, .max_frames = MAX_FRAMES, .n_frames = MAX_FRAMES};

/* Blocks of any length with changing controls and buffers; all that this calls itself is realtime-safe. */
static void run_blocks(Instance* instance, float* other_buffer) {
  Noise noise = {3};
  for (unsigned round = 0; round < ROUNDS; ++round) {
    if (round % 3 == 0) {
      controls_shuffle(instance, &noise);
    }
    for (uint32_t i = 0; i < instance_n_inputs(instance); ++i) {
      const uint32_t input = instance_input(instance, i);
      noise_fill(&noise, instance_buffer(instance, input), MAX_FRAMES, round % 16 ? 0.5f : 8.0f);
      instance_connect(instance, input, round % 2 ? other_buffer : instance_buffer(instance, input));
    }
    instance_run(instance, noise_below(&noise, MAX_FRAMES + 1));
  }
}

static float* buffer_new(void) {
  float* buffer = (float*)calloc(MAX_FRAMES, sizeof(float));
  CHECK(buffer, "there is not enough memory for the test");
  return buffer;
}

static void check_calls(const Subject* subject, CallKind kind) {
  if (!calls_are_seen()) {
    suite_skip("is checked by a tool that hides its calls");
  }
  Instance* instance = fault_instance(subject, &fixture, 0);
  float* buffer = buffer_new();
  calls_watch();
  run_blocks(instance, buffer);
  calls_unwatch();
  CHECK(!calls_count(kind), "calls %s() while it runs, the first of %u such calls", calls_first(kind),
        calls_count(kind));
  free(buffer);
  instance_free(instance);
}

void realtime_check_heap(const Subject* subject) {
  check_calls(subject, CALL_HEAP);
}

void realtime_check_locks(const Subject* subject) {
  check_calls(subject, CALL_LOCK);
}

void realtime_check_files(const Subject* subject) {
  check_calls(subject, CALL_FILE);
}

static void fail_for_call(int number) {
  suite_fail("makes the system call %d while it runs", number);
}

/* Ends without clean-up, which would need system calls. */
void realtime_check_system(const Subject* subject) {
  if (!calls_are_seen()) {
    suite_skip("is checked by a tool that makes system calls of its own");
  }
  Instance* instance = fault_instance(subject, &fixture, 0);
  float* buffer = buffer_new();
  CHECK(calls_forbid_system(fail_for_call), "cannot be watched: the kernel has no seccomp filters here");
  run_blocks(instance, buffer);
  _exit(0);
}
