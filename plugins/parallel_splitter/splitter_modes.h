// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The modes of the parallel splitter: how a chunk of the input is taken apart. A mode together with its number of
   branches is a routing, which a Crossfader can fade from and to; while it fades both routings run. Audio thread,
   realtime-safe, but for set-up. */

#ifndef SIGNALBOX_SPLITTER_MODES_H
#define SIGNALBOX_SPLITTER_MODES_H

#include "common/dsp/audio_block.h"
#include "common/dsp/level_split.h"
#include "common/dsp/transient.h"
#include "plugins/parallel_splitter/parallel_splitter.h"

/* A mode and a number of branches, as one. */
typedef unsigned Routing;

#define ROUTING_NONE (~0u)

/* Reads no parameter but the mode and the number of branches. */
Routing routing_of(const SplitterParams* params, unsigned n_channels);

/* How many branches are the input itself, where that is all a routing does; else 0. */
unsigned routing_copies(Routing routing);

typedef struct {
  uint32_t ramp_frames;
  float split_hz[SPLITTER_SPLITS];
  float sensitivity, threshold;
  Crossover crossover[SPLITTER_BRANCHES - SPLITTER_MIN_BRANCHES + 1];  // by number of bands
  Transient transient;
  LevelSplit level_split;
  Routing running[2];  // in the last chunk, or ROUTING_NONE: what is not running has no signal
} SplitterModes;

void splitter_modes_init(SplitterModes* modes, double rate_hz);

/* Forgets all signal. */
void splitter_modes_reset(SplitterModes* modes);

/* Takes splits, sensitivity and threshold. */
void splitter_modes_set(SplitterModes* modes, const SplitterParams* params);

/* To be called before the routings of a chunk run: the same one twice, or both of a fade. Those that have not run in
   the last chunk start from silence. */
void splitter_modes_start(SplitterModes* modes, Routing a, Routing b);

/* Takes a measured input apart: branches[i] becomes the input itself or scratch[i], measured. */
void splitter_modes_run(SplitterModes* modes, Routing routing, const AudioBlock* in,
                        AudioBlock scratch[SPLITTER_BRANCHES], const AudioBlock* branches[SPLITTER_BRANCHES]);

/* Ends a control interval (see chunk.h). */
void splitter_modes_step(SplitterModes* modes);

#endif
