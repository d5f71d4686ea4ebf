// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Calls: notices what this process, shared objects included, asks of the C library's allocator, locks and files, by
   standing before its functions; and what it asks of the kernel. Counts are kept per thread that is watched.

   AddressSanitizer, ThreadSanitizer and valgrind stand there themselves: calls_are_seen() tells. */

#ifndef SIGNALBOX_FAULTS_CALLS_H
#define SIGNALBOX_FAULTS_CALLS_H

#include <stdbool.h>

typedef enum { CALL_HEAP, CALL_LOCK, CALL_FILE, CALL_KINDS } CallKind;

/* Whether heap calls are noticed here. */
bool calls_are_seen(void);

/* From here to calls_unwatch(), calls of this thread count, from 0. */
void calls_watch(void);
void calls_unwatch(void);

/* How many calls of a kind there were, and the function that was called first (NULL for none). */
unsigned calls_count(CallKind kind);
const char* calls_first(CallKind kind);

/* The k-th allocation of this thread from now on, counted from 1, fails; 0 for none. Returns whether the one asked for
   before has happened. */
bool calls_fail_allocation(unsigned k);

/* Blocks that are allocated now, in the whole process. */
long calls_n_blocks(void);

/* From here on this process can write and exit, and every other system call ends it through `on_call`, which gets the
   call's number and must not return. False where the kernel cannot do that. */
bool calls_forbid_system(void (*on_call)(int number));

#endif
