// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a preset of the parallel compressor makes of a loop, for cmocka tests. */

#ifndef SIGNALBOX_TEST_COMPRESSOR_WORK_H
#define SIGNALBOX_TEST_COMPRESSOR_WORK_H

#include "tests/lv2/preset_render.h"

#include <stdbool.h>
#include <stdint.h>

#define COMPRESSOR_VARIANT "parallel-compressor-stereo"

/* Eight seconds of material (see material.h) at the level that presets are made for, -18 dBFS RMS. It is kept until
   compressor_loops_free(). */
const Wav* compressor_loop(const char* name);
void compressor_loops_free(void);

/* Whether a preset is made to stand behind a send. */
bool compressor_is_on_aux(const char* preset);

/* A preset's work on a loop that is so much louder than it is made for, its threshold moved. */
typedef struct {
  const char *preset, *loop;
  double louder_db, threshold_db;
  PresetRender render;
  Wav* main;
  const float *before, *after;  // in step, once all has settled
  uint64_t n_frames;            // of these
} CompressorWork;

/* Needs the first four. What is on an aux is heard beside the dry signal. */
void compressor_work_run(CompressorWork* work);
void compressor_work_close(CompressorWork* work);

#endif
