// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The loudness match against libebur128, against the coefficients that ITU-R BS.1770-4 prints for 48 kHz, and against
   sums of powers that can be worked out by hand. */

#include "common/dsp/chunk.h"
#include "common/dsp/loudness.h"

#include <ebur128.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

static const double rate_hz = 48000.0;
static const double two_pi = 6.283185307179586;

/* A stretch of music, of a kind of noise whose level can be told. */
typedef struct {
  double seconds;
  double level;  // of dry, as a gain
  double copy;   // wet = copy * dry + other * something else of the same level
  double other;
} Stretch;

typedef struct {
  Loudness loudness;
  ChunkClock clock;
  float dry_gain, wet_gain;
  ebur128_state* meter[2];  // of dry and of the blend, before the match; or NULL
} Fixture;

static Fixture fixture_new(void) {
  Fixture fixture = {.dry_gain = 1.0f, .wet_gain = 0.5f};
  loudness_init(&fixture.loudness, rate_hz);
  return fixture;
}

static void run(Fixture* fixture, const float* const* dry, const float* const* wet, uint32_t n_frames) {
  loudness_add(&fixture->loudness, dry, wet, 2, n_frames);
  if (chunk_advance(&fixture->clock, n_frames)) {
    loudness_step(&fixture->loudness, fixture->dry_gain, fixture->wet_gain);
  }
}

static double noise(void) {
  return 2.0 * rand() / RAND_MAX - 1.0;
}

static void play(Fixture* fixture, Stretch stretch) {
  for (double at = 0.0; at < stretch.seconds * rate_hz; at += CHUNK_FRAMES) {
    float rows[4][CHUNK_FRAMES];
    for (uint32_t i = 0; i < CHUNK_FRAMES; ++i) {
      for (unsigned c = 0; c < 2; ++c) {
        const double dry = stretch.level * noise();
        rows[c][i] = (float)dry;
        rows[2 + c][i] = (float)(stretch.copy * dry + stretch.other * stretch.level * noise());
      }
    }
    const float* const dry[] = {rows[0], rows[1]};
    const float* const wet[] = {rows[2], rows[3]};
    run(fixture, dry, wet, CHUNK_FRAMES);
    for (uint32_t i = 0; i < CHUNK_FRAMES && fixture->meter[0]; ++i) {
      const float blend[] = {fixture->dry_gain * rows[0][i] + fixture->wet_gain * rows[2][i],
                             fixture->dry_gain * rows[1][i] + fixture->wet_gain * rows[3][i]};
      const float frame[] = {rows[0][i], rows[1][i]};
      ebur128_add_frames_float(fixture->meter[0], frame, 1);
      ebur128_add_frames_float(fixture->meter[1], blend, 1);
    }
  }
}

static double match_db(const Fixture* fixture) {
  return 20.0 * log10((double)loudness_match(&fixture->loudness, fixture->dry_gain, fixture->wet_gain));
}

/* dB of the match that a stretch alone calls for: powers of unrelated signals add up. */
static double expected_db(const Fixture* fixture, Stretch stretch) {
  const double together = (double)fixture->dry_gain + (double)fixture->wet_gain * stretch.copy;
  const double apart = (double)fixture->wet_gain * stretch.other;
  return -10.0 * log10(together * together + apart * apart);
}

/* Power in dB after weighting, of a sine of amplitude 1 on one channel. */
static double weighted_db(double fixture_rate_hz, double hz) {
  Loudness loudness;
  loudness_init(&loudness, fixture_rate_hz);
  const uint32_t settle = (uint32_t)fixture_rate_hz / CHUNK_FRAMES;
  double power = 0.0;
  for (uint32_t interval = 0; interval < 2 * settle; ++interval) {
    float row[CHUNK_FRAMES];
    for (uint32_t i = 0; i < CHUNK_FRAMES; ++i) {
      row[i] = (float)sin(two_pi * hz * (interval * CHUNK_FRAMES + i) / fixture_rate_hz);
    }
    const float* const rows[] = {row};
    const double before = loudness.lanes.power[LOUDNESS_DRY_L];
    loudness_add(&loudness, rows, rows, 1, CHUNK_FRAMES);
    power += interval >= settle ? loudness.lanes.power[LOUDNESS_DRY_L] - before : 0.0;
  }
  return 10.0 * log10(power / (settle * CHUNK_FRAMES));
}

