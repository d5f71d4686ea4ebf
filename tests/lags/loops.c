// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lags/loops.h"

#include "tests/support/samples.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* No two of them share a sound: a drum that is in two loops is the same sound, and may well be late. Those of which the
   sides are a frame apart, as they come from a converter that takes one after the other, are not among the first. */
static const char* const loop_names[] = {
  "loop_garzul",    "loop_safari", "loop_weirdo",     "loop_electric",  "guit_em9",        "ambi_piano",
  "loop_compus",    "loop_amen",   "loop_drone_g_97", "loop_perc1",     "loop_industrial", "loop_3d_printer",
  "loop_mehackit1", "loop_mika",   "loop_mehackit2",  "loop_breakbeat", "loop_tabla",      "guit_e_slide",
};

static const char* const note_names[] = {"bass_woodsy_c", "bass_hard_c", "bass_voxy_c", "guit_e_fifths",
                                         "bass_thick_c"};

enum {
  N_LOOPS = sizeof(loop_names) / sizeof(loop_names[0]),
  N_NOTES = sizeof(note_names) / sizeof(note_names[0]),
};

const unsigned n_loops = N_LOOPS, n_stereo_loops = 10, n_notes = N_NOTES;

static Wav* loops[N_LOOPS];
static Wav* notes[N_NOTES];

/* Of both sides, from a frame on; the audio goes on at its start. */
static double mean_square(const Wav* wav, uint64_t from, uint64_t n_frames) {
  double sum = 0.0;
  for (unsigned c = 0; c < wav->n_channels; ++c) {
    for (uint64_t i = 0; i < n_frames; ++i) {
      const double x = (double)wav->channels[c][(from + i) % wav->n_frames];
      sum += x * x;
    }
  }
  return sum / (double)(n_frames * wav->n_channels);
}

static Wav* load(const char* name) {
  HostError error;
  Wav* wav = sample_load(name, &error);
  if (!wav) {
    fprintf(stderr, "%s\n", error.text);
    exit(1);
  }
  const float gain = (float)(pow(10.0, LOOP_RMS_DB / 20.0) / sqrt(mean_square(wav, 0, wav->n_frames)));
  for (unsigned c = 0; c < wav->n_channels; ++c) {
    for (uint64_t i = 0; i < wav->n_frames; ++i) {
      wav->channels[c][i] *= gain;
    }
  }
  return wav;
}

void loops_load(void) {
  for (unsigned i = 0; i < N_LOOPS; ++i) {
    loops[i] = load(loop_names[i]);
  }
  for (unsigned i = 0; i < N_NOTES; ++i) {
    notes[i] = load(note_names[i]);
  }
}

void loops_free(void) {
  for (unsigned i = 0; i < N_LOOPS; ++i) {
    wav_free(loops[i]);
  }
  for (unsigned i = 0; i < N_NOTES; ++i) {
    wav_free(notes[i]);
  }
}

const char* loop_name(unsigned loop) {
  return loop_names[loop];
}

uint64_t loop_frames(unsigned loop) {
  return loops[loop]->n_frames;
}

uint64_t loop_start(unsigned loop, Noise* noise) {
  const Wav* wav = loops[loop];
  const double least = pow(10.0, (LOOP_RMS_DB - 9.0) / 10.0);
  uint64_t start = 0;
  for (unsigned attempt = 0; attempt < 100; ++attempt) {
    start = noise_below(noise, (uint32_t)wav->n_frames);
    if (mean_square(wav, start, (uint64_t)(2.0 * MIX_RATE_HZ)) > least) {
      break;
    }
  }
  return start;
}

void loop_play(unsigned loop, uint64_t start, float gain, Track track, uint64_t n_frames) {
  const Wav* wav = loops[loop];
  for (unsigned s = 0; s < 2; ++s) {
    const float* from = wav->channels[s % wav->n_channels];
    uint64_t at = start % wav->n_frames;
    for (uint64_t i = 0; i < n_frames; ++i) {
      track.side[s][i] = gain * from[at];
      at = at + 1 < wav->n_frames ? at + 1 : 0;
    }
  }
}

void note_play(unsigned note, double at, double speed, float gain, Track track, uint64_t n_frames) {
  const Wav* wav = notes[note];
  for (uint64_t i = (uint64_t)fmax(ceil(at), 0.0); i < n_frames; ++i) {
    const double place = ((double)i - at) * speed;
    const uint64_t before = (uint64_t)place;
    if (before + 1 >= wav->n_frames) {
      return;
    }
    const float part = (float)(place - (double)before);
    for (unsigned s = 0; s < 2; ++s) {
      const float* from = wav->channels[s % wav->n_channels];
      track.side[s][i] += gain * (from[before] + part * (from[before + 1] - from[before]));
    }
  }
}
