// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A lag meter, and two signals for it that are made to have a lag, or none. */

#ifndef SIGNALBOX_TEST_LAG_FIXTURE_H
#define SIGNALBOX_TEST_LAG_FIXTURE_H

#include "common/dsp/lag_meter.h"

enum { LAG_FIXTURE_FRAMES = 96000, LAG_FIXTURE_STEP = 128, LAG_FIXTURE_LOOPS = 5 };

/* Names of music, of which the last one comes round soon. */
extern const char* const lag_fixture_loops[LAG_FIXTURE_LOOPS];

typedef struct {
  LagMeter meter;
  float* memory;
  float* side[2][2];  // of both signals: float[n_frames]
  uint32_t n_frames;
} LagFixture;

/* At 48 kHz. */
LagFixture* lag_fixture_new(unsigned n_channels, float longest_ms, uint32_t n_frames);
void lag_fixture_free(LagFixture* fixture);

/* Hands over what it records in blocks of some length, and takes a step per LAG_FIXTURE_STEP frames. */
Lag lag_fixture_measure_in(LagFixture* fixture, bool mirrored, uint32_t block);
Lag lag_fixture_measure(LagFixture* fixture);

float lag_fixture_noise(void);

/* Noise on both sides of the first signal, of which `shared` is the same; or music. */
void lag_fixture_fill_noise(LagFixture* fixture, float shared);
void lag_fixture_fill_music(LagFixture* fixture, const char* name, uint64_t start);

/* The second signal is the first, so much later, at a gain; what comes before is silence. A negative lag makes the
   first one late. */
void lag_fixture_shift(LagFixture* fixture, int32_t lag, float gain);

/* Sends the second signal through a Butterworth filter of 12 dB/octave. */
void lag_fixture_filter_copy(LagFixture* fixture, bool high, double cutoff_hz);

void lag_fixture_assert(Lag lag, int32_t frames, bool inverted);
void lag_fixture_assert_unknown(LagFixture* fixture);

#endif