/* Square of |c[0] + c[1] / z + c[2] / z^2| at a frequency. */
static double square_at(const double c[3], double hz) {
  const double w = two_pi * hz / 48000.0;
  const double re = c[0] + c[1] * cos(w) + c[2] * cos(2.0 * w);
  const double im = c[1] * sin(w) + c[2] * sin(2.0 * w);
  return re * re + im * im;
}

/* A second-order filter's gain in dB, from coefficients as standards print them. */
static double biquad_db(const double b[3], const double a[3], double hz) {
  return 10.0 * log10(square_at(b, hz) / square_at(a, hz));
}

static void test_weighting_is_that_of_the_standard(void** state) {
  (void)state;
  static const double shelf_b[] = {1.53512485958697, -2.69169618940638, 1.19839281085285};
  static const double shelf_a[] = {1.0, -1.69065929318241, 0.73248077421585};
  static const double high_pass_b[] = {1.0, -2.0, 1.0};
  static const double high_pass_a[] = {1.0, -1.99004745483398, 0.99007225036621};
  const double constant_db = 0.0433;  // the standard's high-pass is that much above 1 where it passes
  for (double hz = 20.0; hz < 22000.0; hz *= 1.3) {
    const double expected = biquad_db(shelf_b, shelf_a, hz) + biquad_db(high_pass_b, high_pass_a, hz);
    assert_near(weighted_db(48000.0, hz), expected - 10.0 * log10(2.0) - constant_db, 0.02);
  }
}

static void test_weighting_is_that_of_libebur128_at_other_rates(void** state) {
  (void)state;
  static const double rates[] = {8000.0, 44100.0, 96000.0, 192000.0};
  for (unsigned r = 0; r < 4; ++r) {
    for (double hz = 30.0; hz < 0.4 * rates[r]; hz *= 3.0) {
      ebur128_state* meter = ebur128_init(1, (unsigned long)rates[r], EBUR128_MODE_M);
      for (uint32_t i = 0; i < 2 * (uint32_t)rates[r]; ++i) {
        const double x = sin(two_pi * hz * i / rates[r]);
        ebur128_add_frames_double(meter, &x, 1);
      }
      double told = 0.0;
      ebur128_loudness_momentary(meter, &told);
      ebur128_destroy(&meter);
      assert_near(weighted_db(rates[r], hz) - 0.691, told, r ? 0.1 : 0.5);  // their high-pass passes up to 0.26 dB more
    }
  }
}

static void test_match_of_related_and_unrelated_signals(void** state) {
  (void)state;
  static const Stretch stretches[] = {{3.0, 0.1, 1.0, 0.0}, {3.0, 0.5, 0.1, 0.0},  {3.0, 0.01, 0.0, 1.0},
                                      {3.0, 0.3, 0.3, 2.0}, {3.0, 0.2, -0.7, 0.1}, {3.0, 0.2, 0.0, 0.0}};
  static const float gains[][2] = {{1.0f, 0.5f}, {0.0f, 1.0f}, {1.0f, 0.0f}, {0.5f, 4.0f}};
  for (unsigned s = 0; s < 6; ++s) {
    Fixture fixture = fixture_new();
    play(&fixture, stretches[s]);
    for (unsigned g = 0; g < 4; ++g) {  // the levels may change after the fact
      fixture.dry_gain = gains[g][0];
      fixture.wet_gain = gains[g][1];
      assert_near(match_db(&fixture), fmin(expected_db(&fixture, stretches[s]), 36.0), 0.15);
    }
  }
}

static void test_before_anything_is_heard(void** state) {
  (void)state;
  Fixture fixture = fixture_new();
  assert_near(match_db(&fixture), -20.0 * log10(1.5), 1e-5);
  play(&fixture, (Stretch){2.0, 0.0, 0.0, 0.0});
  play(&fixture, (Stretch){2.0, 2e-4, 0.0, 0.0});  // some -74 LKFS
  assert_near(match_db(&fixture), -20.0 * log10(1.5), 1e-5);
  fixture.dry_gain = fixture.wet_gain = 0.0f;
  assert_near(match_db(&fixture), 36.0, 1e-5);
}

