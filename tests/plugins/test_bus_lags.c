// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a bus says of strips that carry the same sound at different times: noise, of which every lag is known. */

#include "plugins/bus_summer/bus_summer.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { STRIPS = 8, FRAMES = 512, INTERVAL = 256, MOST_INTERVALS = 400, PAST = 4096 };

static const double rate_hz = 48000.0;

/* Each strip plays a source, delayed by some frames and at a gain. Sources are unrelated noise that swells. */
typedef struct {
  BusSummer* bus;
  BusSummerParams params;
  unsigned n_channels;
  unsigned source[STRIPS];
  uint32_t delay[STRIPS];
  float gain[STRIPS];
  uint64_t frame;
  float past[STRIPS][2][PAST];  // of each source: a ring
  float in[2 * STRIPS][FRAMES];
  float out[2][FRAMES];
} Fixture;

static Fixture* fixture_new(unsigned n_channels) {
  Fixture* fixture = (Fixture*)calloc(1, sizeof(Fixture));
  assert_non_null(fixture);
  fixture->bus = bus_summer_new(STRIPS, n_channels, rate_hz);
  assert_non_null(fixture->bus);
  fixture->n_channels = n_channels;
  fixture->params = (BusSummerParams){.fader = 0.1f, .width = 1.0f, .enabled = true};
  for (unsigned i = 0; i < STRIPS; ++i) {
    fixture->params.gain[i] = fixture->params.strip_width[i] = fixture->gain[i] = 1.0f;
    fixture->source[i] = i;
  }
  srand(11);
  return fixture;
}

static void fixture_free(Fixture* fixture) {
  bus_summer_free(fixture->bus);
  free(fixture);
}

static float swell(unsigned source, uint64_t frame) {
  const uint64_t period = 5000 + 1117 * (uint64_t)source;
  return expf(-3e-4f * (float)(frame % period));
}

/* Hands over the next frames in blocks. */
static void run_in(Fixture* fixture, uint32_t n_frames, uint32_t block) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    const uint64_t frame = fixture->frame + i;
    for (unsigned s = 0; s < STRIPS; ++s) {
      const float level = 0.3f * swell(s, frame);
      const float both = (float)rand() / (float)RAND_MAX - 0.5f;
      fixture->past[s][0][frame % PAST] = level * both;
      fixture->past[s][1][frame % PAST] = level * (0.5f * both + 0.5f * ((float)rand() / (float)RAND_MAX - 0.5f));
    }
    for (unsigned s = 0; s < STRIPS; ++s) {
      for (unsigned c = 0; c < fixture->n_channels; ++c) {
        const float* past = fixture->past[fixture->source[s]][c];
        fixture->in[s * fixture->n_channels + c][i] = fixture->gain[s] * past[(frame - fixture->delay[s]) % PAST];
      }
    }
  }
  fixture->frame += n_frames;
  for (uint32_t at = 0; at < n_frames; at += block) {
    const float* in[2 * STRIPS];
    float* const out[] = {fixture->out[0] + at, fixture->out[1] + at};
    for (unsigned c = 0; c < STRIPS * fixture->n_channels; ++c) {
      in[c] = fixture->in[c] + at;
    }
    bus_summer_set(fixture->bus, &fixture->params);
    bus_summer_run(fixture->bus, in, out, n_frames - at < block ? n_frames - at : block);
  }
}

static BusSummerMeters run(Fixture* fixture, double seconds) {
  BusSummerMeters meters;
  for (double left = seconds * rate_hz; left > 0.0; left -= FRAMES) {
    run_in(fixture, FRAMES, FRAMES);
  }
  bus_summer_read(fixture->bus, &meters);
  return meters;
}

static float ms(int32_t frames) {
  return (float)(1000.0 * frames / rate_hz);
}

static void assert_status(const BusSummerMeters* meters, Status status, unsigned a, unsigned b) {
  assert_int_equal(meters->status, status);
  assert_int_equal(meters->status_strip[0], a);
  assert_int_equal(meters->status_strip[1], b);
}

