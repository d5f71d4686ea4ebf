// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Material: real loops and notes to measure presets on, mono, from the package sonic-pi-samples; and a voice, spoken by
   espeak-ng. Ends the program with a sentence where a sample is missing. */

#ifndef SIGNALBOX_TEST_MATERIAL_H
#define SIGNALBOX_TEST_MATERIAL_H

#include "common/host/wav.h"

/* The name of a sample, or one of these. */
#define MATERIAL_VOICE "voice"
#define MATERIAL_MIX "mix"  // drums, bass and guitar together

#define MATERIAL_RATE_HZ 44100.0

/* One channel of that many seconds, the sample repeated from its start as often as it takes. */
Wav* material_loop(const char* name, double seconds);

/* The sample once at the start of every beat; the rest is silence. */
Wav* material_beat(const char* name, double seconds, double beat_seconds);

/* Scale a channel. */
void material_set_rms_db(Wav* wav, double rms_db);
void material_set_peak_db(Wav* wav, double peak_db);

double material_rms_db(const float* samples, uint64_t n_frames);
double material_peak_db(const float* samples, uint64_t n_frames);

#endif
