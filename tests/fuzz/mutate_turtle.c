// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Changes Turtle by the line as well as by the byte: most changes of single bytes make no Turtle. */

#include "tests/fuzz/fuzz.h"
#include "tests/host/noise.h"

#include <string.h>

enum { MAX_SIZE = 16384 };

/* libFuzzer's. */
size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed);

typedef struct {
  size_t start, end;
} Span;

/* The line that a random byte is in. */
static Span pick_line(const uint8_t* data, size_t size, Noise* noise) {
  Span line = {noise_below(noise, (uint32_t)size), 0};
  line.end = line.start;
  while (line.start > 0 && data[line.start - 1] != '\n') {
    --line.start;
  }
  while (line.end < size && data[line.end++] != '\n') {
  }
  return line;
}

/* Takes a line away, copies one to another place, or puts a copy in place of another. */
static size_t move_line(uint8_t* data, size_t size, size_t max_size, Noise* noise) {
  static uint8_t copy[MAX_SIZE];
  const Span from = pick_line(data, size, noise);
  Span to = pick_line(data, size, noise);
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
  return move_line(data, size, max_size, &noise);
}
