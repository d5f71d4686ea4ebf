// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lags/mixes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const LateKind late_kinds[] = {
  {"exact", NULL},
  {"equalizer", effect_equalizer},
  {"compressor", effect_compressor},
  {"amplifier", effect_amplifier},
  {"small room", effect_room},
};

const unsigned n_late_kinds = sizeof(late_kinds) / sizeof(late_kinds[0]);

static Mix mix_new(double seconds) {
  Mix mix = {.n_frames = (uint64_t)(seconds * MIX_RATE_HZ)};
  for (unsigned i = 0; i < 2 * MIX_STRIPS; ++i) {
    float** side = &mix.strips[i / 2].side[i % 2];
    *side = (float*)calloc(mix.n_frames, sizeof(float));
    if (!*side) {
      fprintf(stderr, "There is not enough memory for the mixes.\n");
      exit(1);
    }
  }
  return mix;
}

void mix_free(Mix* mix) {
  for (unsigned i = 0; i < 2 * MIX_STRIPS; ++i) {
    free(mix->strips[i / 2].side[i % 2]);
  }
}

static float gain_between(Noise* noise, double low_db, double high_db) {
  return (float)pow(10.0, (double)noise_between(noise, (float)low_db, (float)high_db) / 20.0);
}

/* Plays loops that are not `but` into strips from the third on, each of them once. */
static void play_others(Mix* mix, unsigned n_others, unsigned but, Noise* noise) {
  bool taken[64] = {false};
  taken[but] = true;
  for (; n_others && mix->n_strips < MIX_STRIPS; --n_others, ++mix->n_strips) {
    unsigned loop = but;
    while (taken[loop]) {
      loop = noise_below(noise, n_loops);
    }
    taken[loop] = true;
    const float gain = gain_between(noise, -12.0, 0.0);
    loop_play(loop, loop_start(loop, noise), gain, mix->strips[mix->n_strips], mix->n_frames);
  }
}

/* A loop that does not come round within the lags that are asked for: it would be late by more than one of them. */
static unsigned draw_loop(int32_t longest_lag_frames, Noise* noise) {
  unsigned loop = 0;
  do {
    loop = noise_below(noise, n_loops);
  } while (loop_frames(loop) <= 2 * (uint64_t)longest_lag_frames);
  return loop;
}

Mix mix_late(const LateKind* kind, uint64_t seed, double seconds, int32_t longest_lag_frames, unsigned n_others) {
  Noise noise = {seed};
  Mix mix = mix_new(seconds);
  const unsigned loop = draw_loop(longest_lag_frames, &noise);
  const uint64_t start = loop_start(loop, &noise) + (uint64_t)longest_lag_frames;
  const int32_t size = (int32_t)lround(exp((double)noise_between(&noise, 0.0f, logf((float)longest_lag_frames))));
  const bool is_early = noise_below(&noise, 2);
  mix.source = loop_name(loop);
  mix.lag_frames = is_early ? -size : size;
  mix.inverted = noise_below(&noise, 2);
  loop_play(loop, start - (is_early ? (uint64_t)size : 0), 1.0f, mix.strips[0], mix.n_frames);
  loop_play(loop, start - (is_early ? 0 : (uint64_t)size), 1.0f, mix.strips[1], mix.n_frames);
  if (kind->effect) {
    kind->effect(mix.strips[1], mix.n_frames, &noise);
  }
  const float gain = gain_between(&noise, -18.0, 6.0) * (mix.inverted ? -1.0f : 1.0f);
  for (uint64_t i = 0; i < mix.n_frames; ++i) {
    mix.strips[1].side[0][i] *= gain;
    mix.strips[1].side[1][i] *= gain;
  }
  mix.n_strips = 2;
  play_others(&mix, n_others, loop, &noise);
  return mix;
}

static double energy_of(Track track, bool is_stereo, uint64_t from, uint64_t end) {
  double sum = 0.0;
  for (unsigned s = 0; s < (is_stereo ? 2 : 1); ++s) {
    for (uint64_t i = from; i < end; ++i) {
      sum += (double)track.side[s][i] * (double)track.side[s][i];
    }
  }
  return sum;
}

double mix_both_sound(const Mix* mix, bool is_stereo) {
  const uint64_t span = (uint64_t)(MIX_RATE_HZ / 100.0);
  const uint64_t n_spans = mix->n_frames / span;
  uint64_t latest = 0;
  for (unsigned i = 0; i < 2; ++i) {
    const double least = 0.001 * energy_of(mix->strips[i], is_stereo, 0, mix->n_frames) / (double)n_spans;
    uint64_t at = 0;
    while (at + span < mix->n_frames && energy_of(mix->strips[i], is_stereo, at, at + span) < least) {
      at += span;
    }
    latest = at > latest ? at : latest;
  }
  return (double)latest / MIX_RATE_HZ;
}

Mix mix_healthy(const HealthyKind* kind, uint64_t seed, double seconds) {
  Noise noise = {seed};
  Mix mix = mix_new(seconds);
  mix.n_strips = kind->fill(&mix, &noise);
  return mix;
}
