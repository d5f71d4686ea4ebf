// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Duplicate detection on pairs of signals of which it is known whether they are the same. */

#include "common/dsp/fingerprint.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const double two_pi = 6.283185307179586;

/* Two stereo signals, made frame by frame. */
typedef struct Pair {
  FingerprintClock clock;
  Fingerprint traces[2];
  DuplicatePair pair;
  ChunkClock chunk;
  double rate_hz;
  uint64_t frame;
  uint32_t step;  // longest chunk
  void (*make)(struct Pair* pair, float a[2], float b[2]);
  double value;  // means what `make` says
  float past[64][2];
} Pair;

static float noise(void) {
  return (float)rand() / (float)RAND_MAX - 0.5f;
}

static Pair pair_new(double rate_hz, void (*make)(Pair*, float*, float*), double value) {
  Pair pair = {.rate_hz = rate_hz, .step = CHUNK_FRAMES, .make = make, .value = value};
  fingerprint_clock_init(&pair.clock, rate_hz, CHUNK_FRAMES);
  srand(3);
  return pair;
}

static void run_chunk(Pair* pair, uint32_t n) {
  const uint32_t probed = fingerprint_clock_frame(&pair->clock, pair->chunk.at);
  const unsigned side = fingerprint_clock_side(&pair->clock);
  for (uint32_t i = 0; i < n; ++i) {
    float a[2];
    float b[2];
    pair->make(pair, a, b);
    ++pair->frame;
    if (i == probed) {
      fingerprint_add(&pair->traces[0], &pair->clock, a[side]);
      fingerprint_add(&pair->traces[1], &pair->clock, b[side]);
    }
  }
  if (chunk_advance(&pair->chunk, n) && fingerprint_clock_step(&pair->clock)) {
    fingerprint_normalize(&pair->traces[0]);
    fingerprint_normalize(&pair->traces[1]);
    duplicate_pair_compare(&pair->pair, &pair->clock, &pair->traces[0], &pair->traces[1]);
  }
}

static DuplicateVerdict verdict_after(Pair* pair, double seconds) {
  const uint64_t end = pair->frame + (uint64_t)(seconds * pair->rate_hz);
  while (pair->frame < end) {
    const uint64_t left = end - pair->frame;
    run_chunk(pair, chunk_length(&pair->chunk, left < pair->step ? (uint32_t)left : pair->step));
  }
  return duplicate_pair_verdict(&pair->pair, &pair->clock);
}

/* The second is the first times `value`. */
static void make_copy(Pair* pair, float a[2], float b[2]) {
  for (unsigned c = 0; c < 2; ++c) {
    a[c] = noise();
    b[c] = a[c] * (float)pair->value;
  }
}

/* ... and something else beside it, that much lower. */
static void make_copy_and_noise(Pair* pair, float a[2], float b[2]) {
  for (unsigned c = 0; c < 2; ++c) {
    a[c] = noise();
    b[c] = a[c] + noise() * (float)pair->value;
  }
}

/* ... that many frames late. */
static void make_late_copy(Pair* pair, float a[2], float b[2]) {
  for (unsigned c = 0; c < 2; ++c) {
    a[c] = pair->past[pair->frame % 64][c] = noise();
    b[c] = pair->past[(pair->frame - (uint64_t)pair->value) % 64][c];
  }
}

/* ... through a low-pass of one pole with that weight. */
static void make_filtered_copy(Pair* pair, float a[2], float b[2]) {
  for (unsigned c = 0; c < 2; ++c) {
    a[c] = noise();
    b[c] = pair->past[0][c] += (a[c] - pair->past[0][c]) * (float)pair->value;
  }
}

/* ... at a level that goes up and down by that many dB, once a second. */
static void make_ridden_copy(Pair* pair, float a[2], float b[2]) {
  const double swing_db = pair->value * sin(two_pi * (double)pair->frame / pair->rate_hz);
  make_copy(pair, a, b);
  b[0] = a[0] * (float)pow(10.0, swing_db / 20.0);
  b[1] = a[1] * (float)pow(10.0, swing_db / 20.0);
}

/* ... with its sides exchanged. */
static void make_swapped_copy(Pair* pair, float a[2], float b[2]) {
  (void)pair;
  b[1] = a[0] = noise();
  b[0] = a[1] = noise();
}

/* On one side only, each signal on another. */
static void make_one_sided(Pair* pair, float a[2], float b[2]) {
  (void)pair;
  b[1] = a[0] = noise();
  b[0] = a[1] = 0.0f;
}

static void make_strangers(Pair* pair, float a[2], float b[2]) {
  make_copy(pair, a, b);
  b[0] = noise();
  b[1] = noise();
}