static void assert_late(const BusSummerMeters* meters, unsigned a, unsigned b, int32_t frames, float polarity) {
  assert_status(meters, STATUS_LATE, a, b);
  assert_true(fabsf(meters->status_lag_ms - ms(frames)) < 1e-4f);
  assert_true(meters->status_polarity == polarity);
}

static void test_late_is_found_within_two_seconds(void** state) {
  (void)state;
  static const uint32_t lags[] = {1, 2, 64, 137, 1000, 2399};
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (unsigned i = 0; i < sizeof(lags) / sizeof(lags[0]); ++i) {
      Fixture* fixture = fixture_new(n_channels);
      fixture->source[5] = 2;
      fixture->delay[i % 2 ? 5 : 2] = lags[i];
      fixture->gain[5] = i % 2 ? -0.2f : 1.9f;
      const BusSummerMeters meters = run(fixture, 2.0);
      assert_late(&meters, i % 2 ? 3 : 6, i % 2 ? 6 : 3, (int32_t)lags[i], i % 2 ? -1.0f : 1.0f);
      assert_true(meters.lag_ms[5] == 0.0f && meters.polarity[5] == 0.0f);  // there is no reference
      fixture_free(fixture);
    }
  }
}

static void test_together_is_duplicate(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(2);
  fixture->source[5] = 2;
  BusSummerMeters meters = run(fixture, 3.0);
  assert_status(&meters, STATUS_DUPLICATE, 3, 6);
  assert_true(meters.status_lag_ms == 0.0f && meters.status_polarity == 0.0f);
  fixture->gain[5] = -1.0f;
  meters = run(fixture, 1.5);
  assert_status(&meters, STATUS_CANCELLING, 3, 6);
  fixture_free(fixture);
}

/* A delay that lines strips up ends it at once, and the reference still says by how much they arrive apart. */
static void test_lining_up(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(2);
  fixture->params.reference = 3;
  fixture->source[5] = 2;
  fixture->delay[5] = 137;
  fixture->gain[5] = -1.0f;
  BusSummerMeters meters = run(fixture, 2.0);
  assert_late(&meters, 3, 6, 137, -1.0f);
  assert_true(fabsf(meters.lag_ms[5] - ms(137)) < 1e-4f);
  assert_true(meters.polarity[5] == -1.0f);
  fixture->params.invert[5] = true;
  meters = run(fixture, 0.1);
  assert_late(&meters, 3, 6, 137, 1.0f);
  fixture->params.delay_ms[2] = ms(100);
  meters = run(fixture, 0.1);
  assert_late(&meters, 3, 6, 37, 1.0f);
  fixture->params.delay_ms[2] = meters.lag_ms[5];
  meters = run(fixture, 0.1);
  assert_status(&meters, STATUS_OK, 0, 0);
  meters = run(fixture, 4.0);
  assert_status(&meters, STATUS_DUPLICATE, 3, 6);
  assert_true(fabsf(meters.lag_ms[5] - ms(137)) < 1e-4f);
  assert_true(meters.polarity[5] == -1.0f);
  fixture_free(fixture);
}

static void test_all_against_the_reference(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(2);
  fixture->params.reference = 2;
  fixture->delay[1] = 300;
  for (unsigned i = 4; i < STRIPS; ++i) {
    fixture->source[i] = 1;
    fixture->delay[i] = 150 * i - 600;
  }
  const BusSummerMeters meters = run(fixture, 8.0);
  for (unsigned i = 0; i < STRIPS; ++i) {
    const float expected = i < 4 ? 0.0f : ms((int32_t)fixture->delay[i] - 300);
    assert_true(fabsf(meters.lag_ms[i] - expected) < 1e-4f);
    assert_true(meters.polarity[i] == (i < 4 ? 0.0f : 1.0f));
  }
  fixture_free(fixture);
}

