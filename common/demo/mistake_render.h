// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A mistake made and mended: played through its plugin faster than real time, with what the plugin said meanwhile.
   One thread; not realtime-safe. What fails for a reason outside the program leaves a sentence in the HostError. */

#ifndef SIGNALBOX_DEMO_MISTAKE_RENDER_H
#define SIGNALBOX_DEMO_MISTAKE_RENDER_H

#include "common/demo/levels.h"
#include "common/demo/mistake.h"
#include "common/host/wav.h"

enum { MADE, MENDED, MISTAKE_HALVES };

typedef struct {
  const Mistake* mistake;
  Wav* out;                     // of both halves
  Wav* halves[MISTAKE_HALVES];  // each on its own
  Levels levels[MISTAKE_HALVES];
  uint64_t n_blocks;      // of DEMO_BLOCK_FRAMES
  unsigned char* status;  // at the end of each block

  /* What it said when it was about to be mended; 0 where it does not say. */
  unsigned strips[2];
  double lag_ms;  // of strip 2 or of the status, how much later
  bool inverted;
} MistakeRender;

/* NULL where a sample, a plugin or an end of a wire is missing. */
MistakeRender* mistake_render_new(Host* host, const Mistake* mistake, const char* samples_folder, HostError* error);
void mistake_render_free(MistakeRender* render);

/* How long into the half that is made it was called by its name, in seconds; INFINITY for never. */
double mistake_named_seconds(const MistakeRender* render);

#endif
