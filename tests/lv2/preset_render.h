// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Preset render: what an instance makes of material with a preset, for cmocka tests. */

#ifndef SIGNALBOX_TEST_PRESET_RENDER_H
#define SIGNALBOX_TEST_PRESET_RENDER_H

#include "common/host/instance.h"
#include "common/host/wav.h"

enum { PRESET_RENDER_STRIPS = 16 };

/* What comes in, of one channel for all sides or of two; NULL is silence. */
typedef struct {
  Instance* instance;
  const Wav* main;                         // on all inputs that are no others
  const Wav* key;                          // on both keys
  const Wav* back;                         // on the return
  const Wav* strip[PRESET_RENDER_STRIPS];  // on the strips of a bus, which have no main input
  Wav* out;
  double rest_after_seconds;               // from when on what turns something down is silent; 0 for never
  double deepest_db, highest_db, mean_db;  // of what is turned down, once a block, after the first second, before that
  double last_db;                          // the last of all; NaN where there is none
  double n_readings;
} PresetRender;

/* Makes an instance of a variant, loads the preset, and fails the test where that cannot be done. */
void preset_render_open(PresetRender* render, Host* host, const char* variant, const char* preset);

/* As long as any of what comes in. */
void preset_render_run(PresetRender* render);

/* The output with that symbol. */
const float* preset_render_output(const PresetRender* render, const char* symbol);

void preset_render_close(PresetRender* render);

typedef enum { PRESET_MAIN, PRESET_KEY, PRESET_BACK } PresetInput;

/* How a tone (see material.h) comes from an input to an output with a preset, in dB, over its second half. */
double preset_gain_db(Host* host, const char* variant, const char* preset, PresetInput input, const char* output,
                      double hz);

/* Fails the test where a preset of any variant whose name begins like that has not been opened in this program. */
void preset_render_check_all(Host* host, const char* variants);

#endif
