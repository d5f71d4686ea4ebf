// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Latency is what a plugin says it is: an impulse into the first input is largest in the first output that much later.
   As set by default, since what controls do to an impulse differs from plugin to plugin. */

#include "tests/faults/bench.h"
#include "tests/faults/rows.h"

#include <inttypes.h>
#include <math.h>

enum { RATE_HZ = 48000, TAIL_FRAMES = 9600 };

#define IMPULSE 0.03f  // low enough to leave dynamics at rest
#define HEARD 1e-6

static uint64_t loudest_frame(const float* out, uint64_t n_frames) {
  uint64_t loudest = 0;
  for (uint64_t at = 1; at < n_frames; ++at) {
    loudest = fabsf(out[at]) > fabsf(out[loudest]) ? at : loudest;
  }
  return loudest;
}

void timing_check_latency(const Subject* subject) {
  const Bench bench = {.rate_hz = RATE_HZ, .max_frames = 1024, .n_frames = TAIL_FRAMES};
  Instance* instance = bench_instance(subject, &bench, 0);
  Take* take = take_new(instance, TAIL_FRAMES);
  CHECK(take->n_inputs && take->n_outputs, "has no audio to measure");
  take->in[0][0] = IMPULSE;
  take_render(take, instance, NULL);
  const uint32_t reported = instance_latency_frames(instance);
  const uint64_t measured = loudest_frame(take->out[0], take->n_frames);
  if (fabs((double)take->out[0][measured]) < HEARD) {
    suite_skip("gives nothing of its first input to its first output by default");
  }
  CHECK(measured == reported, "is late by %" PRIu64 " frames and reports %" PRIu32, measured, reported);
  take_free(take);
  instance_free(instance);
}
