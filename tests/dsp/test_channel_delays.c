// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The delays of all channels of a signal: the same time on each, in whole frames, and memory for no more than that.
   What one delay does is tested in test_delay.c. */

#include "common/dsp/channel_delays.h"
#include "common/dsp/chunk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { FRAMES = 20000, FADE = 100 };

#define LONGEST_MS 30.0f

typedef struct {
  ChannelDelays delays;
  float* memory;
  float in[2][FRAMES], out[2][FRAMES];
} Fixture;

/* Each sample tells its frame and its channel. */
static Fixture* fixture_new(unsigned n_channels, double rate_hz) {
  Fixture* fixture = (Fixture*)calloc(1, sizeof(Fixture));
  assert_non_null(fixture);
  const size_t size = channel_delays_floats(n_channels, rate_hz, LONGEST_MS);
  fixture->memory = (float*)calloc(size, sizeof(float));  // no more, so that sanitizers see what lies beyond
  assert_non_null(fixture->memory);
  channel_delays_init(&fixture->delays, n_channels, rate_hz, LONGEST_MS, fixture->memory);
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->in[0][i] = (float)(i + 1);
    fixture->in[1][i] = -(float)(i + 1);
  }
  return fixture;
}

static void fixture_free(Fixture* fixture) {
  free(fixture->memory);
  free(fixture);
}

static void run(Fixture* fixture, uint32_t from, uint32_t to) {
  uint32_t n = 0;
  for (uint32_t at = from; at < to; at += n) {
    n = to - at < CHUNK_FRAMES ? to - at : CHUNK_FRAMES;
    n = channel_delays_limit(&fixture->delays, n);
    float* const out[] = {fixture->out[0] + at, fixture->out[1] + at};
    const float* const in[] = {fixture->in[0] + at, fixture->in[1] + at};
    channel_delays_run(&fixture->delays, out, in, n);
  }
}

static void assert_delayed(const Fixture* fixture, uint32_t from, uint32_t to, uint32_t frames) {
  for (uint32_t i = from; i < to; ++i) {
    const float expected = i >= frames ? (float)(i - frames + 1) : 0.0f;
    assert_true(fixture->out[0][i] == expected);
    assert_true(fixture->delays.n_channels == 1 || fixture->out[1][i] == -expected);
  }
}

static void test_delays_by_the_nearest_frame(void** state) {
  (void)state;
  static const double rates_hz[] = {8000.0, 44100.0, 48000.0, 192000.0};
  static const float times_ms[] = {0.0f, 0.01f, 1.0f, 7.77f, LONGEST_MS};
  for (unsigned i = 0; i < 4 * 5 * 2; ++i) {
    const double rate_hz = rates_hz[i % 4];
    const float time_ms = times_ms[i / 4 % 5];
    Fixture* fixture = fixture_new(1 + i / 20, rate_hz);
    const uint32_t frames = (uint32_t)((double)time_ms * rate_hz / 1000.0 + 0.5);
    channel_delays_set(&fixture->delays, time_ms, 0);
    assert_int_equal(fixture->delays.frames, frames);
    assert_true(channel_delays_are_settled(&fixture->delays));
    assert_true(channel_delays_are_idle(&fixture->delays) == (frames == 0));
    run(fixture, 0, FRAMES);
    assert_delayed(fixture, 0, FRAMES, frames);
    fixture_free(fixture);
  }
}

static void test_forgets_and_comes_back(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(2, 48000.0);
  channel_delays_set(&fixture->delays, 10.0f, 0);
  run(fixture, 0, 5000);
  channel_delays_forget(&fixture->delays, FADE);
  assert_false(channel_delays_hold_signal(&fixture->delays));
  assert_false(channel_delays_are_settled(&fixture->delays));
  run(fixture, 5000, 10000);
  assert_true(channel_delays_hold_signal(&fixture->delays) && channel_delays_are_settled(&fixture->delays));
  assert_delayed(fixture, 0, 5000, 480);
  assert_delayed(fixture, 5000, 5480, 0);
  assert_delayed(fixture, 5480 + FADE, 10000, 480);
  fixture_free(fixture);
}

static void test_a_reset_forgets_all(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(2, 48000.0);
  channel_delays_set(&fixture->delays, 10.0f, 0);
  run(fixture, 0, 5000);
  channel_delays_reset(&fixture->delays);
  assert_true(channel_delays_are_idle(&fixture->delays));
  channel_delays_set(&fixture->delays, 10.0f, 0);
  run(fixture, 0, 5000);
  assert_delayed(fixture, 0, 5000, 480);
  fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_delays_by_the_nearest_frame),
    cmocka_unit_test(test_forgets_and_comes_back),
    cmocka_unit_test(test_a_reset_forgets_all),
  };
  return cmocka_run_group_tests_name("channel delays", tests, NULL, NULL);
}
