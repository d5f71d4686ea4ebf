// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What an aux return says of a return that comes later than the dry signal: noise, of which the lag is known. */

#include "tests/plugins/return_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Lag is of what comes in, whatever delays there are. */
static void test_lag_of_the_return(void** state) {
  (void)state;
  static const unsigned lags[] = {1, 48, 1000, 24000};
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (unsigned k = 0; k < sizeof(lags) / sizeof(lags[0]); ++k) {
      ReturnFixture* fixture = return_fixture_new(n_channels);
      fixture->params.dry_delay_ms = k == 1 ? 1.0f : 0.0f;
      fixture->params.invert = k == 2;
      for (unsigned i = lags[k]; i < FRAMES; ++i) {
        fixture->wet[0][i] = fixture->dry[0][i - lags[k]] * -0.5f;
        fixture->wet[1][i] = fixture->dry[1][i - lags[k]] * -0.5f;
      }
      return_fixture_run(fixture, 0, FRAMES);
      const AuxReturnMeters meters = return_fixture_meters(fixture);
      assert_true(fabsf(meters.lag_ms - (float)(1000.0 * lags[k] / rate_hz)) < 1e-4f);
      assert_true(meters.polarity == -1.0f);
      aux_return_reset(fixture->aux);
      assert_true(return_fixture_meters(fixture).lag_ms == 0.0f && return_fixture_meters(fixture).polarity == 0.0f);
      return_fixture_free(fixture);
    }
  }
}

/* However long it has lasted, Late ends soon after what was late has been replaced. */
static void test_late_ends_soon(void** state) {
  (void)state;
  ReturnFixture* fixture = return_fixture_new(2);
  for (unsigned c = 0; c < 2; ++c) {
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->wet[c][i] = fixture->dry[c][(i + FRAMES - 300) % FRAMES];
    }
  }
  for (unsigned i = 0; i < 8; ++i) {
    return_fixture_run(fixture, 0, FRAMES);
    assert_int_equal(return_fixture_meters(fixture).status, STATUS_LATE);
  }
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->wet[0][i] = fixture->wet[1][i] = return_fixture_noise();
  }
  return_fixture_run(fixture, 0, FRAMES);
  return_fixture_run(fixture, 0, FRAMES);
  assert_int_equal(return_fixture_meters(fixture).status, STATUS_OK);
  return_fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_lag_of_the_return),
    cmocka_unit_test(test_late_ends_soon),
  };
  return cmocka_run_group_tests_name("return_lag", tests, NULL, NULL);
}
