// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The crossover over time: where its splits ramp, how it is cut, and what it forgets. */

#include "common/dsp/chunk.h"
#include "common/dsp/lcg.h"
#include "tests/dsp/crossover_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_a_ramp_ends_where_a_fresh_crossover_starts(void** state) {
  (void)state;
  for (unsigned n_bands = 2; n_bands <= 4; ++n_bands) {
    CrossoverFixture* moved = crossover_fixture_new(48000.0, n_bands, 4096);
    CrossoverFixture* fresh = crossover_fixture_new(48000.0, n_bands, 4096);
    crossover_set(&moved->crossover, (const float[]){90.0f, 10000.0f, 2000.0f}, 0);
    crossover_fixture_run_part(moved, 0, 10);
    crossover_set(&moved->crossover, (const float[]){5000.0f, 200.0f, 1000.0f}, 480);
    for (unsigned i = 0; i < 8; ++i) {
      crossover_fixture_run_part(moved, 0, 60);
    }
    crossover_set(&fresh->crossover, (const float[]){5000.0f, 200.0f, 1000.0f}, 0);
    crossover_fixture_fill(moved, 5);
    crossover_fixture_fill(fresh, 5);
    crossover_fixture_run(moved);
    crossover_fixture_run(fresh);
    for (unsigned i = 0; i < 2 * n_bands; ++i) {
      assert_memory_equal(moved->band[i], fresh->band[i], 4096 * sizeof(float));
    }
    crossover_fixture_free(moved);
    crossover_fixture_free(fresh);
  }
}

/* Splits are set at fixed frames, whatever the cuts. */
static void run_cut(CrossoverFixture* fixture, unsigned seed) {
  uint32_t n = 0;
  unsigned random = seed;
  for (uint32_t at = 0; at < fixture->n_frames; at += n) {
    if (at % 700 == 0) {
      const uint32_t change = 1 + at / 700;
      const float k = (float)change;
      crossover_set(&fixture->crossover, (const float[]){3000.0f / k, 100.0f * k, 50.0f * k * k}, at ? 441 : 0);
    }
    random = lcg_next(random);
    n = seed ? 1 + (random >> 16) % CHUNK_FRAMES : CHUNK_FRAMES;
    n = n < 700 - at % 700 ? n : 700 - at % 700;
    n = n < fixture->n_frames - at ? n : fixture->n_frames - at;
    crossover_fixture_run_part(fixture, at, n);
  }
}

static void test_cuts_do_not_matter(void** state) {
  (void)state;
  for (unsigned n_bands = 2; n_bands <= 4; ++n_bands) {
    CrossoverFixture* whole = crossover_fixture_new(44100.0, n_bands, 5000);
    crossover_fixture_fill(whole, 9);
    run_cut(whole, 0);
    for (unsigned seed = 1; seed < 6; ++seed) {
      CrossoverFixture* cut = crossover_fixture_new(44100.0, n_bands, 5000);
      crossover_fixture_fill(cut, 9);
      run_cut(cut, seed);
      for (unsigned i = 0; i < 2 * n_bands; ++i) {
        assert_memory_equal(cut->band[i], whole->band[i], 5000 * sizeof(float));
      }
      crossover_fixture_free(cut);
    }
    crossover_fixture_free(whole);
  }
}

static void test_a_broken_sample_is_forgotten(void** state) {
  (void)state;
  static const float broken[] = {1e30f, -3e38f, 1e9f};
  for (unsigned i = 0; i < 3; ++i) {
    CrossoverFixture* fixture = crossover_fixture_new(48000.0, 4, 2048);
    CrossoverFixture* fresh = crossover_fixture_new(48000.0, 4, 2048);
    crossover_set(&fixture->crossover, (const float[]){20.0f, 300.0f, 4000.0f}, 0);
    crossover_set(&fresh->crossover, (const float[]){20.0f, 300.0f, 4000.0f}, 0);
    crossover_fixture_fill(fixture, 4);
    fixture->in[1][20] = broken[i];
    crossover_fixture_run_part(fixture, 0, CHUNK_FRAMES);
    crossover_step(&fixture->crossover);
    crossover_fixture_fill(fixture, 5);
    crossover_fixture_fill(fresh, 5);
    crossover_fixture_run(fixture);
    crossover_fixture_run(fresh);
    for (unsigned k = 0; k < CROSSOVER_MAX_ROWS; ++k) {
      assert_memory_equal(fixture->band[k], fresh->band[k], 2048 * sizeof(float));
    }
    crossover_fixture_free(fixture);
    crossover_fixture_free(fresh);
  }
}

static void test_music_is_not_forgotten(void** state) {
  (void)state;
  CrossoverFixture* fixture = crossover_fixture_new(48000.0, 4, 2048);
  CrossoverFixture* stepped = crossover_fixture_new(48000.0, 4, 2048);
  crossover_fixture_fill(fixture, 6);
  crossover_fixture_fill(stepped, 6);
  crossover_set(&fixture->crossover, (const float[]){20.0f, 300.0f, 4000.0f}, 0);
  crossover_set(&stepped->crossover, (const float[]){20.0f, 300.0f, 4000.0f}, 0);
  crossover_fixture_run(fixture);
  for (uint32_t at = 0; at < 2048; at += CHUNK_FRAMES) {
    crossover_fixture_run_part(stepped, at, CHUNK_FRAMES);
    crossover_step(&stepped->crossover);
  }
  for (unsigned k = 0; k < CROSSOVER_MAX_ROWS; ++k) {
    assert_memory_equal(fixture->band[k], stepped->band[k], 2048 * sizeof(float));
  }
  crossover_fixture_free(fixture);
  crossover_fixture_free(stepped);
}
int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_ramp_ends_where_a_fresh_crossover_starts),
    cmocka_unit_test(test_cuts_do_not_matter),
    cmocka_unit_test(test_a_broken_sample_is_forgotten),
    cmocka_unit_test(test_music_is_not_forgotten),
  };
  return cmocka_run_group_tests_name("crossover over time", tests, NULL, NULL);
}
