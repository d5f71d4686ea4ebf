// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/pan.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"

static const double quarter_pi = 0.78539816339744831;

static double db(double gain) {
  return 20.0 * log10(gain);
}

static void test_laws_follow_their_formulas(void** state) {
  (void)state;
  for (int i = -100; i <= 100; ++i) {
    const double pan = (double)((float)i / 100.0f);
    const double power[2] = {cos((pan + 1.0) * quarter_pi), sin((pan + 1.0) * quarter_pi)};
    const double linear[2] = {(1.0 - pan) / 2.0, (1.0 + pan) / 2.0};
    PanGains gains = pan_gains(PAN_MINUS_3_DB, (float)pan);
    assert_near(gains.l, power[0], 1e-7);
    assert_near(gains.r, power[1], 1e-7);
    assert_near(gains.l * gains.l + gains.r * gains.r, 1.0, 2e-7);
    gains = pan_gains(PAN_MINUS_6_DB, (float)pan);
    assert_near(gains.l, linear[0], 1e-7);
    assert_near(gains.r, linear[1], 1e-7);
    gains = pan_gains(PAN_MINUS_4_5_DB, (float)pan);
    assert_near(gains.l * gains.l, power[0] * linear[0], 3e-7);
    assert_near(gains.r * gains.r, power[1] * linear[1], 3e-7);
    gains = pan_gains(PAN_0_DB, (float)pan);
    assert_near(gains.l, fmin(1.0, 1.0 - pan), 1e-7);
    assert_near(gains.r, fmin(1.0, 1.0 + pan), 1e-7);
  }
}

static void test_laws_are_named_after_their_middle(void** state) {
  (void)state;
  static const double middle_db[] = {
    [PAN_MINUS_3_DB] = -3.0103, [PAN_MINUS_4_5_DB] = -4.5154, [PAN_MINUS_6_DB] = -6.0206, [PAN_0_DB] = 0.0};
  for (int law = PAN_MINUS_3_DB; law <= PAN_0_DB; ++law) {
    const PanGains gains = pan_gains((PanLaw)law, 0.0f);
    assert_near(db((double)gains.l), middle_db[law], 1e-4);
    assert_true(gains.l == gains.r);
  }
}

static void test_ends_are_exact(void** state) {
  (void)state;
  for (int law = PAN_MINUS_3_DB; law <= PAN_0_DB; ++law) {
    const PanGains left = pan_gains((PanLaw)law, -1.0f);
    const PanGains right = pan_gains((PanLaw)law, 1.0f);
    assert_true(left.l == 1.0f && left.r == 0.0f);
    assert_true(right.l == 0.0f && right.r == 1.0f);
  }
}

static void test_width_scales_the_difference(void** state) {
  (void)state;
  const float l = 0.3f;
  const float r = -0.5f;
  for (int i = 0; i <= 200; i += 10) {
    const float width = (float)i / 100.0f;
    const StereoMatrix matrix = stereo_matrix(width, false);
    const float left = matrix.same * l + matrix.cross * r;
    const float right = matrix.same * r + matrix.cross * l;
    assert_near(left + right, l + r, 1e-6);
    assert_near(left - right, width * (l - r), 1e-6);
  }
  const StereoMatrix plain = stereo_matrix(1.0f, false);
  assert_true(plain.same == 1.0f && plain.cross == 0.0f);
  const StereoMatrix mono = stereo_matrix(1.7f, true);
  assert_true(mono.same == 0.5f && mono.cross == 0.5f);
}

static void test_a_mono_source_has_no_balance(void** state) {
  (void)state;
  for (float pan = -1.0f; pan <= 1.0f; pan += 0.25f) {
    const PanGains mono = pan_balance_of(1, pan);
    const PanGains stereo = pan_balance_of(2, pan);
    assert_true(mono.l == 1.0f && mono.r == 1.0f);
    assert_true(stereo.l == fminf(1.0f, 1.0f - pan) && stereo.r == fminf(1.0f, 1.0f + pan));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_laws_follow_their_formulas),
    cmocka_unit_test(test_laws_are_named_after_their_middle),
    cmocka_unit_test(test_ends_are_exact),
    cmocka_unit_test(test_a_mono_source_has_no_balance),
    cmocka_unit_test(test_width_scales_the_difference),
  };
  return cmocka_run_group_tests_name("pan", tests, NULL, NULL);
}
