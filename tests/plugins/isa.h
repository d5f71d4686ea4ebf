// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What every kernel gives for the same input, in each of the variants that the plugins choose between when they are
   loaded, and in the one that has been chosen here. */

#ifndef SIGNALBOX_TEST_ISA_H
#define SIGNALBOX_TEST_ISA_H

#include "common/dsp/chunk.h"

#include <stdbool.h>
#include <stdint.h>

enum { ISA_ROWS = 8, ISA_MAX_DIGESTS = 256 };

/* Signals; weights lie within 0 .. 1, levels are >= 0. Where sound is false, samples may be anything at all. */
typedef struct {
  bool sound;
  uint32_t n_frames;
  float rows[ISA_ROWS][CHUNK_FRAMES];
  float weights[2][CHUNK_FRAMES];
  float levels[CHUNK_FRAMES];
  float gains[4];
} IsaInput;

/* Of all that a kernel writes and returns. */
typedef struct {
  const char* kernel;
  uint64_t digest;
} IsaDigest;

typedef struct {
  unsigned n_digests;
  IsaDigest digests[ISA_MAX_DIGESTS];
} IsaRecord;

void isa_run_chosen(IsaRecord* record, const IsaInput* input);
void isa_run_baseline(IsaRecord* record, const IsaInput* input);

/* Only where isa_has_avx2(). */
void isa_run_avx2(IsaRecord* record, const IsaInput* input);
bool isa_has_avx2(void);

#endif
