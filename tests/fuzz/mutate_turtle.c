// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Changes Turtle by the line and the word as well as by the byte: most changes of single bytes make no Turtle. */

#include "common/host/noise.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { MAX_SIZE = 16384 };

/* libFuzzer's. */
size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed);

typedef struct {
  size_t start, end;
} Span;

/* A line, a word or a part of a name: from one of the characters that start such, up to the next of them. */
static Span pick_part(const uint8_t* data, size_t size, const char* starts, Noise* noise) {
  Span part = {noise_below(noise, (uint32_t)size), 0};
  while (part.start > 0 && !strchr(starts, data[part.start])) {
    --part.start;
  }
  part.end = part.start + 1;
  while (part.end < size && !strchr(starts, data[part.end])) {
    ++part.end;
  }
  return part;
}

/* Takes a part away, copies one to another place, or puts a copy in place of another. */
static size_t move_part(uint8_t* data, size_t size, size_t max_size, Noise* noise) {
  static const char* const starts[] = {"\n", "\n\t ", "\n\t <>/:\""};
  static uint8_t copy[MAX_SIZE];
  const char* these = starts[noise_below(noise, sizeof(starts) / sizeof(starts[0]))];
  const Span from = pick_part(data, size, these, noise);
  Span to = pick_part(data, size, these, noise);
  const uint32_t kind = noise_below(noise, 3);
  const size_t length = kind == 0 ? 0 : from.end - from.start;  // 0 takes away
  if (kind == 1) {                                              // copies
    to.end = to.start;
  }
  const size_t tail = size - to.end;
  if (to.start + length + tail > max_size || length > MAX_SIZE) {
    return size;
  }
  memcpy(copy, data + from.start, length);
  memmove(data + to.start + length, data + to.end, tail);
  memcpy(data + to.start, copy, length);
  return to.start + length + tail;
}

size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  Noise noise = {seed};
  if (size == 0 || noise_below(&noise, 2)) {
    return LLVMFuzzerMutate(data, size, max_size);
  }
  return move_part(data, size, max_size, &noise);
}
