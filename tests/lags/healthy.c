// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The kinds of healthy mixes. */

#include "tests/lags/mixes.h"

#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846

static double between(Noise* noise, double low, double high) {
  return (double)noise_between(noise, (float)low, (float)high);
}

static float gain_of(double db) {
  return (float)pow(10.0, db / 20.0);
}

static unsigned fill_different_loops(Mix* mix, Noise* noise) {
  const unsigned first = noise_below(noise, n_loops);
  for (unsigned i = 0; i < MIX_STRIPS; ++i) {
    const unsigned loop = (first + i) % n_loops;
    loop_play(loop, loop_start(loop, noise), gain_of(between(noise, -12.0, 0.0)), mix->strips[i], mix->n_frames);
  }
  return MIX_STRIPS;
}

/* A line of notes, the same for the same seed, on a note's sample: up to 15 ms off the beat, and tuned by `speed` and
   a little otherwise for each note. */
static void play_line(Mix* mix, unsigned strip, unsigned note, uint64_t line, double speed, double jitter_ms,
                      Noise* noise) {
  Noise score = {line};
  double beat = 0.0;
  while (beat < (double)mix->n_frames) {
    const double pitch = pow(2.0, ((double)noise_below(&score, 13) - 3.0) / 12.0);
    const double at = beat + between(noise, -jitter_ms, jitter_ms) * MIX_RATE_HZ / 1000.0;
    note_play(note, at, pitch * speed * (1.0 + between(noise, -0.001, 0.001)), gain_of(between(noise, -3.0, 3.0)),
              mix->strips[strip], mix->n_frames);
    beat += (0.25 + 0.25 * (double)noise_below(&score, 3)) * MIX_RATE_HZ;
  }
}

/* One part, played two to four times: never at quite the same time, nor quite in tune. */
static unsigned fill_double_tracked(Mix* mix, Noise* noise) {
  const unsigned note = noise_below(noise, n_notes), n_takes = 2 + noise_below(noise, 3);
  const uint64_t line = noise_next(noise);
  for (unsigned i = 0; i < n_takes; ++i) {
    play_line(mix, i, note, line, 1.0 + 0.004 * (double)i, 15.0, noise);
  }
  return n_takes;
}

static unsigned fill_octaves(Mix* mix, Noise* noise) {
  const unsigned note = noise_below(noise, n_notes);
  const uint64_t line = noise_next(noise);
  play_line(mix, 0, note, line, 1.0, 0.0, noise);
  play_line(mix, 1, note, line, 2.0, 0.0, noise);
  return 2;
}

/* A loop, and beside it what effects make of it. */
static unsigned fill_with_effects(Mix* mix, Noise* noise, Effect* const* effects, unsigned n_effects) {
  const unsigned loop = noise_below(noise, n_loops);
  const uint64_t start = loop_start(loop, noise);
  loop_play(loop, start, 1.0f, mix->strips[0], mix->n_frames);
  for (unsigned i = 0; i < n_effects; ++i) {
    loop_play(loop, start, gain_of(between(noise, -12.0, 0.0)), mix->strips[i + 1], mix->n_frames);
    effects[i](mix->strips[i + 1], mix->n_frames, noise);
  }
  return n_effects + 1;
}

static unsigned fill_reverb(Mix* mix, Noise* noise) {
  Effect* const effects[] = {effect_reverb};
  return fill_with_effects(mix, noise, effects, sizeof(effects) / sizeof(effects[0]));
}

static unsigned fill_echoes(Mix* mix, Noise* noise) {
  Effect* const effects[] = {effect_echoes};
  return fill_with_effects(mix, noise, effects, sizeof(effects) / sizeof(effects[0]));
}

static unsigned fill_other_effects(Mix* mix, Noise* noise) {
  Effect* const effects[] = {effect_chorus, effect_ring_modulator, effect_phaser};
  return fill_with_effects(mix, noise, effects, sizeof(effects) / sizeof(effects[0]));
}

/* Copies that have kept their time: parallel busses, which are as they should be. */
static unsigned fill_in_step(Mix* mix, Noise* noise) {
  Effect* const effects[] = {effect_compressor, effect_crusher, effect_equalizer};
  return fill_with_effects(mix, noise, effects, sizeof(effects) / sizeof(effects[0]));
}

