// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Delay lines on a ramp, where the output says which frame it is of. */

#include "common/dsp/chunk.h"
#include "common/dsp/delay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

enum { LONGEST = 500, FADE = 100, FRAMES = 4000 };

typedef struct {
  Delay delay;
  float* memory;
  uint32_t at;
  float in[FRAMES], out[FRAMES];
} Fixture;

static Fixture* fixture_new(void) {
  Fixture* fixture = (Fixture*)calloc(1, sizeof(Fixture));
  assert_non_null(fixture);
  fixture->memory = (float*)malloc(delay_buffer_frames(LONGEST) * sizeof(float));
  assert_non_null(fixture->memory);
  for (uint32_t i = 0; i < delay_buffer_frames(LONGEST); ++i) {
    fixture->memory[i] = NAN;  // what is in it at first is never heard
  }
  delay_init(&fixture->delay, fixture->memory, LONGEST);
  for (uint32_t i = 0; i < FRAMES; ++i) {
    fixture->in[i] = (float)(i + 1);
  }
  return fixture;
}

static void fixture_free(Fixture* fixture) {
  free(fixture->memory);
  free(fixture);
}

static void run_to(Fixture* fixture, uint32_t end, uint32_t step) {
  while (fixture->at < end) {
    const uint32_t n = end - fixture->at < step ? end - fixture->at : step;
    delay_run(&fixture->delay, fixture->out + fixture->at, fixture->in + fixture->at, n);
    fixture->at += n;
  }
}

/* The ramp, that many frames ago: silence before its start. */
static double ago(uint32_t i, uint32_t frames) {
  return i < frames ? 0.0 : (double)(i - frames + 1);
}

static void assert_delayed(const Fixture* fixture, uint32_t from, uint32_t to, uint32_t frames) {
  for (uint32_t i = from; i < to; ++i) {
    assert_true((double)fixture->out[i] == ago(i, frames));
  }
}

static void assert_fading(const Fixture* fixture, uint32_t from, uint32_t old, uint32_t new) {
  for (uint32_t i = 0; i < FADE; ++i) {
    const double weight = (i + 1.0) / FADE;
    assert_near(fixture->out[from + i], (1.0 - weight) * ago(from + i, old) + weight * ago(from + i, new), 1e-3);
  }
}

static void test_delays_by_the_frame(void** state) {
  (void)state;
  static const uint32_t delays[] = {0, 1, 63, 64, 65, 499, 500};
  for (unsigned d = 0; d < 7; ++d) {
    for (uint32_t step = 1; step <= CHUNK_FRAMES; step += 9) {
      Fixture* fixture = fixture_new();
      delay_set(&fixture->delay, delays[d], 0);
      run_to(fixture, FRAMES, step);
      assert_delayed(fixture, 0, FRAMES, delays[d]);
      fixture_free(fixture);
    }
  }
}

static void test_a_new_delay_fades(void** state) {
  (void)state;
  for (uint32_t step = 1; step <= CHUNK_FRAMES; step += 21) {
    Fixture* fixture = fixture_new();
    run_to(fixture, 1000, step);
    delay_set(&fixture->delay, 300, FADE);
    run_to(fixture, 1050, step);
    delay_set(&fixture->delay, 20, FADE);
    run_to(fixture, FRAMES, step);
    assert_delayed(fixture, 0, 1000, 0);
    assert_fading(fixture, 1000, 0, 300);
    assert_fading(fixture, 1100, 300, 20);
    assert_delayed(fixture, 1200, FRAMES, 20);
    fixture_free(fixture);
  }
}

static void test_after_forgetting_a_delay_waits_for_signal(void** state) {
  (void)state;
  for (uint32_t step = 1; step <= CHUNK_FRAMES; step += 21) {
    Fixture* fixture = fixture_new();
    assert_true(delay_is_idle(&fixture->delay));
    run_to(fixture, 600, step);
    delay_forget(&fixture->delay, FADE);
    fixture->at = 1000;  // as if left out for 400 frames
    delay_set(&fixture->delay, 300, FADE);
    assert_false(delay_is_idle(&fixture->delay));
    run_to(fixture, 2000, step);
    assert_delayed(fixture, 1000, 1300, 0);
    assert_fading(fixture, 1300, 0, 300);
    assert_delayed(fixture, 1400, 2000, 300);
    delay_set(&fixture->delay, 0, FADE);
    run_to(fixture, 2099, step);
    assert_false(delay_is_idle(&fixture->delay));
    run_to(fixture, 2100, step);
    assert_true(delay_is_idle(&fixture->delay));
    fixture_free(fixture);
  }
}