/* Tones at `value` Hz and an octave above, which share their zero crossings. */
static void make_tones(Pair* pair, float a[2], float b[2]) {
  const double phase = two_pi * pair->value * (double)pair->frame / pair->rate_hz;
  a[0] = a[1] = (float)sin(phase);
  b[0] = b[1] = (float)sin(2.0 * phase);
}

/* One tone, `past[0][0]` of a period apart. */
static void make_shifted_tones(Pair* pair, float a[2], float b[2]) {
  const double phase = two_pi * pair->value * (double)pair->frame / pair->rate_hz;
  a[0] = a[1] = (float)sin(phase);
  b[0] = b[1] = (float)sin(phase + two_pi * (double)pair->past[0][0]);
}

/* Copies, 40 dB apart; for `value` seconds in every two so quiet that the second counts as silent. */
static void make_copy_with_gaps(Pair* pair, float a[2], float b[2]) {
  const double seconds = fmod((double)pair->frame / pair->rate_hz, 2.0);
  const float level = seconds < 2.0 - pair->value ? 1.0f : 1e-3f;
  for (unsigned c = 0; c < 2; ++c) {
    a[c] = level * 10.0f * noise();
    b[c] = a[c] * 0.01f;
  }
}

/* From somewhere in a window on, so that the first whole window is the next one. */
static void test_copies_are_told_within_a_second(void** state) {
  (void)state;
  static const double rates_hz[] = {8000.0, 44100.0, 48000.0, 96000.0, 192000.0, 768000.0};
  static const double gains[] = {1.0, 0.01, 7.5, -1.0, -0.2};
  for (unsigned r = 0; r < 6; ++r) {
    for (unsigned g = 0; g < 5; ++g) {
      const double window = fmax(FINGERPRINT_SECONDS * 1.5, FINGERPRINT_SAMPLES * CHUNK_FRAMES / rates_hz[r]);
      for (double part = 0.0; part < 1.0; part += 0.5) {
        Pair pair = pair_new(rates_hz[r], make_strangers, 0.0);
        assert_int_equal(verdict_after(&pair, part * window), DUPLICATE_NONE);
        pair.make = make_copy;
        pair.value = gains[g];
        assert_int_equal(verdict_after(&pair, DUPLICATE_SECONDS - 1.1 * window), DUPLICATE_NONE);
        assert_int_equal(verdict_after(&pair, 1.1 * window), gains[g] > 0.0 ? DUPLICATE_SAME : DUPLICATE_OPPOSITE);
      }
    }
  }
}

static void test_tones_and_their_copies(void** state) {
  (void)state;
  for (double tone_hz = 30.0; tone_hz < 20000.0; tone_hz += tone_hz < 700.0 ? 90.0 : 375.0) {
    Pair pair = pair_new(48000.0, make_shifted_tones, tone_hz);
    assert_int_equal(verdict_after(&pair, 1.1), DUPLICATE_SAME);
    pair = pair_new(48000.0, make_shifted_tones, tone_hz);
    pair.past[0][0] = 0.5f;
    assert_int_equal(verdict_after(&pair, 1.1), DUPLICATE_OPPOSITE);
  }
}

static void test_others_are_not_the_same(void** state) {
  (void)state;
  static const struct {
    void (*make)(Pair*, float*, float*);
    double value;
  } others[] = {
    {make_strangers, 0.0},     {make_late_copy, 1.0},       {make_late_copy, 40.0},
    {make_filtered_copy, 0.7}, {make_ridden_copy, 0.5},     {make_swapped_copy, 0.0},
    {make_one_sided, 0.0},     {make_copy_and_noise, 0.02}, {make_copy, 1e-5},
  };
  for (unsigned i = 0; i < sizeof(others) / sizeof(others[0]); ++i) {
    for (double rate_hz = 48000.0; rate_hz <= 192000.0; rate_hz *= 2.0) {
      Pair pair = pair_new(rate_hz, others[i].make, others[i].value);
      for (unsigned k = 0; k < 50; ++k) {
        assert_int_equal(verdict_after(&pair, 0.1), DUPLICATE_NONE);
      }
    }
  }
  for (double tone_hz = 50.0; tone_hz < 12000.0; tone_hz += tone_hz < 700.0 ? 100.0 : 375.0) {
    Pair pair = pair_new(48000.0, make_tones, tone_hz);
    assert_int_equal(verdict_after(&pair, 3.0), DUPLICATE_NONE);
    pair = pair_new(48000.0, make_shifted_tones, tone_hz);
    pair.past[0][0] = 0.01f;
    assert_int_equal(verdict_after(&pair, 3.0), DUPLICATE_NONE);
  }
}