static void test_right_from_the_first_notes(void** state) {
  (void)state;
  Fixture fixture = fixture_new();
  const Stretch stretch = {0.01, 0.1, 0.2, 0.0};
  play(&fixture, stretch);
  assert_near(match_db(&fixture), expected_db(&fixture, stretch), 0.01);
}

static void test_stands_still_in_silence(void** state) {
  (void)state;
  Fixture fixture = fixture_new();
  play(&fixture, (Stretch){2.0, 0.1, 0.3, 0.0});
  play(&fixture, (Stretch){0.5, 0.0, 0.0, 0.0});
  const float before = loudness_match(&fixture.loudness, 1.0f, 0.5f);
  play(&fixture, (Stretch){20.0, 0.0, 0.0, 0.0});
  play(&fixture, (Stretch){20.0, 2e-4, 1.0, 5.0});
  assert_true(loudness_match(&fixture.loudness, 1.0f, 0.5f) == before);
}

/* Loud and quiet parts by turns, where the gates of the integrated loudness let quiet parts pass in both signals, in
   the blend alone, or in none. */
static void test_integrated_loudness_is_the_same(void** state) {
  (void)state;
  static const double quiet_db[] = {-6.0, -14.5, -25.0};
  for (unsigned q = 0; q < 3; ++q) {
    Fixture fixture = fixture_new();
    fixture.wet_gain = 1.0f;
    for (unsigned m = 0; m < 2; ++m) {
      fixture.meter[m] = ebur128_init(2, (unsigned long)rate_hz, EBUR128_MODE_I);
    }
    for (unsigned i = 0; i < 15; ++i) {
      play(&fixture, (Stretch){1.0, 0.5, 0.0, 0.0});
      play(&fixture, (Stretch){1.0, 0.5 * pow(10.0, quiet_db[q] / 20.0), 1.0, 0.0});
    }
    double told[2];
    for (unsigned m = 0; m < 2; ++m) {
      ebur128_loudness_global(fixture.meter[m], &told[m]);
      ebur128_destroy(&fixture.meter[m]);
    }
    assert_near(match_db(&fixture), told[0] - told[1], 0.2);
  }
}

static double seconds_to_adapt(bool short_memory) {
  Fixture fixture = fixture_new();
  const Stretch before = {30.0, 0.2, 1.0, 0.0};
  const Stretch after = {0.1, 0.2, 0.1, 0.0};
  play(&fixture, before);
  if (short_memory) {
    loudness_shorten_memory(&fixture.loudness);
  }
  double seconds = 0.0;
  while (seconds < 60.0 && fabs(match_db(&fixture) - expected_db(&fixture, after)) > 0.5) {
    play(&fixture, after);
    seconds += after.seconds;
  }
  return seconds;
}

static void test_memory(void** state) {
  (void)state;
  const double slow = seconds_to_adapt(false);
  const double fast = seconds_to_adapt(true);
  assert_true(slow > 8.0 && slow < 40.0);
  assert_true(fast > 0.5 && fast < 3.0);
}

/* A passage so quiet that at first it counts as a pause of dry, but hardly as one of a blend that is much of it wet. */
static void test_a_passage_that_stays_quiet_is_matched(void** state) {
  (void)state;
  static const double quiet_db[] = {-12.0, -20.0, -26.0};
  for (unsigned q = 0; q < 3; ++q) {
    Fixture fixture = fixture_new();
    fixture.wet_gain = 1.0f;
    const Stretch loud = {1.0, 0.5, 0.1, 0.0};
    const Stretch quiet = {1.0, 0.5 * pow(10.0, quiet_db[q] / 20.0), 3.0, 0.0};
    for (unsigned i = 0; i < 30; ++i) {
      play(&fixture, loud);
    }
    for (unsigned i = 0; i < 80; ++i) {
      play(&fixture, quiet);
      assert_true(match_db(&fixture) < expected_db(&fixture, loud) + 6.0);
    }
    assert_near(match_db(&fixture), expected_db(&fixture, quiet), 1.5);
  }
}

