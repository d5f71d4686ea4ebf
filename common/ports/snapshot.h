// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Snapshot: the values of an instance, handed from its audio thread to others as a whole. A reader gets all of them as
   they were at one moment, never some of one run and some of another; the audio thread neither waits nor tries again.

   It is written only when someone has asked: each read asks for the next one. So a display that reads 30 times a second
   is shown what held a thirtieth of a second ago, and costs a plugin nothing in all the runs between.

   A sequence lock: H.-J. Boehm, "Can Seqlocks Get Along with Programming Language Memory Models?", MSPC 2012, in the
   form without fences. */

#ifndef SIGNALBOX_SNAPSHOT_H
#define SIGNALBOX_SNAPSHOT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  atomic_bool wanted;    // someone has asked since the last write
  atomic_uint sequence;  // 0: never written; odd: being written
  unsigned n_values;
  atomic_uintptr_t words[];  // the values, packed
} Snapshot;

/* Of n_values floats. NULL where memory is short. Not realtime-safe. */
Snapshot* snapshot_new(unsigned n_values);
void snapshot_free(Snapshot* snapshot);

/* Audio thread, realtime-safe: whether to write one. */
static inline bool snapshot_is_wanted(const Snapshot* snapshot) {
  return atomic_load_explicit(&snapshot->wanted, memory_order_relaxed);
}

/* Audio thread, one at a time, realtime-safe. `values`: n_values. */
void snapshot_write(Snapshot* snapshot, const float* values);

/* Any other threads, any number of them: takes over the n_values of the last write, and asks for another. False where
   there has been none yet, or where the writer was held up for long in the middle of one: `values` then mean nothing,
   and what was read before may stay in use. */
bool snapshot_read(Snapshot* snapshot, float* values);

#endif
