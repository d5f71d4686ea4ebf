// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/signals.h"

#include "tests/support/noise_signals.h"
#include "tests/support/samples.h"

#include <float.h>
#include <stdlib.h>

/* Channels start on other cache lines than their neighbours, as buffers from malloc() do. */
enum { LENGTH = SIGNAL_FRAMES + SIGNAL_LONGEST_BLOCK, STRIDE = LENGTH + 48 };

#define NOISE_PEAK 0.25f

static const char* const loops[] = {"loop_breakbeat", "loop_amen_full", "loop_compus", "loop_garzul",
                                    "loop_mika",      "loop_safari",    "loop_tabla",  "loop_industrial"};

enum { N_LOOPS = sizeof(loops) / sizeof(loops[0]) };

/* Stereo pairs take turns with the loops, each from another place. */
static bool fill_music(float* memory, HostError* error) {
  for (unsigned c = 0; c < SIGNAL_CHANNELS; ++c) {
    Wav* wav = sample_load(loops[c / 2 % N_LOOPS], error);
    if (!wav) {
      return false;
    }
    const uint64_t from = 20000 * (c / 2 / N_LOOPS);
    for (uint64_t i = 0; i < LENGTH; ++i) {
      memory[c * STRIDE + i] = wav->channels[c % wav->n_channels][(from + i) % wav->n_frames];
    }
    wav_free(wav);
  }
  return true;
}

bool signal_init(Signal* signal, SignalKind kind, HostError* error) {
  signal->memory = (float*)calloc(SIGNAL_CHANNELS, STRIDE * sizeof(float));
  if (!signal->memory) {
    return host_fail(error, "There is not enough memory for the signals.");
  }
  for (unsigned c = 0; c < SIGNAL_CHANNELS; ++c) {
    signal->channel[c] = signal->memory + c * STRIDE;
  }
  Noise noise = {1};
  if (kind == SIGNAL_MUSIC) {
    return fill_music(signal->memory, error);
  }
  if (kind != SIGNAL_SILENCE) {
    noise_fill(&noise, signal->memory, SIGNAL_CHANNELS * STRIDE, kind == SIGNAL_NOISE ? NOISE_PEAK : FLT_MIN / 2.0f);
  }
  return true;
}

void signal_free(Signal* signal) {
  free(signal->memory);
}