/* Filters hold lows back by a fraction of a millisecond, which no delay of all of it would mend. */
static unsigned fill_bands(Mix* mix, Noise* noise) {
  Effect* const effects[] = {effect_low_pass, effect_high_pass};
  return fill_with_effects(mix, noise, effects, sizeof(effects) / sizeof(effects[0]));
}

/* The sides of stereo loops, each on a strip of its own. */
static unsigned fill_stereo_pairs(Mix* mix, Noise* noise) {
  const unsigned first = noise_below(noise, n_stereo_loops);
  for (unsigned i = 0; i < MIX_STRIPS; i += 2) {
    const unsigned loop = (first + i) % n_stereo_loops;
    loop_play(loop, loop_start(loop, noise), 1.0f, mix->strips[i], mix->n_frames);
    memcpy(mix->strips[i + 1].side[0], mix->strips[i].side[1], mix->n_frames * sizeof(float));
    memcpy(mix->strips[i + 1].side[1], mix->strips[i].side[1], mix->n_frames * sizeof(float));
    memcpy(mix->strips[i].side[1], mix->strips[i].side[0], mix->n_frames * sizeof(float));
  }
  return MIX_STRIPS;
}

/* One loop alone, or nothing. */
static unsigned fill_silence(Mix* mix, Noise* noise) {
  if (noise_below(noise, 2)) {
    const unsigned loop = noise_below(noise, n_loops);
    loop_play(loop, loop_start(loop, noise), 1.0f, mix->strips[noise_below(noise, MIX_STRIPS)], mix->n_frames);
  }
  return MIX_STRIPS;
}

/* White, or with all above some frequency falling by 6 dB an octave; at -30 to -100 dBFS. */
static unsigned fill_noise(Mix* mix, Noise* noise) {
  for (unsigned i = 0; i < MIX_STRIPS; ++i) {
    const float peak = gain_of(between(noise, -100.0, -30.0));
    const float weight = noise_below(noise, 2) ? 1.0f : noise_between(noise, 0.01f, 0.3f);
    for (unsigned s = 0; s < 2; ++s) {
      float held = 0.0f;
      for (uint64_t k = 0; k < mix->n_frames; ++k) {
        held += weight * (noise_between(noise, -peak, peak) - held);
        mix->strips[i].side[s][k] = held;
      }
    }
  }
  return MIX_STRIPS;
}

/* Of one pitch and up to ten partials, at any phase: each is another's copy at many times, so at none. */
static unsigned fill_tones(Mix* mix, Noise* noise) {
  const double hz = 40.0 * pow(2.0, between(noise, 0.0, 5.0));
  const unsigned n_partials = noise_below(noise, 3) ? 1 + noise_below(noise, 10) : 1;
  for (unsigned i = 0; i < MIX_STRIPS / 2; ++i) {
    const double at = between(noise, 0.0, 1.0);
    for (uint64_t k = 0; k < mix->n_frames; ++k) {
      const double turns = at + hz * (double)k / MIX_RATE_HZ;
      double sum = 0.0;
      for (unsigned n = 1; n <= n_partials; ++n) {
        sum += sin(2.0 * PI * n * turns) / n;
      }
      mix->strips[i].side[0][k] = mix->strips[i].side[1][k] = (float)(0.05 * sum);
    }
  }
  return MIX_STRIPS / 2;
}

const HealthyKind healthy_kinds[] = {
  {"eight different loops", fill_different_loops},
  {"one part played two to four times", fill_double_tracked},
  {"a bass and its octave", fill_octaves},
  {"a loop and its reverb", fill_reverb},
  {"a loop and its echoes", fill_echoes},
  {"a loop, its chorus, phaser, ring modulator", fill_other_effects},
  {"a loop and parallel busses in step", fill_in_step},
  {"a loop, its lows alone, its highs alone", fill_bands},
  {"the sides of stereo loops", fill_stereo_pairs},
  {"silence", fill_silence},
  {"noise", fill_noise},
  {"tones of one pitch", fill_tones},
};

const unsigned n_healthy_kinds = sizeof(healthy_kinds) / sizeof(healthy_kinds[0]);
