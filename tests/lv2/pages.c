// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/pages.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

bool pages_init(Pages* pages, size_t n_frames) {
  const size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);
  const size_t wanted = n_frames * sizeof(float);
  pages->page_bytes = page_bytes;
  pages->usable_bytes = (wanted + page_bytes - 1) / page_bytes * page_bytes;
  pages->memory = NULL;
  if (posix_memalign(&pages->memory, page_bytes, pages->usable_bytes + page_bytes)) {
    return false;
  }
  unsigned char* end = (unsigned char*)pages->memory + pages->usable_bytes;
  pages->data = (float*)(void*)(end - wanted);
  return !mprotect(end, page_bytes, PROT_NONE);
}

void pages_set_read_only(Pages* pages, bool read_only) {
  mprotect(pages->memory, pages->usable_bytes, read_only ? PROT_READ : PROT_READ | PROT_WRITE);
}

void pages_free(Pages* pages) {
  mprotect(pages->memory, pages->usable_bytes + pages->page_bytes, PROT_READ | PROT_WRITE);
  free(pages->memory);
}