static void test_a_delay_that_forgets_in_use_comes_back(void** state) {
  (void)state;
  Fixture* fixture = fixture_new();
  delay_set(&fixture->delay, 200, 0);
  run_to(fixture, 500, 50);
  delay_forget(&fixture->delay, FADE);
  run_to(fixture, 1500, 50);
  assert_delayed(fixture, 500, 700, 0);
  assert_fading(fixture, 700, 0, 200);
  assert_delayed(fixture, 800, 1500, 200);
  fixture_free(fixture);
}

/* What is to hold at once waits for signal as well, and then has no fade. A fade under way ends. */
static void test_a_delay_can_be_there_at_once(void** state) {
  (void)state;
  Fixture* fixture = fixture_new();
  run_to(fixture, 600, 50);
  delay_set(&fixture->delay, 300, FADE);
  run_to(fixture, 650, 50);
  delay_set(&fixture->delay, 300, 0);
  run_to(fixture, 1000, 50);
  assert_delayed(fixture, 650, 1000, 300);
  delay_forget(&fixture->delay, FADE);
  delay_set(&fixture->delay, 130, 0);
  run_to(fixture, 1500, 50);
  assert_delayed(fixture, 1000, 1130, 0);
  assert_delayed(fixture, 1130, 1500, 130);
  fixture_free(fixture);
}

static void test_a_delay_taken_back_while_it_waits_never_happens(void** state) {
  (void)state;
  Fixture* fixture = fixture_new();
  delay_forget(&fixture->delay, FADE);
  delay_set(&fixture->delay, 400, FADE);
  run_to(fixture, 350, 50);
  delay_set(&fixture->delay, 0, FADE);
  assert_true(delay_is_idle(&fixture->delay));
  run_to(fixture, 1500, 50);
  assert_delayed(fixture, 0, 1500, 0);
  fixture_free(fixture);
}

static void test_times_become_the_nearest_whole_frames(void** state) {
  (void)state;
  assert_int_equal(delay_frames_of_ms(44100.0, 10.0f), 441);
  assert_int_equal(delay_frames_of_ms(44100.0, 1.0f), 44);
  assert_int_equal(delay_frames_of_ms(44100.0, 5.0f), 221);
  assert_int_equal(delay_frames_of_ms(48000.0, 0.0f), 0);
  assert_int_equal(delay_frames_of_ms(768000.0, 100.0f), 76800);
}

static void test_a_delay_is_settled_when_it_neither_fades_nor_waits(void** state) {
  (void)state;
  Fixture* fixture = fixture_new();
  assert_true(delay_is_settled(&fixture->delay));
  delay_forget(&fixture->delay, FADE);
  delay_set(&fixture->delay, 300, FADE);
  run_to(fixture, 290, 50);
  assert_false(delay_is_settled(&fixture->delay));
  run_to(fixture, 390, 10);
  assert_false(delay_is_settled(&fixture->delay));
  run_to(fixture, 450, 10);
  assert_true(delay_is_settled(&fixture->delay));
  fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_delays_by_the_frame),
    cmocka_unit_test(test_times_become_the_nearest_whole_frames),
    cmocka_unit_test(test_a_delay_is_settled_when_it_neither_fades_nor_waits),
    cmocka_unit_test(test_a_new_delay_fades),
    cmocka_unit_test(test_after_forgetting_a_delay_waits_for_signal),
    cmocka_unit_test(test_a_delay_that_forgets_in_use_comes_back),
    cmocka_unit_test(test_a_delay_can_be_there_at_once),
    cmocka_unit_test(test_a_delay_taken_back_while_it_waits_never_happens),
  };
  return cmocka_run_group_tests_name("delay", tests, NULL, NULL);
}
