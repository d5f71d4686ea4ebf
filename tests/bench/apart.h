// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Work that is done in a process of its own, so that it finds nothing loaded and leaves nothing behind. Not
   realtime-safe. */

#ifndef SIGNALBOX_BENCH_APART_H
#define SIGNALBOX_BENCH_APART_H

#include <stdbool.h>
#include <stddef.h>

/* Fills a result; false where it could not. */
typedef bool ApartWork(void* context, void* result);

/* False, and the result as it was, where the work could not be done or its process has died. Results are at most as
   long as what a pipe holds at once. */
bool apart_do(ApartWork* work, void* context, void* result, size_t size);

#endif
