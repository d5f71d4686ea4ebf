// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Two threads and a snapshot between them; to be run under ThreadSanitizer, too. */

#include "common/ports/snapshot.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { N_VALUES = 247, N_READS = 3000, N_DIFFERENT = 200 };  // odd, so that the last word is half full

typedef struct {
  Snapshot* snapshot;
  bool unasked;  // the writer does not wait to be asked
  atomic_bool done;
  unsigned n_writes;
} Pair;

static void fill(float* values, unsigned n, float value) {
  for (unsigned i = 0; i < n; ++i) {
    values[i] = value;
  }
}

/* Pauses of many lengths, so that reads end before, in and after a write. */
static void pause_for(const Snapshot* snapshot, unsigned n) {
  for (unsigned i = 0; i < n; ++i) {
    (void)snapshot_is_wanted(snapshot);
  }
}

/* Each write has one number all over, the next one another. */
static void* write_on(void* data) {
  Pair* pair = (Pair*)data;
  float values[N_VALUES];
  while (!atomic_load(&pair->done)) {
    if (pair->unasked || snapshot_is_wanted(pair->snapshot)) {
      fill(values, N_VALUES, (float)(++pair->n_writes % (1u << 20)));
      snapshot_write(pair->snapshot, values);
      pause_for(pair->snapshot, pair->n_writes * 37 % 2000);
    } else {
      sched_yield();
    }
  }
  return NULL;
}

typedef struct {
  unsigned n_whole, n_mixed, n_different;
} Reads;

static Reads read_on(Snapshot* snapshot) {
  Reads reads = {0, 0, 0};
  float last = 0.0f;
  while (reads.n_whole < N_READS || reads.n_different < N_DIFFERENT) {
    float values[N_VALUES];
    if (!snapshot_read(snapshot, values)) {
      sched_yield();
      continue;
    }
    if (++reads.n_whole % 64 == 0) {
      sched_yield();
    }
    reads.n_different += values[0] != last;
    last = values[0];
    bool mixed = false;
    for (unsigned i = 1; i < N_VALUES; ++i) {
      mixed = mixed || values[i] != values[0];
    }
    reads.n_mixed += mixed;
  }
  return reads;
}

static void read_against_a_writer(bool unasked) {
  Pair pair = {.snapshot = snapshot_new(N_VALUES), .unasked = unasked, .n_writes = 0};
  atomic_init(&pair.done, false);
  pthread_t writer;
  assert_non_null(pair.snapshot);
  assert_int_equal(pthread_create(&writer, NULL, write_on, &pair), 0);
  const Reads reads = read_on(pair.snapshot);
  atomic_store(&pair.done, true);
  assert_int_equal(pthread_join(writer, NULL), 0);
  snapshot_free(pair.snapshot);
  assert_int_equal(reads.n_mixed, 0);
}

static void test_no_read_mixes_two_writes(void** state) {
  (void)state;
  read_against_a_writer(false);
  read_against_a_writer(true);
}

static void test_is_wanted_once_for_each_read(void** state) {
  (void)state;
  float values[3] = {1.0f, 2.0f, 3.0f};
  float seen[3] = {0.0f};
  Snapshot* snapshot = snapshot_new(3);
  assert_non_null(snapshot);
  assert_false(snapshot_is_wanted(snapshot));
  assert_false(snapshot_read(snapshot, seen));  // nothing yet
  assert_true(snapshot_is_wanted(snapshot));
  snapshot_write(snapshot, values);
  assert_false(snapshot_is_wanted(snapshot));
  for (unsigned i = 0; i < 2; ++i) {  // the last one stays, however often it is read
    assert_true(snapshot_read(snapshot, seen));
    assert_memory_equal(seen, values, sizeof(values));
    assert_true(snapshot_is_wanted(snapshot));
  }
  snapshot_free(snapshot);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_no_read_mixes_two_writes),
    cmocka_unit_test(test_is_wanted_once_for_each_read),
  };
  return cmocka_run_group_tests_name("snapshot", tests, NULL, NULL);
}
