// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Buffers of ports, which begin where a cache line does, as those of Ardour and JACK do. To be freed with free(). Not
   realtime-safe. */

#ifndef SIGNALBOX_HOST_BUFFER_H
#define SIGNALBOX_HOST_BUFFER_H

#include <stdlib.h>
#include <string.h>

enum { BUFFER_ALIGNMENT = 64 };

/* Zeros; NULL where memory is short. */
static inline void* buffer_new(size_t size) {
  const size_t whole_lines = (size + BUFFER_ALIGNMENT - 1) / BUFFER_ALIGNMENT * BUFFER_ALIGNMENT;
  void* buffer = aligned_alloc(BUFFER_ALIGNMENT, whole_lines);
  return buffer ? memset(buffer, 0, whole_lines) : NULL;
}

#endif