/* What is muted does nothing to the mix; what stops being late is not late. */
static void test_late_ends(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(1);
  fixture->source[5] = 2;
  fixture->delay[5] = 500;
  BusSummerMeters meters = run(fixture, 2.0);
  assert_late(&meters, 3, 6, 500, 1.0f);
  fixture->params.mute[5] = true;
  meters = run(fixture, 0.1);
  assert_status(&meters, STATUS_OK, 0, 0);
  fixture->params.mute[5] = false;
  meters = run(fixture, 0.1);
  assert_late(&meters, 3, 6, 500, 1.0f);
  fixture->source[5] = 5;
  meters = run(fixture, 6.0);
  assert_status(&meters, STATUS_OK, 0, 0);
  bus_summer_reset(fixture->bus);
  fixture->source[5] = 2;
  meters = run(fixture, 2.0);
  assert_late(&meters, 3, 6, 500, 1.0f);
  bus_summer_reset(fixture->bus);
  bus_summer_read(fixture->bus, &meters);
  assert_status(&meters, STATUS_OK, 0, 0);
  fixture_free(fixture);
}

/* A strip whose wire is taken off is not late; nor does a pause of both end anything. */
static void test_silence_ends_late(void** state) {
  (void)state;
  for (unsigned silent = 2; silent <= 5; silent += 3) {
    Fixture* fixture = fixture_new(2);
    fixture->params.reference = 3;
    fixture->source[5] = 2;
    fixture->delay[5] = 500;
    BusSummerMeters meters = run(fixture, 2.0);
    assert_late(&meters, 3, 6, 500, 1.0f);
    fixture->gain[2] = fixture->gain[5] = 0.0f;
    meters = run(fixture, 1.5);
    assert_late(&meters, 3, 6, 500, 1.0f);
    fixture->gain[silent == 2 ? 5 : 2] = 1.0f;
    meters = run(fixture, 1.0);
    assert_status(&meters, STATUS_OK, 0, 0);
    assert_true(meters.lag_ms[5] == ms(500));
    fixture->gain[silent] = 1.0f;
    meters = run(fixture, 0.1);
    assert_late(&meters, 3, 6, 500, 1.0f);
    fixture_free(fixture);
  }
}

static void test_healthy_mixes(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(2);
  fixture->params.reference = 1;
  for (unsigned i = 0; i < 20; ++i) {
    const BusSummerMeters meters = run(fixture, 1.0);
    assert_status(&meters, STATUS_OK, 0, 0);
    for (unsigned s = 0; s < STRIPS; ++s) {
      assert_true(meters.lag_ms[s] == 0.0f && meters.polarity[s] == 0.0f);
    }
  }
  fixture_free(fixture);
}

/* How many intervals it takes until strip 6 is said to be late, in blocks of so many frames. */
static unsigned intervals_until_late(uint32_t block) {
  Fixture* fixture = fixture_new(2);
  fixture->source[5] = 2;
  fixture->delay[5] = 500;
  BusSummerMeters meters = {.status = STATUS_OK};
  unsigned n_intervals = 0;
  for (; meters.status != STATUS_LATE && n_intervals < MOST_INTERVALS; ++n_intervals) {
    run_in(fixture, INTERVAL, block);
    bus_summer_read(fixture->bus, &meters);
  }
  assert_late(&meters, 3, 6, 500, 1.0f);
  fixture_free(fixture);
  return n_intervals;
}

/* When it is found does not depend on blocks either. */
static void test_blocks_do_not_matter(void** state) {
  (void)state;
  static const uint32_t blocks[] = {64, 100, 1};
  const unsigned expected = intervals_until_late(INTERVAL);
  for (unsigned b = 0; b < sizeof(blocks) / sizeof(blocks[0]); ++b) {
    assert_int_equal(intervals_until_late(blocks[b]), expected);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_late_is_found_within_two_seconds),
    cmocka_unit_test(test_together_is_duplicate),
    cmocka_unit_test(test_lining_up),
    cmocka_unit_test(test_all_against_the_reference),
    cmocka_unit_test(test_late_ends),
    cmocka_unit_test(test_silence_ends_late),
    cmocka_unit_test(test_healthy_mixes),
    cmocka_unit_test(test_blocks_do_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
