// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Pages: a buffer that ends where its memory ends, so that touching anything past it crashes, and that can be made
   read-only, so that writing to it crashes too. */

#ifndef SIGNALBOX_TEST_PAGES_H
#define SIGNALBOX_TEST_PAGES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
  void* memory;
  size_t usable_bytes, page_bytes;
  float* data;  // float[n_frames]
} Pages;

/* False where memory is short or cannot be protected. */
bool pages_init(Pages* pages, size_t n_frames);
void pages_free(Pages* pages);

void pages_set_read_only(Pages* pages, bool read_only);

#endif
