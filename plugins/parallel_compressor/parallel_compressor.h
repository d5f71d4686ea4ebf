// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Parallel compressor: splits a signal, compresses one half and adds both up again, in step to the frame.

   key: in, another signal, or the sum of both -> high-pass -> dynamics (common/dsp/dynamics.h) -> gain
   dry: in -> delay of the look-ahead
   wet: dry * gain -> high-pass -> low-pass
   out: level * (dry_gain * dry + wet_gain * wet)

   `level` is 1, or with auto_level what keeps the blend as loud as the dry signal (common/dsp/loudness.h). Listening
   takes the dry signal out of the blend and leaves the wet one as loud as it is. Off, the out is the delayed dry
   signal, bit for bit. All of this moves as common/dsp/ramp.h says. */

#ifndef SIGNALBOX_PARALLEL_COMPRESSOR_H
#define SIGNALBOX_PARALLEL_COMPRESSOR_H

#include "common/dsp/dynamics.h"
#include "common/dsp/filter.h"
#include "common/dsp/status_monitor.h"

#include <stdbool.h>
#include <stdint.h>

#define COMPRESSOR_LONGEST_LOOKAHEAD_MS 10.0f

/* What the compressor listens to. COMPRESSOR_BOTH is the sum, as of signals that meet on a bus: what would be loud
   there is loud here. */
typedef enum { COMPRESSOR_OWN, COMPRESSOR_KEYED, COMPRESSOR_BOTH } CompressorKeySource;

typedef struct {
  DynamicsParams dynamics;
  CompressorKeySource key_source;
  float key_gain;                            // linear, of the key, before it is filtered
  float key_hpf_hz, wet_hpf_hz, wet_lpf_hz;  // high-pass out of the path at 0, low-pass at INFINITY
  float lookahead_ms;                        // 0 .. COMPRESSOR_LONGEST_LOOKAHEAD_MS
  float dry_gain;                            // linear
  float wet_gain;                            // linear, make-up included
  bool auto_level, listen, enabled;
} ParallelCompressorParams;

typedef struct {
  float in_peak, out_peak;  // linear, of the louder side
  float reduction_db;       // <= 0, of the side that is reduced most
  Status status;
  uint32_t latency_frames;
} ParallelCompressorMeters;

typedef struct ParallelCompressor ParallelCompressor;

/* n_channels, 1 or 2, of input and out. rate_hz > 0. NULL where memory is short. It is to be set before it first runs.
   Not realtime-safe. */
ParallelCompressor* parallel_compressor_new(unsigned n_channels, double rate_hz);
void parallel_compressor_free(ParallelCompressor* compressor);

/* Forgets all signal, and has what is set next hold at once, as it does at first. Any thread but the audio thread, and
   not while it runs. */
void parallel_compressor_reset(ParallelCompressor* compressor);

/* Moves to other params, from the next frame on; to be called only where there are others, as levels take as long as
   these are apart (see common/dsp/chunk.h). They are to be finite, and within their ranges. Audio thread,
   realtime-safe. */
void parallel_compressor_set(ParallelCompressor* compressor, const ParallelCompressorParams* params);

/* Runs any number of frames. in: n_channels of the main signal, then, unless it has never listened to anything but
   COMPRESSOR_OWN, n_channels of the key; out: n_channels. The latency is the look-ahead. Each is a buffer of n_frames,
   or NULL: silence, and nowhere. Any out may be any in. Samples that are not finite count as 0. Audio thread,
   realtime-safe. */
void parallel_compressor_run(ParallelCompressor* compressor, const float* const* in, float* const* out,
                             uint32_t n_frames);

/* Gives what has been found out up to the end of the last run. Peaks are those of common/dsp/meter.h. Audio thread,
   realtime-safe. */
void parallel_compressor_read(const ParallelCompressor* compressor, ParallelCompressorMeters* meters);

#endif