/* Of windows that have all samples but one in common, and the same length. */
static void test_every_sample_of_a_window_counts(void** state) {
  (void)state;
  FingerprintClock clock;
  fingerprint_clock_init(&clock, 48000.0, CHUNK_FRAMES);
  for (unsigned other = 0; other <= FINGERPRINT_SAMPLES; ++other) {
    DuplicatePair pair = {0};
    Fingerprint a = {0};
    for (unsigned i = 0; i < FINGERPRINT_SAMPLES; ++i) {
      a.sample[i] = 0.5f;
    }
    Fingerprint b = a;
    if (other < FINGERPRINT_SAMPLES) {
      b.sample[other] = -0.5f;
    }
    fingerprint_normalize(&a);
    fingerprint_normalize(&b);
    for (unsigned k = 0; k < 2 * clock.verdict_windows; ++k) {
      duplicate_pair_compare(&pair, &clock, &a, &b);
    }
    assert_int_equal(duplicate_pair_verdict(&pair, &clock),
                     other < FINGERPRINT_SAMPLES ? DUPLICATE_NONE : DUPLICATE_SAME);
  }
}

static void test_noise_far_below_does_not_matter(void** state) {
  (void)state;
  Pair pair = pair_new(48000.0, make_copy_and_noise, 3e-4);
  for (unsigned k = 0; k < 50; ++k) {
    assert_int_equal(verdict_after(&pair, 0.1), k < 9 ? DUPLICATE_NONE : DUPLICATE_SAME);
  }
}

static void test_ends_within_two_windows(void** state) {
  (void)state;
  Pair pair = pair_new(48000.0, make_copy, 0.5);
  assert_int_equal(verdict_after(&pair, 2.0), DUPLICATE_SAME);
  pair.value = -0.5;
  assert_int_equal(verdict_after(&pair, 0.05), DUPLICATE_NONE);
  assert_int_equal(verdict_after(&pair, 1.0), DUPLICATE_OPPOSITE);
  pair.make = make_strangers;
  assert_int_equal(verdict_after(&pair, 0.05), DUPLICATE_NONE);
}

static void test_short_silence_says_nothing(void** state) {
  (void)state;
  Pair pair = pair_new(48000.0, make_copy_with_gaps, 0.8);
  verdict_after(&pair, 1.4);
  for (unsigned k = 0; k < 50; ++k) {
    assert_int_equal(verdict_after(&pair, 0.1), DUPLICATE_SAME);
  }
  pair = pair_new(48000.0, make_copy_with_gaps, 1.2);
  for (unsigned k = 0; k < 50; ++k) {
    assert_int_equal(verdict_after(&pair, 0.1), DUPLICATE_NONE);
  }
}

static void test_does_not_depend_on_cuts(void** state) {
  (void)state;
  static const uint32_t steps[] = {1, 3, 17, 63, 64};
  for (double rate_hz = 48000.0; rate_hz <= 192000.0; rate_hz *= 4.0) {
    uint64_t expected = 0;
    for (unsigned s = 0; s < 5; ++s) {
      Pair pair = pair_new(rate_hz, make_copy, 0.5);
      pair.step = steps[s];
      while (duplicate_pair_verdict(&pair.pair, &pair.clock) == DUPLICATE_NONE) {
        run_chunk(&pair, chunk_length(&pair.chunk, pair.step));
      }
      expected = s ? expected : pair.frame;
      assert_true(pair.frame - expected < CHUNK_FRAMES && pair.frame % CHUNK_FRAMES == 0);
    }
  }
}

/* Frames of 1e30 now and then, on one signal. */
static void make_copy_with_spikes(Pair* pair, float a[2], float b[2]) {
  make_copy(pair, a, b);
  a[0] = a[1] = pair->frame < 48000 ? 1e30f : a[0];
  b[1] = pair->frame < 48000 ? 3e38f : a[1] * (float)pair->value;
  b[0] = a[0] * (float)pair->value;
}

static void test_forgets_huge_samples(void** state) {
  (void)state;
  Pair pair = pair_new(48000.0, make_copy_with_spikes, 0.5);
  verdict_after(&pair, 1.0);
  pair.make = make_copy;
  assert_int_equal(verdict_after(&pair, 1.1), DUPLICATE_SAME);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_copies_are_told_within_a_second),
    cmocka_unit_test(test_tones_and_their_copies),
    cmocka_unit_test(test_others_are_not_the_same),
    cmocka_unit_test(test_every_sample_of_a_window_counts),
    cmocka_unit_test(test_noise_far_below_does_not_matter),
    cmocka_unit_test(test_ends_within_two_windows),
    cmocka_unit_test(test_short_silence_says_nothing),
    cmocka_unit_test(test_does_not_depend_on_cuts),
    cmocka_unit_test(test_forgets_huge_samples),
  };
  return cmocka_run_group_tests_name("duplicates", tests, NULL, NULL);
}
