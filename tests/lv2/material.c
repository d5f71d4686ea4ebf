// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/material.h"

#include "tests/support/samples.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SENTENCE "She sells sea shells by the sea shore, and the shells she sells are sea shells, I am sure."

static _Noreturn void give_up(const char* what, const char* why) {
  fprintf(stderr, "Bail out! %s: %s\n", what, why);
  exit(1);
}

static Wav* loaded(Wav* wav, const char* what, const HostError* error) {
  if (!wav) {
    give_up(what, error->text);
  }
  return wav;
}

/* Spoken into a file of its own, since tests run side by side. `voice` is one of espeak-ng's, or empty. */
static Wav* speak(const char* voice) {
  char path[] = "/tmp/signalbox-voice-XXXXXX";
  const int file = mkstemp(path);
  if (file < 0) {
    give_up(path, "a file for the voice cannot be made there");
  }
  close(file);
  char command[sizeof(SENTENCE) + sizeof(path) + 64];
  snprintf(command, sizeof(command), "espeak-ng -v '%.20s' -s 150 -w %s '%s'", *voice ? voice : "en", path, SENTENCE);
  if (system(command) != 0) {
    remove(path);
    give_up("espeak-ng", "it does not speak; install the package espeak-ng");
  }
  HostError error = {""};
  Wav* wav = loaded(wav_load(path, &error), path, &error);
  remove(path);
  return wav;
}

static Wav* load_sample(const char* name) {
  HostError error = {""};
  return strncmp(name, MATERIAL_VOICE, strlen(MATERIAL_VOICE)) != 0 ? loaded(sample_load(name, &error), name, &error)
                                                                    : speak(name + strlen(MATERIAL_VOICE));
}

static Wav* wav_of(unsigned n_channels, uint64_t n_frames) {
  Wav* wav = wav_new(n_channels, n_frames, MATERIAL_RATE_HZ);
  if (!wav) {
    give_up("the test", "there is not enough memory");
  }
  return wav;
}

static Wav* silence(double seconds) {
  return wav_of(1, (uint64_t)(seconds * MATERIAL_RATE_HZ));
}

/* The first channel of a sample at a time, at the material's rate, between frames; 0 outside. */
static float sample_at(const Wav* sample, double seconds) {
  const double at = seconds * sample->rate_hz;
  const uint64_t frame = (uint64_t)at;
  if (frame + 1 >= sample->n_frames) {
    return 0.0f;
  }
  const float part = (float)(at - (double)frame);
  return sample->channels[0][frame] * (1.0f - part) + sample->channels[0][frame + 1] * part;
}

Wav* material_beat(const char* name, double seconds, double beat_seconds) {
  Wav* sample = load_sample(name);
  Wav* wav = silence(seconds);
  const uint64_t beat = (uint64_t)lround(beat_seconds * MATERIAL_RATE_HZ);
  for (uint64_t i = 0; i < wav->n_frames; ++i) {
    wav->channels[0][i] = sample_at(sample, (double)(i % beat) / MATERIAL_RATE_HZ);
  }
  wav_free(sample);
  return wav;
}

static Wav* loop_sample(const char* name, double seconds) {
  Wav* sample = load_sample(name);
  const double length = (double)sample->n_frames / sample->rate_hz;
  wav_free(sample);
  return material_beat(name, seconds, length);
}

/* Drums, bass and a chord instrument together, at these levels. */
enum { MIX_PARTS = 3 };
static const double mix_rms_db[MIX_PARTS] = {-18.0, -19.0, -23.0};
static const struct {
  const char* name;
  const char* parts[MIX_PARTS];
} mixes[] = {
  {MATERIAL_MIX, {"loop_breakbeat", "bass_woodsy_c", "guit_em9"}},
  {MATERIAL_MIX "-dark", {"loop_industrial", "bass_thick_c", "guit_e_fifths"}},
  {MATERIAL_MIX "-open", {"loop_amen", "bass_drop_c", "ambi_piano"}},
  {MATERIAL_MIX "-wide", {"loop_mika", "bass_trance_c", "ambi_choir"}},
};

static Wav* mix_loops(const char* const parts[MIX_PARTS], double seconds) {
  Wav* mix = silence(seconds);
  for (unsigned p = 0; p < MIX_PARTS; ++p) {
    Wav* part = loop_sample(parts[p], seconds);
    material_set_rms_db(part, mix_rms_db[p]);
    for (uint64_t i = 0; i < mix->n_frames; ++i) {
      mix->channels[0][i] += part->channels[0][i];
    }
    wav_free(part);
  }
  return mix;
}

Wav* material_loop(const char* name, double seconds) {
  for (unsigned m = 0; m < sizeof(mixes) / sizeof(mixes[0]); ++m) {
    if (strcmp(name, mixes[m].name) == 0) {
      return mix_loops(mixes[m].parts, seconds);
    }
  }
  return loop_sample(name, seconds);
}

double material_rms_db(const float* samples, uint64_t n_frames) {
  double sum = 0.0;
  for (uint64_t i = 0; i < n_frames; ++i) {
    sum += (double)samples[i] * (double)samples[i];
  }
  return 10.0 * log10(sum / (double)n_frames);
}

double material_peak_db(const float* samples, uint64_t n_frames) {
  float peak = 0.0f;
  for (uint64_t i = 0; i < n_frames; ++i) {
    peak = fmaxf(peak, fabsf(samples[i]));
  }
  return 20.0 * log10((double)peak);
}

static void scale(Wav* wav, double change_db) {
  const float gain = (float)pow(10.0, change_db / 20.0);
  for (uint64_t i = 0; i < wav->n_frames; ++i) {
    wav->channels[0][i] *= gain;
  }
}

void material_set_rms_db(Wav* wav, double rms_db) {
  scale(wav, rms_db - material_rms_db(wav->channels[0], wav->n_frames));
}

void material_set_peak_db(Wav* wav, double peak_db) {
  scale(wav, peak_db - material_peak_db(wav->channels[0], wav->n_frames));
}

Wav* material_tone(double hz) {
  Wav* wav = wav_of(1, (uint64_t)MATERIAL_RATE_HZ);
  for (uint64_t i = 0; i < wav->n_frames; ++i) {
    wav->channels[0][i] = 0.5f * (float)sin(6.283185307179586 * hz * (double)i / MATERIAL_RATE_HZ);
  }
  return wav;
}

Wav* material_wide_loop(void) {
  Wav* left = material_loop("loop_amen", 4.0);
  Wav* right = material_loop("ambi_choir", 4.0);
  Wav* wav = wav_of(2, left->n_frames);
  material_set_rms_db(left, -20.0);
  material_set_rms_db(right, -20.0);
  memcpy(wav->channels[0], left->channels[0], left->n_frames * sizeof(float));
  memcpy(wav->channels[1], right->channels[0], left->n_frames * sizeof(float));
  wav_free(left);
  wav_free(right);
  return wav;
}

Wav* material_half_sum(const float* a, const float* b, float sign, uint64_t n_frames) {
  Wav* wav = wav_of(1, n_frames);
  for (uint64_t i = 0; i < n_frames; ++i) {
    wav->channels[0][i] = 0.5f * (a[i] + sign * b[i]);
  }
  return wav;
}

double material_change_db(const float* const out[2], const float* const in[2], float sign, uint64_t n_frames) {
  Wav* before = material_half_sum(in[0], in[1], sign, n_frames);
  Wav* after = material_half_sum(out[0], out[1], sign, n_frames);
  const double change = material_rms_db(after->channels[0], n_frames) - material_rms_db(before->channels[0], n_frames);
  wav_free(before);
  wav_free(after);
  return change;
}
