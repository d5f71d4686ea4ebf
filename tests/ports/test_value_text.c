// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/ports/specs.h"
#include "common/ports/value_text.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const ScalePoint tap_points[] = {{"Pre-fader", 0.0f, false}, {"Post-fader", 1.0f, false}, {NULL, 0.0f, false}};

static const PortSpec level = SPEC_LEVEL("a", "A", "A", 0.0f, "");
static const PortSpec high_pass = SPEC_HIGH_PASS("a", "A", "A", 2000.0f, "");
static const PortSpec low_pass = SPEC_LOW_PASS("a", "A", "A", 1000.0f, "");
static const PortSpec tap = SPEC_CHOICE("a", "A", "A", 1.0f, 1.0f, tap_points, "");
static const PortSpec toggle = SPEC_TOGGLE("a", "A", "A", 0.0f, "");
static const PortSpec pan = SPEC_PAN("a", "A", "A", 0, "");
static const PortSpec percent = SPEC_RANGE("a", "A", "A", UNIT_PERCENT, 0.0f, 200.0f, 100.0f, "");
static const PortSpec time_ms = SPEC_LOG_RANGE("a", "A", "A", UNIT_MS, 0.01f, 5000.0f, 5.0f, "");
static const PortSpec ratio = SPEC_LOG_RANGE("a", "A", "A", UNIT_RATIO, 1.0f, 100.0f, 8.0f, "");
static const PortSpec status = SPEC_STATUS;
static const PortSpec latency = SPEC_LATENCY(20.0f, "");
static const PortSpec correlation = SPEC_READING("a", "A", "A", -1.0f, 1.0f, 0, "");
static const PortSpec strip = SPEC_READING("a", "A", "A", 0.0f, 16.0f, PORT_INTEGER, "");

static void check(const PortSpec* spec, float value, const char* expected) {
  char text[VALUE_TEXT_SIZE];
  value_text(spec, value, text);
  assert_string_equal(text, expected);
}

static void test_decibels_have_one_decimal(void** state) {
  (void)state;
  check(&level, -6.0f, "-6.0 dB");
  check(&level, 0.0f, "0.0 dB");
  check(&level, -0.04f, "0.0 dB");
  check(&level, -0.06f, "-0.1 dB");
  check(&level, 12.0f, "12.0 dB");
  check(&level, -89.96f, "-90.0 dB");
  check(&level, LEVEL_OFF_DB, "Off");
}

static void test_frequencies_have_three_digits(void** state) {
  (void)state;
  check(&high_pass, HIGH_PASS_OFF_HZ, "Off");
  check(&low_pass, LOW_PASS_OFF_HZ, "Off");
  check(&high_pass, 20.57f, "20.6 Hz");
  check(&high_pass, 99.96f, "100 Hz");
  check(&high_pass, 200.0f, "200 Hz");
  check(&high_pass, 999.4f, "999 Hz");
  check(&high_pass, 999.6f, "1 kHz");
  check(&high_pass, 1200.0f, "1.2 kHz");
  check(&high_pass, 1254.0f, "1.25 kHz");
  check(&low_pass, 9996.0f, "10 kHz");
  check(&low_pass, 12345.0f, "12.3 kHz");
}

static void test_times_shares_and_ratios(void** state) {
  (void)state;
  check(&time_ms, 0.01f, "0.01 ms");
  check(&time_ms, 5.0f, "5 ms");
  check(&time_ms, 12.34f, "12.3 ms");
  check(&time_ms, -3.25f, "-3.25 ms");
  check(&time_ms, 1500.0f, "1.5 s");
  check(&percent, 50.0f, "50 %");
  check(&percent, 33.333f, "33.3 %");
  check(&percent, 200.0f, "200 %");
  check(&ratio, 8.0f, "8:1");
  check(&ratio, 2.5f, "2.5:1");
  check(&ratio, 100.0f, "100:1");
}

static void test_choices_are_words(void** state) {
  (void)state;
  check(&tap, 1.0f, "Post-fader");
  check(&tap, 0.0f, "Pre-fader");
  check(&toggle, 0.0f, "Off");
  check(&toggle, 1.0f, "On");
  check(&status, STATUS_ONE_SIDED, "One-sided");
  check(&pan, -1.0f, "Left");
  check(&pan, -0.3f, "30 % left");
  check(&pan, 0.0f, "Centre");
  check(&pan, 0.756f, "76 % right");
  check(&pan, 1.0f, "Right");
}

static void test_readings(void** state) {
  (void)state;
  check(&latency, 960.0f, "960 frames");
  check(&latency, 15360.0f, "15360 frames");
  check(&correlation, -0.536f, "-0.54");
  check(&correlation, 1.0f, "1.00");
  check(&strip, 16.0f, "16");
  check(&strip, NAN, "?");
  check(&level, -INFINITY, "?");
}

/* Hosts set the locale that their users have chosen. */
static void test_has_a_point_in_every_locale(void** state) {
  (void)state;
  static const char* const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "ar_SA.UTF-8"};
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    (void)setlocale(LC_ALL, names[i]);
    check(&level, -6.5f, "-6.5 dB");
  }
  (void)setlocale(LC_ALL, "C");
}

/* Huge numbers, and words that do not fit, are cut. */
static void test_always_fits(void** state) {
  (void)state;
  static const ScalePoint long_points[] = {{"A word that is longer than anyone has room for", 0.0f, false},
                                           {NULL, 0.0f, false}};
  const PortSpec long_word = {.points = long_points};
  char text[VALUE_TEXT_SIZE];
  value_text(&long_word, 0.0f, text);
  assert_int_equal(strlen(text), VALUE_TEXT_SIZE - 1);
  assert_memory_equal(text, long_points[0].label, VALUE_TEXT_SIZE - 1);
  check(&strip, 1e12f, "999999995904");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_decibels_have_one_decimal),
    cmocka_unit_test(test_frequencies_have_three_digits),
    cmocka_unit_test(test_times_shares_and_ratios),
    cmocka_unit_test(test_choices_are_words),
    cmocka_unit_test(test_readings),
    cmocka_unit_test(test_has_a_point_in_every_locale),
    cmocka_unit_test(test_always_fits),
  };
  return cmocka_run_group_tests_name("value_text", tests, NULL, NULL);
}
