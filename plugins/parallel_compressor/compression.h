// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The compressed half of a parallel compressor, in two steps with the delay of the look-ahead between them: a gain for
   every frame of the key, and the delayed signal times that gain, through its filters.

   A sample beyond COMPRESSION_CEILING_GAIN is a broken one: here it counts as 0, so that neither the compressor nor a
   filter remembers it. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_COMPRESSION_H
#define SIGNALBOX_COMPRESSION_H

#include "common/dsp/audio_block.h"
#include "common/dsp/band_limit.h"
#include "plugins/parallel_compressor/parallel_compressor.h"

#define COMPRESSION_CEILING_GAIN DETECTOR_CEILING_GAIN

typedef struct {
  Filter key_hpf;
  BandLimit wet_band_limit;
  Dynamics dynamics;
  uint32_t longest_delay_frames;
  uint32_t alert_frames;  // in which a broken sample may still come out of the delay
} Compression;

void compression_init(Compression* compression, double rate_hz);

/* Forgets all signal and settles on what was set last. */
void compression_reset(Compression* compression);

/* Sets what to move to over ramp_frames; with 0 it is there at once. */
void compression_set(Compression* compression, const ParallelCompressorParams* params, uint32_t ramp_frames);

/* Works out of a key, which may be the dry signal itself, a gain for every frame of each channel, in the own samples of
   `gains`. Both are measured. */
void compression_gains(Compression* compression, const AudioBlock* dry, const AudioBlock* key, AudioBlock* gains);

/* Makes the wet signal of the delayed dry one, in the block that holds the gains. It is not measured. */
void compression_run(Compression* compression, const AudioBlock* dry, AudioBlock* gains);

/* Ends a control interval (see chunk.h). */
void compression_step(Compression* compression);

#endif