/* Noise at -65 dBFS, of which wet is a copy, and then music of which it is next to nothing. */
static void test_music_after_noise_counts_alone(void** state) {
  (void)state;
  Fixture fixture = fixture_new();
  const Stretch music = {0.05, 0.2, 0.1, 0.0};
  play(&fixture, (Stretch){30.0, 9.74e-4, 1.0, 0.0});
  assert_near(match_db(&fixture), -20.0 * log10(1.5), 0.01);
  play(&fixture, music);
  assert_near(match_db(&fixture), expected_db(&fixture, music), 0.01);
  play(&fixture, (Stretch){10.0, 0.2, 0.1, 0.0});
  assert_near(match_db(&fixture), expected_db(&fixture, music), 0.01);
}

/* After ten seconds of the same, nothing that is heard may move the gain by more than a tenth of a dB in 100 ms. */
static void test_moves_slowly(void** state) {
  (void)state;
  Fixture fixture = fixture_new();
  play(&fixture, (Stretch){20.0, 0.2, 0.5, 0.0});
  double last = match_db(&fixture);
  for (unsigned i = 0; i < 100; ++i) {
    play(&fixture, (Stretch){0.1, i % 7 < 3 ? 0.3 : 0.03, i % 7 < 3 ? 0.1 : 1.0, 0.0});
    assert_near(match_db(&fixture), last, 0.1);
    last = match_db(&fixture);
  }
}

static void test_no_bit_depends_on_how_frames_are_cut(void** state) {
  (void)state;
  enum { FRAMES = 48000 };
  float* rows = (float*)malloc(4 * FRAMES * sizeof(float));
  assert_non_null(rows);
  for (uint32_t i = 0; i < 4 * FRAMES; ++i) {
    rows[i] = (float)(noise() * (i % 9000 < 4000 ? 0.5 : 0.01));
  }
  Fixture whole = fixture_new();
  for (unsigned largest = CHUNK_FRAMES; largest > 0; largest /= 3) {
    Fixture cut = fixture_new();
    uint32_t n = 0;
    for (uint32_t at = 0; at < FRAMES; at += n) {
      n = chunk_length(&cut.clock, largest == CHUNK_FRAMES ? FRAMES - at : 1 + (uint32_t)rand() % largest);
      n = n < FRAMES - at ? n : FRAMES - at;
      const float* const dry[] = {rows + at, rows + FRAMES + at};
      const float* const wet[] = {rows + 2 * FRAMES + at, rows + 3 * FRAMES + at};
      run(&cut, dry, wet, n);
    }
    if (largest == CHUNK_FRAMES) {
      whole = cut;
    }
    assert_true(match_db(&cut) == match_db(&whole));
    assert_memory_equal(&cut.loudness.dry, &whole.loudness.dry, sizeof(LoudnessMean));
    assert_memory_equal(&cut.loudness.blend, &whole.loudness.blend, sizeof(LoudnessMean));
  }
  free(rows);
}

static void test_hostile_signals_leave_no_trace(void** state) {
  (void)state;
  Fixture fixture = fixture_new();
  const Stretch stretch = {3.0, 0.1, 0.3, 0.0};
  play(&fixture, stretch);
  const double before = match_db(&fixture);
  play(&fixture, (Stretch){0.02, 3e38, 1.0, 0.0});
  play(&fixture, (Stretch){0.02, 1e30, 1e8, 0.0});
  assert_near(match_db(&fixture), before, 1e-9);
  play(&fixture, stretch);
  assert_near(match_db(&fixture), expected_db(&fixture, stretch), 0.05);
}

int main(void) {
  srand(1);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_weighting_is_that_of_the_standard),
    cmocka_unit_test(test_weighting_is_that_of_libebur128_at_other_rates),
    cmocka_unit_test(test_match_of_related_and_unrelated_signals),
    cmocka_unit_test(test_before_anything_is_heard),
    cmocka_unit_test(test_right_from_the_first_notes),
    cmocka_unit_test(test_stands_still_in_silence),
    cmocka_unit_test(test_integrated_loudness_is_the_same),
    cmocka_unit_test(test_memory),
    cmocka_unit_test(test_a_passage_that_stays_quiet_is_matched),
    cmocka_unit_test(test_music_after_noise_counts_alone),
    cmocka_unit_test(test_moves_slowly),
    cmocka_unit_test(test_no_bit_depends_on_how_frames_are_cut),
    cmocka_unit_test(test_hostile_signals_leave_no_trace),
  };
  return cmocka_run_group_tests_name("loudness", tests, NULL, NULL);
}
