// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Render: audio of any length through one instance, in blocks, with control changes at given frames. Audio is planar
   float*. The thread of the instance. */

#ifndef SIGNALBOX_HOST_RENDER_H
#define SIGNALBOX_HOST_RENDER_H

#include "common/host/instance.h"

/* A control takes a value from a frame on. A block never runs across a change. */
typedef struct {
  uint64_t frame;
  uint32_t port;
  float value;
} ControlChange;

typedef struct {
  uint64_t n_frames;
  const float* const* inputs;    // one buffer per audio input; NULL entries, or NULL, for silence
  float* const* outputs;         // one per audio output; NULL entries, or NULL, to throw away
  const ControlChange* changes;  // in order of frame; NULL for none
  size_t n_changes;

  /* Blocks are of block_frames (0: the instance's max_frames), or, where cut_seed is not 0, of random lengths from 1 to
     max_frames, short ones as likely as long ones. */
  uint32_t block_frames;
  uint64_t cut_seed;

  /* Called after every block, with the frames done so far, to read meters or to show progress; NULL for none. */
  void (*after_block)(void* user, Instance* instance, uint64_t n_done);
  void* user;
} Render;

/* Runs on from the instance's present state. Realtime-safe where after_block is. */
void render_run(Instance* instance, const Render* render);

#endif
