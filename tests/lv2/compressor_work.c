// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/compressor_work.h"

#include "tests/lv2/fixture.h"
#include "tests/lv2/material.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { SECONDS = 8, SETTLING_SECONDS = 2, MAX_LOOPS = 32 };

#define MADE_FOR_DB (-18.0)

/* Loops that have been read. */
static struct {
  const char* name;
  Wav* wav;
} cached[MAX_LOOPS];

const Wav* compressor_loop(const char* name) {
  unsigned i = 0;
  while (cached[i].wav && strcmp(cached[i].name, name) != 0) {
    ++i;
    assert_true(i < MAX_LOOPS);
  }
  if (!cached[i].wav) {
    cached[i].name = name;
    cached[i].wav = material_loop(name, SECONDS);
    material_set_rms_db(cached[i].wav, MADE_FOR_DB);
  }
  return cached[i].wav;
}

void compressor_loops_free(void) {
  for (unsigned i = 0; i < MAX_LOOPS && cached[i].wav; ++i) {
    wav_free(cached[i].wav);
    cached[i].wav = NULL;
  }
}

bool compressor_is_on_aux(const char* preset) {
  return strstr(preset, "-on-an-aux") != NULL;
}

static void set_level(const Wav* wav, double change_db, Wav* scaled) {
  const float gain = (float)pow(10.0, change_db / 20.0);
  for (uint64_t i = 0; i < wav->n_frames; ++i) {
    scaled->channels[0][i] = gain * wav->channels[0][i];
  }
}

void compressor_work_run(CompressorWork* work) {
  const uint64_t from = (uint64_t)(SETTLING_SECONDS * MATERIAL_RATE_HZ);
  work->main = wav_new(1, compressor_loop(work->loop)->n_frames, MATERIAL_RATE_HZ);
  assert_non_null(work->main);
  set_level(compressor_loop(work->loop), work->louder_db, work->main);
  work->render = (PresetRender){.main = work->main};
  preset_render_open(&work->render, fixture_host, COMPRESSOR_VARIANT, work->preset);
  Instance* instance = work->render.instance;
  instance_set_named(instance, "threshold", instance_get_named(instance, "threshold") + (float)work->threshold_db);
  preset_render_run(&work->render);
  const uint32_t late = instance_latency_frames(instance);
  float* out = work->render.out->channels[0] + late;
  for (uint64_t i = 0; compressor_is_on_aux(work->preset) && i < work->main->n_frames - late; ++i) {
    out[i] += work->main->channels[0][i];
  }
  work->before = work->main->channels[0] + from;
  work->after = out + from;
  work->n_frames = work->main->n_frames - late - from;
}

void compressor_work_close(CompressorWork* work) {
  preset_render_close(&work->render);
  wav_free(work->main);
}
