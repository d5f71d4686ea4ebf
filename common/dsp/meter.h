// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Meters. Peaks rise at once and fall by 20 dB a second; a reduction deepens at once and comes back by as much, so that
   a host that reads it a few times a second sees short ducks; correlation and mono loss are averaged over 300 ms. All
   are stepped once per interval of CHUNK_FRAMES (see chunk.h), so they read the same at any block size. Audio thread,
   realtime-safe. */

#ifndef SIGNALBOX_METER_H
#define SIGNALBOX_METER_H

#include "common/dsp/decibel.h"
#include "common/ports/ranges.h"

#define METER_FALL_DB_PER_SECOND 20.0
#define METER_CEILING_GAIN 15.848932f   // METER_CEILING_DB as a gain
#define METER_FLOOR_GAIN 3.1622777e-5f  // METER_FLOOR_DB
#define CORRELATION_SECONDS 0.300

typedef struct {
  float held;      // linear, at the start of the interval
  float interval;  // linear peak of the interval so far
} Meter;

/* Gain by which a peak falls in one interval. Where intervals are others than those of CHUNK_FRAMES, rate_hz is
   chunk_interval_rate_hz(), here and below. Any thread. */
float meter_fall(double rate_hz);

/* Takes in a linear peak, >= 0; what lies above the ceiling counts as the ceiling. */
static inline void meter_add(Meter* meter, float peak) {
  const float capped = peak < METER_CEILING_GAIN ? peak : METER_CEILING_GAIN;
  meter->interval = capped > meter->interval ? capped : meter->interval;
}

/* Ends an interval; `fall` is from meter_fall(). */
static inline void meter_step(Meter* meter, float fall) {
  const float fallen = meter->held * fall;
  meter->held = fallen > meter->interval ? fallen : meter->interval;
  meter->interval = 0.0f;
}

/* The peak to show now, linear: of the interval under way, too. */
static inline float meter_peak(const Meter* meter) {
  return meter->held > meter->interval ? meter->held : meter->interval;
}

/* How far gains turn something down. */
typedef struct {
  float held;      // the lowest gain, linear, at the start of the interval
  float interval;  // the lowest gain of the interval so far
} ReductionMeter;

/* Nothing is turned down. */
static inline void reduction_meter_reset(ReductionMeter* meter) {
  meter->held = meter->interval = 1.0f;
}

/* Takes in the lowest linear gain of a chunk, >= 0; one below METER_FLOOR_DB counts as that. */
static inline void reduction_meter_add(ReductionMeter* meter, float gain) {
  const float deepest = fast_max(gain, METER_FLOOR_GAIN);
  meter->interval = fast_min(deepest, meter->interval);
}

/* Ends an interval, given what meter_fall() says. */
static inline void reduction_meter_step(ReductionMeter* meter, float fall) {
  meter->held = fast_min(fast_min(meter->held / fall, 1.0f), meter->interval);
  meter->interval = 1.0f;
}

/* METER_FLOOR_DB .. 0. */
static inline float reduction_meter_db(const ReductionMeter* meter) {
  return fast_min(db_from_gain(fast_min(meter->held, meter->interval)), 0.0f);
}

/* Several meters side by side, as meter_add() and meter_step() are to one: the first n of them, or all. Peaks beyond
   those in use are to be 0. */
enum { METER_BANK_SIZE = 16 };

typedef struct {
  float held[METER_BANK_SIZE], interval[METER_BANK_SIZE];
} MeterBank;

static inline void meter_bank_add_some(MeterBank* bank, const float* peaks, unsigned n) {
  for (unsigned i = 0; i < n; ++i) {
    bank->interval[i] = fast_max(fast_min(peaks[i], METER_CEILING_GAIN), bank->interval[i]);
  }
}

static inline void meter_bank_step_some(MeterBank* bank, float fall, unsigned n) {
  for (unsigned i = 0; i < n; ++i) {
    bank->held[i] = fast_max(bank->held[i] * fall, bank->interval[i]);
    bank->interval[i] = 0.0f;
  }
}

static inline void meter_bank_add(MeterBank* bank, const float peaks[METER_BANK_SIZE]) {
  meter_bank_add_some(bank, peaks, METER_BANK_SIZE);
}

static inline void meter_bank_step(MeterBank* bank, float fall) {
  meter_bank_step_some(bank, fall, METER_BANK_SIZE);
}

static inline float meter_bank_peak(const MeterBank* bank, unsigned i) {
  return fast_max(bank->held[i], bank->interval[i]);
}

/* A linear peak as a meter shows it: dBFS within METER_FLOOR_DB .. METER_CEILING_DB. */
static inline float meter_db(float peak) {
  const float db = db_from_gain(peak);
  const float low = db < METER_FLOOR_DB ? METER_FLOOR_DB : db;
  return low > METER_CEILING_DB ? METER_CEILING_DB : low;
}

/* Products of a stereo pair summed over frames. */
typedef struct {
  float ll, rr, lr;
} StereoProducts;

typedef struct {
  StereoProducts interval, mean;
  float smoothing;  // weight of a new interval
} Correlation;

void correlation_init(Correlation* correlation, double rate_hz);

/* Forgets all signal. */
void correlation_reset(Correlation* correlation);

/* Takes in the products of a chunk, and ends an interval. What is not finite, or beyond all audio, is left out. */
void correlation_add(Correlation* correlation, const StereoProducts* products);
void correlation_step(Correlation* correlation);

/* LR / sqrt(LL RR) of the means: -1 .. 1; 0 while either side is silent. */
float correlation_value(const Correlation* correlation);

/* How much less energy is in both sides once (L + R) / 2 is on each, of the means: 10 log10 of
   2 (LL + RR) / (LL + RR + 2 LR), 0 .. MONO_LOSS_CEILING_DB dB. Sides that are the same lose nothing, unrelated ones
   and a side alone lose 3 dB, opposite ones all; 0 in silence. */
float correlation_mono_loss_db(const Correlation* correlation);

#endif
