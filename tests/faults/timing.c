// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Time: latency is what a plugin says it is, and subnormal numbers take no longer than others. */

#include "tests/faults/fault_fixture.h"
#include "tests/faults/rows.h"
#include "tests/support/noise_signals.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

enum { RATE_HZ = 48000, TAIL_FRAMES = 9600, TIMED_FRAMES = 256, TIMED_BLOCKS = 20, TIMED_ROUNDS = 400 };

#define MOST_RATIO 1.3
#define QUIET 1e-12f  // -240 dBFS: its square is no subnormal number either

#define IMPULSE 0.03f  // low enough to leave dynamics at rest
#define HEARD 1e-6
#define CONCENTRATED 0.9

static uint64_t loudest_frame(const float* out, uint64_t n_frames) {
  uint64_t loudest = 0;
  for (uint64_t at = 1; at < n_frames; ++at) {
    loudest = fabsf(out[at]) > fabsf(out[loudest]) ? at : loudest;
  }
  return loudest;
}

/* The part of an output's energy that is in one frame: near 1 for a path that only delays. */
static double share_of_energy(const float* out, uint64_t n_frames, uint64_t frame) {
  double sum = 1e-30;
  for (uint64_t at = 0; at < n_frames; ++at) {
    sum += (double)out[at] * (double)out[at];
  }
  return (double)out[frame] * (double)out[frame] / sum;
}

/* An impulse into the first input is largest in the first output as late as is reported. As set by default, since what
   controls do to an impulse differs from plugin to plugin. */
void timing_check_latency(const Subject* subject) {
  const FaultFixture fixture = {.rate_hz = RATE_HZ, .max_frames = 1024, .n_frames = TAIL_FRAMES};
  Instance* instance = fault_instance(subject, &fixture, 0);
  Recording* recording = recording_new(instance, TAIL_FRAMES);
  CHECK(recording->n_inputs && recording->n_outputs, "has no audio to measure");
  recording->in[0][0] = IMPULSE;
  recording_render(recording, instance, NULL);
  const uint32_t reported = instance_latency_frames(instance);
  const uint64_t measured = loudest_frame(recording->out[0], recording->n_frames);
  if (fabs((double)recording->out[0][measured]) < HEARD) {
    suite_skip("gives nothing of its first input to its first output by default");
  }
  if (share_of_energy(recording->out[0], recording->n_frames, measured) < CONCENTRATED) {
    suite_skip("spreads an impulse over many frames by default");
  }
  CHECK(measured == reported, "is late by %" PRIu64 " frames and reports %" PRIu32, measured, reported);
  recording_free(recording);
  instance_free(instance);
}

static void run_blocks(Instance* instance, unsigned n_blocks) {
  for (unsigned i = 0; i < n_blocks; ++i) {
    instance_run(instance, TIMED_FRAMES);
  }
}

static void fill_inputs(Instance* instance, float peak) {
  Noise noise = {5};
  for (uint32_t i = 0; i < instance_n_inputs(instance); ++i) {
    noise_fill(&noise, instance_buffer(instance, instance_input(instance, i)), TIMED_FRAMES, peak);
  }
}

static unsigned noise_blocks(Noise* lengths) {
  return TIMED_BLOCKS / 2 + noise_below(lengths, TIMED_BLOCKS);
}

static int compare_doubles(const void* a, const void* b) {
  const double x = *(const double*)a;
  const double y = *(const double*)b;
  return x < y ? -1 : x > y;
}

/* Processor time, in seconds, of what follows noise. The noise is of no fixed length: a plugin that works something out
   now and then does so sometimes here, sometimes there. */
static double time_after_noise(Instance* instance, float peak, unsigned n_noise_blocks) {
  struct timespec start, end;
  fill_inputs(instance, 0.5f);
  run_blocks(instance, n_noise_blocks);
  fill_inputs(instance, peak);
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
  run_blocks(instance, TIMED_BLOCKS);
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
  return (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
}

/* How much longer a signal takes than one that is as good as silent but has normal numbers: the median of many turns,
   in each of which one follows the other at once, so that what else the machine does hits both. */
static double time_against_quiet(Instance* instance, float peak) {
  double ratio[TIMED_ROUNDS];
  Noise lengths = {7};
  for (unsigned round = 0; round < TIMED_ROUNDS; ++round) {
    const double quiet = time_after_noise(instance, QUIET, noise_blocks(&lengths));
    ratio[round] = time_after_noise(instance, peak, noise_blocks(&lengths)) / quiet;
  }
  qsort(ratio, TIMED_ROUNDS, sizeof(ratio[0]), compare_doubles);
  return ratio[TIMED_ROUNDS / 2];
}

void timing_check_subnormal(const Subject* subject) {
  static const float peaks[] = {1e-39f, 0.0f};
  const FaultFixture fixture = {.rate_hz = RATE_HZ, .max_frames = TIMED_FRAMES, .n_frames = TIMED_FRAMES};
  for (size_t p = 0; p < sizeof(peaks) / sizeof(peaks[0]); ++p) {
    Instance* instance = fault_instance(subject, &fixture, 0);
    const double ratio = time_against_quiet(instance, peaks[p]);
    CHECK(ratio <= MOST_RATIO, "takes %.1f times as long for %s as for noise at -240 dBFS", ratio,
          peaks[p] > 0.0f ? "subnormal samples" : "a decay into silence");
    instance_free(instance);
  }
}
