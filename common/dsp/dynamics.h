// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Dynamics: from a key to the gain of a signal, for compressors, ducks, gates and pulses. Feed-forward, in the log
   domain: detector (detector.h), static curve (knee.h), ballistics of the reduction in dB (ballistics.h), gain.

   With x the level of the key in dB, T threshold, R ratio and W knee, the target of a duck is a reduction of

     0                                          where 2 (x - T) <= -W
     (1 - 1/R) (x - T + W/2)^2 / (2 W)          where 2 |x - T| < W
     (1 - 1/R) (x - T)                          above

   but never more than the depth. The target of a gate is 0 dB from where x reaches T until it has fallen below T by the
   hysteresis, and the depth elsewhere (see schmitt.h, which bridges the half-waves of low tones); it has no ratio and
   no knee. More ducking and an opening gate come with the attack; less ducking and a closing gate wait for the hold and
   then come with the release. A gate holds for SCHMITT_BRIDGE_MS at least. A silent key never ducks and never opens a
   gate.

   The target of a pulse is the depth from each onset of the key on (see onset.h), until the attack has done 99 % of it
   and the hold has passed, and then 0 dB: the same curve whatever the level and the length of the key. It has no
   threshold; onsets below the floor, and those before the hold has passed, do not count; later ones start it again from
   where it is. Pulses are of one channel.

   Threshold, ratio, knee, depth, link and detector ramp (see ramp.h), times act at once; none of them clicks,
   whatever the attack is. After a reset there is no reduction (duck, pulse), or the gate is closed.

   The gains do not depend on how frames are cut into runs, bit for bit. */

#ifndef SIGNALBOX_DYNAMICS_H
#define SIGNALBOX_DYNAMICS_H

#include "common/dsp/ballistics.h"
#include "common/dsp/detector.h"
#include "common/dsp/knee.h"
#include "common/dsp/meter.h"
#include "common/dsp/onset.h"
#include "common/dsp/ramp.h"
#include "common/dsp/schmitt.h"

#include <stdbool.h>
#include <stdint.h>

enum { DYNAMICS_MAX_CHANNELS = DETECTOR_MAX_KEYS };

typedef enum { DYNAMICS_DUCK, DYNAMICS_GATE, DYNAMICS_PULSE } DynamicsAction;

typedef struct {
  float threshold_db;  // dBFS, >= -100
  float ratio;         // >= 1
  float knee_db;       // >= 0, the whole width of the knee
  float depth_db;      // >= 0, the largest reduction; INFINITY for no limit
  float attack_ms, release_ms, hold_ms;
  float hysteresis_db;  // >= 0, of a gate
  float floor;          // of a pulse: level of the key as a gain
  float link;           // of pairs: 0 .. 1, the target of a channel is raised by this part of the dB by which it
                        // falls short of that of the louder one
  DetectorKind detector;
  DynamicsAction action;
} DynamicsParams;

/* What ramps. Levels and reductions are kept as base-2 logarithms of gains, 1 being 6.02 dB; but the depth is kept as
   a gain, so that what it scales moves on a straight line. */
enum {
  DYNAMICS_THRESHOLD,
  DYNAMICS_SLOPE,
  DYNAMICS_WIDTH,
  DYNAMICS_DEPTH,
  DYNAMICS_CURVE_RAMPS,
  DYNAMICS_LINK = DYNAMICS_CURVE_RAMPS,
  DYNAMICS_RAMPS,
};

typedef struct {
  double rate_hz;
  DynamicsAction action;
  Ramp ramp[DYNAMICS_RAMPS];
  Knee knee;        // where the ramps go
  float rest_gain;  // a key below this asks for nothing of that knee
  Detector detector;
  Schmitt schmitt[DYNAMICS_MAX_CHANNELS];
  float hysteresis;
  uint32_t bridge_frames;  // of the Schmitt triggers
  Onset onset;
  float floor;
  uint32_t pulse_frames;  // from an onset to the beginning of the release
  Ballistics active;      // duck: the reduction; gate: how far open, pulse: how far down, 0 .. 1
  float fall;             // of the meter
  ReductionMeter meter;
} Dynamics;

/* Set-up. Any thread while it does not run; realtime-safe. */

/* To be set before it runs. */
void dynamics_init(Dynamics* dynamics, double rate_hz);

/* Forgets all signal and settles on what was set last. */
void dynamics_reset(Dynamics* dynamics);

/* Audio thread, realtime-safe. */

/* Sets what to move to over ramp_frames, from the next frame on; with 0 it is there at once. A new action starts from
   rest, so users fade around it. */
void dynamics_set(Dynamics* dynamics, const DynamicsParams* params, uint32_t ramp_frames);

/* Works out the linear gain of every frame: float[n_frames] each, n_frames <= CHUNK_FRAMES, the key finite. `gain` may
   be `key`. To look ahead, delay the signal and not the key. Returns the lowest gain. */
float dynamics_run(Dynamics* dynamics, const float* key, float* gain, uint32_t n_frames);

/* The same for a linked pair of channels. */
void dynamics_run_pair(Dynamics* dynamics, const float* const* keys, float* const* gains, uint32_t n_frames);

/* Ends an interval of CHUNK_FRAMES (see chunk.h). */
void dynamics_step(Dynamics* dynamics);

/* A duck that turns nothing down any more, or a gate that is shut. */
bool dynamics_is_at_rest(const Dynamics* dynamics);

/* METER_FLOOR_DB .. 0, held and falling as meter.h says. */
float dynamics_reduction_db(const Dynamics* dynamics);

#endif
