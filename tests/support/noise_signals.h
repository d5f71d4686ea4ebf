// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Test signals made of noise. Realtime-safe. */

#ifndef SIGNALBOX_TEST_NOISE_SIGNALS_H
#define SIGNALBOX_TEST_NOISE_SIGNALS_H

#include "common/host/noise.h"

/* White noise: evenly spread over -peak .. peak (linear). */
void noise_fill(Noise* noise, float* out, uint64_t n_frames, float peak);

/* Something like a programme: a steady tone, decaying bursts of noise at uneven times and stretches of silence, below
   full scale. Different seeds give unrelated programmes. */
void noise_programme(uint64_t seed, float* out, uint64_t n_frames, double rate_hz);

#endif
