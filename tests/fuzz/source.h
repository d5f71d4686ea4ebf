// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Source: a test signal that is the same however it is cut into blocks. */

#ifndef SIGNALBOX_FUZZ_SOURCE_H
#define SIGNALBOX_FUZZ_SOURCE_H

#include "tests/fuzz/script.h"

typedef struct {
  SourceKind kind;
  float gain;
  uint8_t detail;
} Source;

/* Frames `at` to `at` + `n_frames` of the signal. */
void source_fill(const Source* source, uint64_t at, float* out, uint32_t n_frames);

#endif
