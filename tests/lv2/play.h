// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Play: a render of an instance with a preset, for cmocka tests. */

#ifndef SIGNALBOX_TEST_PLAY_H
#define SIGNALBOX_TEST_PLAY_H

#include "common/host/instance.h"
#include "common/host/wav.h"

enum { PLAY_STRIPS = 16 };

/* What comes in, of one channel for all sides or of two; NULL is silence. */
typedef struct {
  Instance* instance;
  const Wav* main;                // on all inputs that are no others
  const Wav* key;                 // on both keys
  const Wav* back;                // on the return
  const Wav* strip[PLAY_STRIPS];  // on the strips of a bus, which have no main input
  Wav* out;
  double rest_after_seconds;               // from when on what turns something down is silent; 0 for never
  double deepest_db, highest_db, mean_db;  // readings of `reduction`, one a block, after the first second, before that
  double last_db;                          // the last reading of all; NaN where there is none
  double n_readings;
} Play;

/* Makes an instance of a variant, loads the preset, and fails the test where that cannot be done. */
void play_open(Play* play, Host* host, const char* variant, const char* preset);

/* As long as any of what comes in. */
void play_run(Play* play);

/* The output with that symbol. */
const float* play_output(const Play* play, const char* symbol);

void play_close(Play* play);

/* Two different loops as the sides of one. */
Wav* play_wide_loop(void);

/* Half the sum of two signals, or with -1 half their difference. */
Wav* play_half_of(const float* a, const float* b, float sign, uint64_t n_frames);

/* How much louder the sum, or with -1 the difference, of two signals is than that of two others. */
double play_change_db(const float* const out[2], const float* const in[2], float sign, uint64_t n_frames);

typedef enum { PLAY_MAIN, PLAY_KEY, PLAY_BACK } PlayInput;

/* A second of a tone of -6 dBFS, mono. */
Wav* play_tone(double hz);

/* How such a tone comes from an input to an output with a preset, in dB, over its second half. */
double play_gain_db(Host* host, const char* variant, const char* preset, PlayInput input, const char* output,
                    double hz);

/* Fails the test where a preset of any variant whose name begins like that has not been opened in this program. */
void play_check_all(Host* host, const char* variants);

#endif
