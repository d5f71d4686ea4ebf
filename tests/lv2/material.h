// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Material: real loops and notes to measure presets on, mono, from the package sonic-pi-samples; and a voice, spoken by
   espeak-ng. Ends the program with a sentence where a sample is missing. */

#ifndef SIGNALBOX_TEST_MATERIAL_H
#define SIGNALBOX_TEST_MATERIAL_H

#include "common/host/wav.h"

/* The name of a sample, or one of these. A voice of espeak-ng's may follow "voice", such as "en+f1"; none with breath,
   whose noise is never twice the same. */
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

/* A second of a tone of -6 dBFS. */
Wav* material_tone(double hz);

/* Two different loops as the left and the right channel of one. */
Wav* material_wide_loop(void);

/* Half the sum of two signals, or with -1 half their difference. */
Wav* material_half_sum(const float* a, const float* b, float sign, uint64_t n_frames);

/* How much louder the sum, or with -1 the difference, of two signals is than that of two others. */
double material_change_db(const float* const out[2], const float* const in[2], float sign, uint64_t n_frames);

double material_rms_db(const float* samples, uint64_t n_frames);
double material_peak_db(const float* samples, uint64_t n_frames);

#endif
