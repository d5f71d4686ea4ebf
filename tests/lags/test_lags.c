// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A sample of what `./waf lags` plays, and that its mixes are what they say. */

#include "tests/lags/tally.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static int set_up(void** state) {
  (void)state;
  loops_load();
  return 0;
}

static int tear_down(void** state) {
  (void)state;
  loops_free();
  return 0;
}

static double energy(const float* samples, uint64_t n_frames) {
  double sum = 0.0;
  for (uint64_t i = 0; i < n_frames; ++i) {
    sum += (double)samples[i] * (double)samples[i];
  }
  return sum;
}

/* Where the copy is exact, each of its samples is one of the other's, times the same gain. */
static void assert_is_a_copy(const Mix* mix) {
  const uint64_t size = (uint64_t)labs(mix->lag_frames);
  const uint64_t n = mix->n_frames - size;
  const float* early = mix->strips[mix->lag_frames > 0 ? 0 : 1].side[0];
  const float* late = mix->strips[mix->lag_frames > 0 ? 1 : 0].side[0] + size;
  double product = 0.0;
  for (uint64_t i = 0; i < n; ++i) {
    product += (double)early[i] * (double)late[i];
  }
  const double correlation = product / sqrt(energy(early, n) * energy(late, n));
  assert_true(fabs(correlation - (mix->inverted ? -1.0 : 1.0)) < 1e-6);
}

static void test_late_mixes_are_late(void** state) {
  (void)state;
  unsigned n_inverted = 0, n_early = 0;
  for (unsigned seed = 0; seed < 32; ++seed) {
    Mix mix = mix_late(&late_kinds[0], seed, 0.5, 2400, seed % 7);
    assert_true(mix.lag_frames != 0 && labs(mix.lag_frames) <= 2400);
    assert_int_equal(mix.n_strips, 2 + seed % 7);
    assert_is_a_copy(&mix);
    n_inverted += mix.inverted;
    n_early += mix.lag_frames < 0;
    mix_free(&mix);
  }
  assert_in_range(n_inverted, 8, 24);
  assert_in_range(n_early, 8, 24);
}

/* What is put on a copy changes it, and keeps its level within reason. */
static void test_copies_are_changed(void** state) {
  (void)state;
  for (unsigned k = 1; k < n_late_kinds; ++k) {
    for (unsigned seed = 0; seed < 4; ++seed) {
      Mix mix = mix_late(&late_kinds[k], seed, 1.0, 2400, 0);
      Mix plain = mix_late(&late_kinds[0], seed, 1.0, 2400, 0);
      assert_int_equal(mix.lag_frames, plain.lag_frames);
      assert_memory_equal(mix.strips[0].side[0], plain.strips[0].side[0], mix.n_frames * sizeof(float));
      const double level = energy(mix.strips[1].side[0], mix.n_frames) / energy(mix.strips[0].side[0], mix.n_frames);
      assert_true(level > 1e-5 && level < 1e2);
      mix_free(&mix);
      mix_free(&plain);
    }
  }
}

static const ListenWay ways[] = {LISTEN_TO_REFERENCE, LISTEN_TO_STATUS, LISTEN_TO_RETURN};

enum { N_WAYS = sizeof(ways) / sizeof(ways[0]), LATE_MIXES = 8 };

static Host* host_new(void) {
  char bundle[4096];
  HostError error;
  snprintf(bundle, sizeof(bundle), "%s/signalbox.lv2", getenv("SIGNALBOX_LV2_DIR"));
  Host* host = host_open(bundle, &error);
  if (!host) {
    fail_msg("%s", error.text);
  }
  return host;
}

/* Of a few of each kind: what is said is true, and exact copies are all found. */
static void test_lags_of_late_mixes(void** state) {
  (void)state;
  Host* host = host_new();
  LateTally all = {.n_mixes = 0};
  for (unsigned w = 0; w < N_WAYS; ++w) {
    for (unsigned k = 0; k < n_late_kinds; ++k) {
      LateTally tally = {.n_mixes = 0};
      for (unsigned seed = 0; seed < LATE_MIXES; ++seed) {
        late_tally_add(&tally, host, &late_kinds[k], ways[w], seed, stdout);
      }
      assert_int_equal(tally.n_wrong, 0);
      assert_int_equal(tally.n_close, tally.n_found);
      assert_int_equal(tally.n_right_polarity, tally.n_found);
      if (!late_kinds[k].effect) {
        assert_int_equal(tally.n_exact, LATE_MIXES);
      }
      all.n_mixes += tally.n_mixes;
      all.n_found += tally.n_found;
    }
  }
  printf("# %u of %u late mixes found in %g s\n", all.n_found, all.n_mixes, FOUND_SECONDS);
  assert_true(100 * all.n_found >= 95 * all.n_mixes);
  host_close(host);
}

static void test_healthy_mixes_raise_no_alarm(void** state) {
  (void)state;
  Host* host = host_new();
  for (unsigned w = 0; w < N_WAYS; ++w) {
    for (unsigned k = 0; k < n_healthy_kinds; ++k) {
      HealthyTally tally = {0.0, 0};
      healthy_tally_add(&tally, host, &healthy_kinds[k], ways[w], k, stdout);
      assert_int_equal(tally.n_alarms, 0);
    }
  }
  host_close(host);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_late_mixes_are_late),
    cmocka_unit_test(test_copies_are_changed),
    cmocka_unit_test(test_lags_of_late_mixes),
    cmocka_unit_test(test_healthy_mixes_raise_no_alarm),
  };
  return cmocka_run_group_tests_name("lags", tests, set_up, tear_down);
}
