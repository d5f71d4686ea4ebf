// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Many instances at once: 64 in 4 threads, each block by block in turn with others of its thread, put out what each
   puts out alone. Built with ThreadSanitizer, this also finds what they share without a lock. */

#include "tests/faults/bench.h"
#include "tests/faults/rows.h"

#include <inttypes.h>
#include <pthread.h>

enum { THREADS = 4, EACH = 16, BLOCK_FRAMES = 256, BLOCKS = 40 };

static const Bench bench = {.rate_hz = 48000.0, .max_frames = BLOCK_FRAMES, .n_frames = BLOCK_FRAMES * BLOCKS};

typedef struct {
  Instance* instances[EACH];
  Take* takes[EACH];
} Crowd;

static void run_block(Instance* instance, const Take* take, uint64_t at) {
  for (uint32_t i = 0; i < take->n_inputs; ++i) {
    instance_connect(instance, instance_input(instance, i), take->in[i] + at);
  }
  for (uint32_t i = 0; i < take->n_outputs; ++i) {
    instance_connect(instance, instance_output(instance, i), take->out[i] + at);
  }
  instance_run(instance, BLOCK_FRAMES);
}

static void* run_crowd(void* user) {
  const Crowd* crowd = (const Crowd*)user;
  for (unsigned block = 0; block < BLOCKS; ++block) {
    for (unsigned i = 0; i < EACH; ++i) {
      run_block(crowd->instances[i], crowd->takes[i], (uint64_t)block * BLOCK_FRAMES);
    }
  }
  return NULL;
}

static void check_alone(const Subject* subject, const Take* take, uint64_t seed) {
  Take* expected = bench_take(subject, &bench, seed);
  suite_note("instance %" PRIu64, seed);
  bench_render(subject, &bench, seed, NULL, expected);
  bench_check_same(take, expected);
  take_free(expected);
}

void many_check_threads(const Subject* subject) {
  static Crowd crowds[THREADS];
  pthread_t threads[THREADS];
  for (unsigned t = 0; t < THREADS; ++t) {
    for (unsigned i = 0; i < EACH; ++i) {
      const uint64_t seed = t * EACH + i;
      crowds[t].instances[i] = bench_instance(subject, &bench, seed);
      crowds[t].takes[i] = bench_take(subject, &bench, seed);
    }
  }
  for (unsigned t = 0; t < THREADS; ++t) {
    CHECK(!pthread_create(&threads[t], NULL, run_crowd, &crowds[t]), "no thread can be started");
  }
  for (unsigned t = 0; t < THREADS; ++t) {
    pthread_join(threads[t], NULL);
  }
  for (unsigned t = 0; t < THREADS; ++t) {
    for (unsigned i = 0; i < EACH; ++i) {
      instance_free(crowds[t].instances[i]);
      check_alone(subject, crowds[t].takes[i], t * EACH + i);
      take_free(crowds[t].takes[i]);
    }
  }
}
