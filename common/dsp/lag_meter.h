// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Lag meter: how much later, and with which polarity, the sound of one signal arrives on another. It records both for
   a while, and looks at their correlation (lag_correlation.h).

   A measurement has rounds. The search takes segments of both signals side by side, and gives a lag to try. Lags that
   no two segments can show are searched after those within their reach, and beside one of these, of which none may be
   more like it: at a lower rate, in segments apart by half of the longest lag, one way and then the other. The proof
   takes later segments, apart by that lag, and gives the lag to the frame. Where the copy is not exact, its filter's
   phase is taken away, and a second proof of still later segments has to agree: the lag of a double-tracked part, or of
   a chorus, moves. Beside a long lag there must not be another one, as of echoes, unless the first signal repeats
   itself after as long. What is found counts only where there is no doubt (lag_peak_is_proof()): no lag is given for
   tones, for echoes that come more than once, and for what is not the same sound.

   Both sides of a stereo signal are one complex signal, so no fold has to be chosen in which a copy on one side alone,
   or one with an inverted side, would vanish. (A copy with one inverted side of a signal whose sides are unrelated
   needs a mirrored measurement: see lag_meter_start().)

   Results fall on the same frames at any block size. Audio thread,
   realtime-safe, except where a function says otherwise. */

#ifndef SIGNALBOX_LAG_METER_H
#define SIGNALBOX_LAG_METER_H

#include "common/dsp/lag_correlation.h"

#include <stdbool.h>

enum { LAG_CHANNELS = 2, LAG_CHUNK_SLICES = 2 };  // slices of work for 64 to 128 frames, see lag_meter_step()

typedef struct {
  bool known;
  bool exact;     // the copy is one but for its gain, or nearly so: the lag is right to the frame; else within 0.1 ms
  bool inverted;  // the polarity is the opposite
  int32_t frames;
} Lag;

/* What a proof has shown. */
typedef struct {
  Lag lag;
  float height;       // of the peak
  float likeness;     // that, of what it would be for an exact copy
  float slack;        // frames that the lag may be off
  bool is_identical;  // all that is left is noise of the arithmetic
  bool is_apart;      // no filter alone can be it
} LagProof;

typedef enum {
  LAG_SEARCH,
  LAG_SEARCH_LATER,
  LAG_SEARCH_EARLIER,
  LAG_PROOF,
  LAG_SECOND_PROOF,
  LAG_ECHO,
  LAG_RIVAL,
  LAG_REPETITION
} LagRound;

typedef struct {
  unsigned n_channels;
  double rate_hz;
  uint32_t longest_frames;
  uint32_t decimation;    // of the search for long lags; 1 where there are none
  uint32_t least_frames;  // of a lag that is not exact, to count as one
  LagCorrelation correlation;
  float* recorded[2][LAG_CHANNELS];  // of the first and the second signal: float[n_to_record] per channel
  uint32_t n_to_record, n_recorded;  // frames

  /* The measurement under way. */
  bool busy, looking;
  LagRound round;
  bool is_far;        // lags beyond the reach of a segment are searched, or one of them is tried
  bool mirrored;      // the right side of the first signal is inverted
  unsigned segment;   // of the round
  int32_t searched;   // the lag that the search has found
  int32_t rival;      // and the next best,
  float rivalry;      // and how high that was, against it; 0 where it may be noise
  int32_t tried;      // the lag by which segments are apart
  int32_t other;      // what to try next
  bool has_other;     // if that is worth it
  LagPeak later;      // of the search for late ones
  bool may_be_exact;  // so that one segment of it may be proof enough
  LagProof proof;     // the last one
  LagProof near;      // of a lag within the reach of a segment, known while a long one is tried beside it,
  bool is_high;       // and whether the search for that has found a high peak
  LagRound contest;   // the round that has found the sound at another lag as well,
  float contested;    // and how high, against that
  bool suspects;      // a search has found what is no noise
  Lag lag;
} LagMeter;

/* Set-up, not for the audio thread. */

/* How many floats of memory it needs; n_channels 1 or 2. */
size_t lag_meter_floats(unsigned n_channels, double rate_hz, float longest_ms);

/* The caller owns `memory`, of as many floats, for as long as the meter is used. */
void lag_meter_init(LagMeter* meter, unsigned n_channels, double rate_hz, float longest_ms, float* memory);

/* Audio thread. */

/* Breaks off what is under way. */
void lag_meter_reset(LagMeter* meter);

/* Starts to measure how much later the second of two signals is than the first. `mirrored` inverts the right side of
   the first signal: for copies that have one side inverted. */
void lag_meter_start(LagMeter* meter, bool mirrored);

static inline bool lag_meter_is_idle(const LagMeter* meter) {
  return !meter->busy;
}

/* Whether it wants to be given audio. */
static inline bool lag_meter_is_recording(const LagMeter* meter) {
  return meter->busy && meter->n_recorded < meter->n_to_record;
}

/* Where the next frames of the first (0) or the second (1) signal are to be written, for at most *n_frames, which
   becomes no more than there is room for. All are to be finite. */
float* lag_meter_room(const LagMeter* meter, unsigned signal, unsigned channel, uint32_t* n_frames);

/* They have been written. */
void lag_meter_add(LagMeter* meter, uint32_t n_frames);

/* Does a slice of the work. True where that ends the measurement, whose result is then in `lag`. */
bool lag_meter_step(LagMeter* meter);

/* The same of some slices, or of as many as there are. */
static inline bool lag_meter_steps(LagMeter* meter, unsigned n_slices) {
  for (unsigned i = 0; i < n_slices; ++i) {
    if (lag_meter_step(meter)) {
      return true;
    }
  }
  return false;
}

#endif
