// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/ports/snapshot.h"

#include <stdlib.h>
#include <string.h>

enum { VALUES_PER_WORD = sizeof(uintptr_t) / sizeof(float) };

/* How often a reader tries again: a write takes less time than a read. */
enum { TRIES = 100 };

Snapshot* snapshot_new(unsigned n_values) {
  const size_t n_words = (n_values + VALUES_PER_WORD - 1) / VALUES_PER_WORD;
  Snapshot* snapshot = (Snapshot*)calloc(1, sizeof(Snapshot) + n_words * sizeof(uintptr_t));
  if (snapshot) {
    snapshot->n_values = n_values;
  }
  return snapshot;
}

void snapshot_free(Snapshot* snapshot) {
  free(snapshot);
}

/* Each word is released, so that whoever has read one of them also finds the sequence odd, or further on. */
void snapshot_write(Snapshot* snapshot, const float* values) {
  const unsigned sequence = atomic_load_explicit(&snapshot->sequence, memory_order_relaxed);
  const unsigned n_whole = snapshot->n_values / VALUES_PER_WORD;
  const unsigned n_left = snapshot->n_values % VALUES_PER_WORD;
  atomic_store_explicit(&snapshot->wanted, false, memory_order_relaxed);
  atomic_store_explicit(&snapshot->sequence, sequence + 1, memory_order_relaxed);
  uintptr_t word = 0;
  for (unsigned i = 0; i < n_whole; ++i) {
    memcpy(&word, &values[(size_t)i * VALUES_PER_WORD], sizeof(word));
    atomic_store_explicit(&snapshot->words[i], word, memory_order_release);
  }
  if (n_left) {
    memcpy(&word, &values[(size_t)n_whole * VALUES_PER_WORD], n_left * sizeof(float));
    atomic_store_explicit(&snapshot->words[n_whole], word, memory_order_release);
  }
  atomic_store_explicit(&snapshot->sequence, sequence + 2, memory_order_release);
}

/* Each word is acquired, so that the sequence is loaded again after all of them. */
static bool read_once(const Snapshot* snapshot, float* values) {
  const unsigned sequence = atomic_load_explicit(&snapshot->sequence, memory_order_acquire);
  const unsigned n_whole = snapshot->n_values / VALUES_PER_WORD;
  const unsigned n_left = snapshot->n_values % VALUES_PER_WORD;
  if (sequence == 0 || sequence % 2 != 0) {
    return false;
  }
  for (unsigned i = 0; i < n_whole; ++i) {
    const uintptr_t word = atomic_load_explicit(&snapshot->words[i], memory_order_acquire);
    memcpy(&values[(size_t)i * VALUES_PER_WORD], &word, sizeof(word));
  }
  if (n_left) {
    const uintptr_t word = atomic_load_explicit(&snapshot->words[n_whole], memory_order_acquire);
    memcpy(&values[(size_t)n_whole * VALUES_PER_WORD], &word, n_left * sizeof(float));
  }
  return atomic_load_explicit(&snapshot->sequence, memory_order_relaxed) == sequence;
}

bool snapshot_read(Snapshot* snapshot, float* values) {
  bool whole = false;
  for (unsigned i = 0; i < TRIES && !whole; ++i) {
    whole = read_once(snapshot, values);
  }
  atomic_store_explicit(&snapshot->wanted, true, memory_order_relaxed);
  return whole;
}
