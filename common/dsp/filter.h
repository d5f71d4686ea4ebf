// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Filter: a Butterworth high-pass or low-pass, 12 dB/octave, of one or two channels, that can be out of the path.

   Its magnitude is that of the analogue prototype, 1 / sqrt(1 + (f/fc)^4) for the low-pass and the complement of that
   in power for the high-pass, within 0.05 dB up to 2/5 of the sample rate, whatever the cut-off is: filter.c says how.
   The high-pass has a double zero at 0 Hz. Cut-offs may lie above half the sample rate.

   A new cut-off is ramped to; into and out of the path a filter cross-fades. Out of the path it leaves samples alone,
   bit for bit. What it puts out does not depend on how the frames are cut into runs, bit for bit. Finite samples in are
   finite samples out, of any size. */

#ifndef SIGNALBOX_FILTER_H
#define SIGNALBOX_FILTER_H

#include "common/dsp/ramp.h"
#include "common/dsp/svf.h"

#include <math.h>

enum { FILTER_MAX_CHANNELS = 2 };

typedef enum { FILTER_HIGH_PASS, FILTER_LOW_PASS } FilterKind;

/* The states of both integrators of a state-variable filter, before a frame: see svf.h. */
typedef struct {
  double ic1eq, ic2eq;
} FilterState;

/* The output of a frame is v3_gain v3 + ic1eq_gain ic1eq + ic2eq_gain ic2eq, with the states from before the step. */
typedef struct {
  SvfStep step;
  double v3_gain, ic1eq_gain, ic2eq_gain;
} FilterCoefficients;

typedef struct {
  FilterCoefficients coefficients;
  FilterState state[FILTER_MAX_CHANNELS];
} FilterSection;

typedef struct {
  FilterKind kind;
  float cutoff_hz;        // that was set last
  double radians_per_hz;  // 2 pi / sample rate
  Ramp g;                 // the gain of the integrators, which stands for the cut-off: see filter.c
  Ramp wet;               // 0 out of the path .. 1 in it
  FilterSection section;  // with the coefficients of where `g` goes
} Filter;

/* What a filter does to the amplitude at a frequency, for pictures: the magnitude of the analogue prototype, 1 out of
   the path. cutoff_hz as filter_set() takes it. Any thread. */
static inline double filter_magnitude(FilterKind kind, double cutoff_hz, double hz) {
  const double ratio = kind == FILTER_HIGH_PASS ? cutoff_hz / hz : hz / cutoff_hz;
  return 1.0 / sqrt(1.0 + ratio * ratio * ratio * ratio);
}

/* Set-up. Any thread while it does not run; realtime-safe. */

/* Out of the path, until set. */
void filter_init(Filter* filter, FilterKind kind, double rate_hz);

/* Forgets all signal and settles on what was set last. */
void filter_reset(Filter* filter);

/* Audio thread, realtime-safe. */

/* Moves to a cut-off in Hz (> 0) over ramp_frames; with 0 frames it is there at once. A high-pass at 0 Hz and a
   low-pass at INFINITY are out of the path. */
void filter_set(Filter* filter, float cutoff_hz, uint32_t ramp_frames);

/* Settled out of the path: until the next set, running it would change no sample. */
static inline bool filter_is_idle(const Filter* filter) {
  return filter->wet.target == 0.0f && !ramp_is_moving(&filter->wet);
}

/* In the path, with nothing that moves. */
static inline bool filter_is_at_rest_in_path(const Filter* filter) {
  return filter->wet.target != 0.0f && !ramp_is_moving(&filter->wet) && !ramp_is_moving(&filter->g);
}

/* In place, on float[n_channels][n_frames] of finite samples: n_channels 1 or 2, n_frames <= CHUNK_FRAMES. */
void filter_run(Filter* filter, float* const* channels, unsigned n_channels, uint32_t n_frames);

#endif
