// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Dynamics: from the level of a key to the gain of a signal, for compressors, ducks and gates.

   Feed-forward, in the log domain, after Giannoulis, Massberg, Reiss, "Digital Dynamic Range Compressor Design", JAES
   60(6), 2012: detector, then static curve, then smooth branching attack and release of the reduction in dB, then the
   gain. With x the level of the key in dB, T threshold, R ratio and W knee, a duck aims at a reduction of

     0                                          where 2 (x - T) <= -W
     (1 - 1/R) (x - T + W/2)^2 / (2 W)          where 2 |x - T| < W
     (1 - 1/R) (x - T)                          above

   but never more than the depth. A gate aims at 0 where x >= T and at the depth below; it has no ratio and no knee.

   Towards more ducking, or an opening gate, a reduction moves with the attack, else with the release: both are the time
   in which it does 63 % (1 - 1/e) of a step. Hold is how many frames it stays where it is, once the key asks for less
   ducking or for the gate to close, before the release begins.

   Detectors: the peak detector takes |key| of each frame; the RMS detector takes the mean square of the key over
   DYNAMICS_RMS_SECONDS (one pole), so that it reads a sine 3.01 dB below its peak. Both stop at DYNAMICS_CEILING_GAIN,
   so that one broken sample cannot hold a signal down for long. A silent key never ducks and never opens a gate.

   Threshold, ratio, knee, depth, link and detector glide (see glide.h), times act at once; none of them clicks, whatever
   the attack is. What is set first after a reset holds at once, with no reduction (duck) or closed (gate).

   The gains do not depend on how the frames are cut into runs, bit for bit. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_DYNAMICS_H
#define SIGNALBOX_DYNAMICS_H

#include "common/dsp/glide.h"

#include <stdbool.h>
#include <stdint.h>

#define DYNAMICS_RMS_SECONDS 0.010
#define DYNAMICS_CEILING_GAIN 1000.0f  // +60 dBFS
#define DYNAMICS_FLOOR_DB (-100.0f)    // the lowest threshold that a negative offset can lead to

enum { DYNAMICS_MAX_CHANNELS = 2 };

typedef enum { DYNAMICS_PEAK, DYNAMICS_RMS } DynamicsDetector;

typedef enum { DYNAMICS_DUCK, DYNAMICS_GATE } DynamicsAction;

typedef struct {
  float threshold_db;  // dBFS
  float ratio;         // >= 1
  float knee_db;       // >= 0, the whole width of the knee
  float depth_db;      // >= 0, the largest reduction; INFINITY for no limit (duck only)
  float attack_ms, release_ms, hold_ms;
  float link;  // 0 .. 1, how much of the louder channel's reduction a channel takes on, in dB; of pairs only
  DynamicsDetector detector;
  DynamicsAction action;
} DynamicsParams;

/* What glides. Levels and reductions are kept as base-2 logarithms of gains inside: 1 is 6.02 dB. */
enum {
  DYNAMICS_THRESHOLD,
  DYNAMICS_SLOPE,  // 1 - 1/ratio
  DYNAMICS_KNEE,
  DYNAMICS_DEPTH,
  DYNAMICS_RMS_WEIGHT,  // of the RMS level against the peak level
  DYNAMICS_LINK,
  DYNAMICS_N_GLIDES,
};

typedef struct {
  double mean_square;
  double active;  // duck: the reduction; gate: how far open, 0 .. 1. At rest 0 in both.
  uint32_t hold_left;
  float highest_aim;  // of `active`, in the cell so far
} DynamicsChannel;

typedef struct {
  double rate_hz;
  bool fresh;  // nothing has run since the reset
  DynamicsAction action;
  Glide glide[DYNAMICS_N_GLIDES];
  uint32_t glide_frames, hold_frames;
  double attack_weight, release_weight, mean_weight;  // of a new value in its one-pole filter
  float offset;                                       // of the threshold
  float rest_gain;                                    // a key below this asks for nothing
  DynamicsChannel channel[DYNAMICS_MAX_CHANNELS];
  float held_gain, cell_gain;  // the lowest gain of the last whole cell and of the one under way
} Dynamics;

void dynamics_init(Dynamics* dynamics, double rate_hz);
void dynamics_reset(Dynamics* dynamics);

/* Sets what to move to, from the next frame on. A new action starts from rest, so users fade around it. */
void dynamics_set(Dynamics* dynamics, const DynamicsParams* params);

/* Moves the threshold by so many dB from the next frame on, at once: for a threshold that follows a level, to be set
   once per cell (see chunk.h) at most. The sum is kept at DYNAMICS_FLOOR_DB at least. 0 after a reset. */
void dynamics_set_offset(Dynamics* dynamics, float offset_db);

/* Works out the linear gain of every frame: float[n_frames] each, n_frames <= CHUNK_FRAMES, the key finite. `gain` may
   be `key`. The frames of `key` and of a delayed signal that the gain is meant for are the caller's to line up. */
void dynamics_run(Dynamics* dynamics, const float* key, float* gain, uint32_t n_frames);

/* The same for a pair of channels, linked by `link`: the dB by which a channel's aim falls short of the louder one's are
   made up for by that share. */
void dynamics_run_pair(Dynamics* dynamics, const float* const* keys, float* const* gains, uint32_t n_frames);

/* Ends a cell of CHUNK_FRAMES (see chunk.h); to be called at the end of each. */
void dynamics_step(Dynamics* dynamics);

/* <= 0: the largest reduction of the last whole cell and of the one under way. For meters. */
float dynamics_reduction_db(const Dynamics* dynamics);

#endif
