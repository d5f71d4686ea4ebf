// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Many instances at once: 64 in 4 threads, each block by block in turn with others of its thread, put out what each
   puts out alone. Built with ThreadSanitizer, this also finds what they share without a lock. */

#include "tests/faults/fault_fixture.h"
#include "tests/faults/rows.h"

#include <inttypes.h>
#include <pthread.h>

enum { THREADS = 4, EACH = 16, BLOCK_FRAMES = 256, BLOCKS = 40 };

static const FaultFixture fixture = {.rate_hz = 48000.0, .max_frames = BLOCK_FRAMES, .n_frames = BLOCK_FRAMES * BLOCKS};

typedef struct {
  Instance* instances[EACH];
  Recording* recordings[EACH];
} InstanceGroup;

static void run_block(Instance* instance, const Recording* recording, uint64_t at) {
  for (uint32_t i = 0; i < recording->n_inputs; ++i) {
    instance_connect(instance, instance_input(instance, i), recording->in[i] + at);
  }
  for (uint32_t i = 0; i < recording->n_outputs; ++i) {
    instance_connect(instance, instance_output(instance, i), recording->out[i] + at);
  }
  instance_run(instance, BLOCK_FRAMES);
}

static void* run_group(void* user) {
  const InstanceGroup* group = (const InstanceGroup*)user;
  for (unsigned block = 0; block < BLOCKS; ++block) {
    for (unsigned i = 0; i < EACH; ++i) {
      run_block(group->instances[i], group->recordings[i], (uint64_t)block * BLOCK_FRAMES);
    }
  }
  return NULL;
}

static void check_alone(const Subject* subject, const Recording* recording, uint64_t seed) {
  Recording* expected = fault_recording(subject, &fixture, seed);
  suite_note("instance %" PRIu64, seed);
  fault_render(subject, &fixture, seed, NULL, expected);
  fault_check_same(recording, expected);
  recording_free(expected);
}

void threads_check(const Subject* subject) {
  static InstanceGroup groups[THREADS];
  pthread_t threads[THREADS];
  for (unsigned t = 0; t < THREADS; ++t) {
    for (unsigned i = 0; i < EACH; ++i) {
      const uint64_t seed = t * EACH + i;
      groups[t].instances[i] = fault_instance(subject, &fixture, seed);
      groups[t].recordings[i] = fault_recording(subject, &fixture, seed);
    }
  }
  for (unsigned t = 0; t < THREADS; ++t) {
    CHECK(!pthread_create(&threads[t], NULL, run_group, &groups[t]), "no thread can be started");
  }
  for (unsigned t = 0; t < THREADS; ++t) {
    pthread_join(threads[t], NULL);
  }
  for (unsigned t = 0; t < THREADS; ++t) {
    for (unsigned i = 0; i < EACH; ++i) {
      instance_free(groups[t].instances[i]);
      check_alone(subject, groups[t].recordings[i], t * EACH + i);
      recording_free(groups[t].recordings[i]);
    }
  }
}
