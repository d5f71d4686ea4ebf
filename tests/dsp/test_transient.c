// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The transient detector against the closed form of its reading of a tone that sets in, and on drum loops, whose onsets
   are found here by another method: a jump of short-time energy (Bello et al., "A Tutorial on Onset Detection in Music
   Signals", IEEE TSAP 13(5), 2005, section III-B). */

#include "common/dsp/chunk.h"
#include "common/dsp/transient.h"
#include "tests/support/samples.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

static const double two_pi = 6.283185307179586;

/* Works out the gains of a whole signal, in chunks. */
static void run(double rate_hz, float sensitivity, const float* level, float* gain, uint32_t n_frames) {
  Transient transient;
  transient_init(&transient, rate_hz);
  transient_set(&transient, sensitivity, 0);
  for (uint32_t at = 0; at < n_frames; at += CHUNK_FRAMES) {
    transient_run(&transient, level + at, gain + at, n_frames - at < CHUNK_FRAMES ? n_frames - at : CHUNK_FRAMES);
  }
}

static float* floats(uint32_t n_frames) {
  float* buffer = (float*)calloc(n_frames, sizeof(float));
  assert_non_null(buffer);
  return buffer;
}

static void test_a_tone_out_of_silence_attacks_for_the_time_of_the_formula(void** state) {
  (void)state;
  static const double rates_hz[] = {8000.0, 44100.0, 48000.0, 192000.0, 768000.0};
  for (unsigned r = 0; r < 5; ++r) {
    for (unsigned s = 1; s <= 2; ++s) {
      const double rate_hz = rates_hz[r];
      const double threshold_db = s == 1 ? 5.0 : 2.0;
      const uint32_t n_frames = (uint32_t)(0.2 * rate_hz);
      float* level = floats(n_frames);
      float* gain = floats(n_frames);
      for (uint32_t i = 0; i < n_frames; ++i) {
        level[i] = 0.3f;
      }
      run(rate_hz, (float)s / 2.0f, level, gain, n_frames);
      uint32_t full = 0;
      while (gain[full] < 0.98f) {
        ++full;
      }
      uint32_t half = full;
      while (gain[half] >= 0.5f) {
        ++half;
      }
      const double half_ms = -15.0 * log(1.0 - pow(10.0, -threshold_db / 20.0));
      assert_near(full * 1000.0 / rate_hz, 0.45, 0.1 + 1000.0 / rate_hz);
      assert_near(half * 1000.0 / rate_hz, half_ms, 0.02 * half_ms + 1000.0 / rate_hz);
      assert_true(gain[n_frames - 1] == 0.0f || s == 2);
      assert_true(gain[n_frames - 1] < 1e-3f);
      free(level);
      free(gain);
    }
  }
}

static void test_a_tone_that_stands_still_is_sustain(void** state) {
  (void)state;
  const double rate_hz = 48000.0;
  enum { FRAMES = 48000 };
  float* level = floats(FRAMES);
  float* gain = floats(FRAMES);
  for (double frequency_hz = 40.0; frequency_hz < 20000.0; frequency_hz *= 1.31) {
    for (uint32_t i = 0; i < FRAMES; ++i) {
      level[i] = (float)fabs(0.5 * sin(two_pi * frequency_hz / rate_hz * i));
    }
    run(rate_hz, 0.5f, level, gain, FRAMES);
    for (uint32_t i = FRAMES / 4; i < FRAMES; ++i) {
      assert_true(gain[i] == 0.0f);
    }
  }
  free(level);
  free(gain);
}

/* More is attack at a higher sensitivity, at every moment. */
static void test_sensitivity_takes_in_more(void** state) {
  (void)state;
  enum { FRAMES = 20000 };
  float* level = floats(FRAMES);
  float* gain[2] = {floats(FRAMES), floats(FRAMES)};
  double sum = 0.0;
  for (uint32_t i = 0; i < FRAMES; ++i) {
    level[i] = (float)exp(-(double)(i % 5000) / 1500.0);
  }
  for (unsigned step = 0; step <= 10; ++step) {
    run(48000.0, (float)step / 10.0f, level, gain[step % 2], FRAMES);
    double now = 0.0;
    for (uint32_t i = 0; i < FRAMES; ++i) {
      assert_true(step == 0 || gain[step % 2][i] >= gain[1 - step % 2][i] - 1e-6f);
      now += (double)gain[step % 2][i];
    }
    assert_true(now > sum * 1.05);
    sum = now;
  }
  free(level);
  free(gain[0]);
  free(gain[1]);
}

static void test_cuts_do_not_matter(void** state) {
  (void)state;
  enum { FRAMES = 8000 };
  float* level = floats(FRAMES);
  float* gain[2] = {floats(FRAMES), floats(FRAMES)};
  srand(1);
  for (uint32_t i = 0; i < FRAMES; ++i) {
    level[i] = (float)rand() / (float)RAND_MAX * (i / 1000 % 2 ? 1.0f : 0.01f);
  }
  for (unsigned cut = 0; cut < 2; ++cut) {
    Transient transient;
    transient_init(&transient, 44100.0);
    uint32_t n = 0;
    for (uint32_t at = 0; at < FRAMES; at += n) {
      if (at % 500 == 0) {
        transient_set(&transient, (float)(at % 1500) / 1000.0f, at ? 441 : 0);
      }
      n = cut ? 1 + (uint32_t)rand() % 20 : 20;
      n = n < 500 - at % 500 ? n : 500 - at % 500;
      transient_run(&transient, level + at, gain[cut] + at, n);
    }
  }
  assert_memory_equal(gain[0], gain[1], FRAMES * sizeof(float));
  free(level);
  free(gain[0]);
  free(gain[1]);
}

static void test_one_broken_sample_is_soon_forgotten(void** state) {
  (void)state;
  enum { FRAMES = 48000, HITS_FROM = 24000 };
  static const float broken[] = {1e30f, 3.4e38f};
  float* level = floats(FRAMES);
  float* gain[2] = {floats(FRAMES), floats(FRAMES)};
  for (uint32_t i = 0; i < FRAMES; ++i) {
    level[i] = (float)exp(-(double)(i % 6000) / 1500.0);
  }
  run(48000.0, 0.5f, level, gain[0], FRAMES);
  for (unsigned b = 0; b < 2; ++b) {
    level[1000] = broken[b];
    run(48000.0, 0.5f, level, gain[1], FRAMES);
    for (uint32_t i = 0; i < FRAMES; ++i) {
      assert_true(gain[1][i] >= 0.0f && gain[1][i] <= 1.0f);
      assert_true(i < HITS_FROM || fabsf(gain[1][i] - gain[0][i]) < 0.01f);
    }
  }
  free(level);
  free(gain[0]);
  free(gain[1]);
}

/* A loop, its rectified level and where its sounds set in. */
typedef struct {
  double rate_hz;
  uint32_t n_frames;
  double* power;  // of both sides, by frame
  float* level;
  bool* is_onset;  // within 10 ms after one
  unsigned n_onsets;
} Loop;

static double mean_power(const Loop* loop, uint32_t from, uint32_t n) {
  double sum = 0.0;
  for (uint32_t i = from; i < from + n; ++i) {
    sum += loop->power[i] / n;
  }
  return sum;
}

/* An onset is where 5 ms have 9 dB more power than the 30 ms before them, and the first of these is 6 dB above the one
   before it; none within 50 ms of the last. */
static void find_onsets(Loop* loop) {
  const uint32_t ms = (uint32_t)(loop->rate_hz / 1000.0);
  uint32_t next = 30 * ms;
  for (uint32_t at = next; at + 10 * ms <= loop->n_frames; at += ms) {
    if (at >= next && mean_power(loop, at, 5 * ms) > 8.0 * mean_power(loop, at - 30 * ms, 30 * ms) &&
        mean_power(loop, at, ms) > 4.0 * mean_power(loop, at - ms, ms)) {
      memset(loop->is_onset + at, 1, 10 * ms * sizeof(bool));
      next = at + 50 * ms;
      ++loop->n_onsets;
    }
  }
}

static Loop loop_load(const char* name) {
  HostError error = {""};
  Wav* wav = sample_load(name, &error);
  if (!wav) {
    fail_msg("%s", error.text);
  }
  Loop loop = {.rate_hz = wav->rate_hz, .n_frames = (uint32_t)wav->n_frames};
  loop.power = (double*)calloc(loop.n_frames, sizeof(double));
  loop.level = floats(loop.n_frames);
  loop.is_onset = (bool*)calloc(loop.n_frames, sizeof(bool));
  assert_true(loop.power && loop.is_onset);
  for (unsigned c = 0; c < wav->n_channels; ++c) {
    for (uint32_t i = 0; i < loop.n_frames; ++i) {
      const float sample = wav->channels[c][i];
      loop.power[i] += (double)sample * (double)sample;
      loop.level[i] = fmaxf(loop.level[i], fabsf(sample));
    }
  }
  wav_free(wav);
  find_onsets(&loop);
  return loop;
}

static void loop_free(Loop* loop) {
  free(loop->power);
  free(loop->level);
  free(loop->is_onset);
}

/* Parts of the energy: of the first 10 ms after onsets, what the attacks hold; of the rest, what the sustain holds. */
typedef struct {
  double attacks, sustain;
} Shares;

static Shares shares(const Loop* loop, const float* gain) {
  double onsets = 0.0, attacks = 0.0, rest = 0.0, sustain = 0.0;
  for (uint32_t i = 0; i < loop->n_frames; ++i) {
    const double g = (double)gain[i];
    if (loop->is_onset[i]) {
      onsets += loop->power[i];
      attacks += loop->power[i] * g * g;
    } else {
      rest += loop->power[i];
      sustain += loop->power[i] * (1.0 - g) * (1.0 - g);
    }
  }
  return (Shares){attacks / onsets, sustain / rest};
}

/* The S of the gain is 1.5 times as steep in the middle as a straight line would be. */
static void assert_no_zipper(const Loop* loop, const float* gain) {
  const double up = 1.5 * 1000.0 / (0.4 * loop->rate_hz);
  const double down = 1.5 * 1000.0 / (5.0 * loop->rate_hz);
  for (uint32_t i = 1; i < loop->n_frames; ++i) {
    assert_true((double)gain[i] - (double)gain[i - 1] < up * 1.0001);
    assert_true((double)gain[i - 1] - (double)gain[i] < down * 1.0001);
  }
}

static void test_drum_loops_come_apart(void** state) {
  (void)state;
  static const char* const names[] = {
    "loop_amen",      "loop_amen_full", "loop_compus", "loop_electric", "loop_garzul",
    "loop_mehackit1", "loop_mehackit2", "loop_mika",   "loop_safari",   "loop_tabla",
  };
  enum { LOOPS = sizeof(names) / sizeof(names[0]) };
  Shares mean = {0.0, 0.0};
  for (unsigned p = 0; p < LOOPS; ++p) {
    Loop loop = loop_load(names[p]);
    float* gain = floats(loop.n_frames);
    float* quiet_gain = floats(loop.n_frames);
    run(loop.rate_hz, 0.5f, loop.level, gain, loop.n_frames);
    const Shares loud = shares(&loop, gain);
    for (uint32_t i = 0; i < loop.n_frames; ++i) {
      loop.level[i] *= 0.1f;
    }
    run(loop.rate_hz, 0.5f, loop.level, quiet_gain, loop.n_frames);
    const Shares quiet = shares(&loop, quiet_gain);
    print_message("%-20s %2u onsets: attacks hold %.3f of them, sustain %.3f of the rest\n", names[p], loop.n_onsets,
                  loud.attacks, loud.sustain);
    assert_true(loop.n_onsets >= 5);
    assert_true(loud.attacks > 0.5 && loud.sustain > 0.7);
    assert_near(quiet.attacks, loud.attacks, 0.002);
    assert_near(quiet.sustain, loud.sustain, 0.002);
    assert_no_zipper(&loop, gain);
    mean.attacks += loud.attacks / LOOPS;
    mean.sustain += loud.sustain / LOOPS;
    free(gain);
    free(quiet_gain);
    loop_free(&loop);
  }
  assert_true(mean.attacks > 0.8 && mean.sustain > 0.8);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_tone_out_of_silence_attacks_for_the_time_of_the_formula),
    cmocka_unit_test(test_a_tone_that_stands_still_is_sustain),
    cmocka_unit_test(test_sensitivity_takes_in_more),
    cmocka_unit_test(test_cuts_do_not_matter),
    cmocka_unit_test(test_one_broken_sample_is_soon_forgotten),
    cmocka_unit_test(test_drum_loops_come_apart),
  };
  return cmocka_run_group_tests_name("transient", tests, NULL, NULL);
}
