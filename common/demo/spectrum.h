// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The spectrum of finished audio, by how the ear divides it: in even steps of pitch, each with a window as long as so
   many of its periods (J. C. Brown, "Calculation of a constant Q spectral transform", JASA 89(1), 1991). Any thread;
   not realtime-safe. */

#ifndef SIGNALBOX_DEMO_SPECTRUM_H
#define SIGNALBOX_DEMO_SPECTRUM_H

#include "common/host/wav.h"

#include <stdbool.h>

enum { SPECTRUM_POINTS = 160 };

#define SPECTRUM_LOWEST_HZ 30.0
#define SPECTRUM_HIGHEST_HZ 12000.0

/* The level of both sides at each frequency, in dB, where a sine of full scale on both is -3; from a frame of the audio
   on to its end. Silence is -200. False where memory is short. */
bool spectrum_measure(float level_db[SPECTRUM_POINTS], const Wav* wav, uint64_t from);

/* The frequency of a point. */
double spectrum_hz(unsigned point);

#endif
