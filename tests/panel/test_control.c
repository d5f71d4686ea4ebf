// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Scales of controls, and what typed text means. */

#include "common/panel/control.h"
#include "common/ports/families.h"
#include "tests/panel/panel_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/near.h"

static const PortSpec* spec_of(Fixture* fixture, const char* symbol) {
  return panel_spec(fixture->panel, fixture_port(fixture, symbol));
}

static void test_text_is_read(void** state) {
  static const struct {
    const char *variant, *symbol, *text;
    double value;
  } rows[] = {
    {"bus-summer-stereo-4", "gain_1", "-6", -6.0},
    {"bus-summer-stereo-4", "gain_1",
     "\xE2\x88\x92"
     "6.0 dB",
     -6.0},
    {"bus-summer-stereo-4", "gain_1", "  -6,5db ", -6.5},
    {"bus-summer-stereo-4", "gain_1", "off", -90.0},
    {"bus-summer-stereo-4", "gain_1", "-inf", -90.0},
    {"bus-summer-stereo-4", "gain_1", "-Inf dB", -90.0},
    {"bus-summer-stereo-4", "gain_1",
     "\xE2\x88\x92"
     "\xE2\x88\x9E",
     -90.0},
    {"bus-summer-stereo-4", "gain_1", "+300", 12.0},
    {"bus-summer-stereo-4", "gain_1", "-999", -90.0},
    {"bus-summer-stereo-4", "pan_1", "L 30", -0.3},
    {"bus-summer-stereo-4", "pan_1", "r30", 0.3},
    {"bus-summer-stereo-4", "pan_1", "30 % left", -0.3},
    {"bus-summer-stereo-4", "pan_1", "C", 0.0},
    {"bus-summer-stereo-4", "pan_1", "Centre", 0.0},
    {"bus-summer-stereo-4", "pan_1", "-0.25", -0.25},
    {"bus-summer-stereo-4", "pan_1", "-25", -0.25},
    {"bus-summer-stereo-4", "mute_1", "On", 1.0},
    {"bus-summer-stereo-4", "width_1", "150 %", 150.0},
    {"bus-summer-stereo-4", "pan_law", "-6 dB linear", 2.0},
    {"bus-summer-stereo-4", "pan_law", "1", 1.0},
    {"sidechain-router-mono", "key_hpf", "1.2k", 1200.0},
    {"sidechain-router-mono", "key_hpf", "1.2 kHz", 1200.0},
    {"sidechain-router-mono", "key_hpf", "80 hz", 80.0},
    {"sidechain-router-mono", "hold", "0.25 s", 250.0},
    {"sidechain-router-mono", "ratio", "4:1", 4.0},
    {"sidechain-router-mono", "action", "duck", 1.0},
  };
  (void)state;
  for (unsigned i = 0; i < sizeof rows / sizeof *rows; ++i) {
    Fixture fixture;
    float value = 0.5f;
    fixture_begin(&fixture, rows[i].variant);
    if (!control_parse(spec_of(&fixture, rows[i].symbol), rows[i].text, &value)) {
      fail_msg("'%s' is not read", rows[i].text);
    }
    assert_near(value, rows[i].value, fabs(rows[i].value) * 1e-6);
    fixture_end(&fixture);
  }
}

static void test_nonsense_is_refused(void** state) {
  static const char* const texts[] = {"",
                                      " ",
                                      "dB",
                                      "6 Hz",
                                      "six",
                                      "6 6",
                                      "--6",
                                      "1e5",
                                      "nan",
                                      "inf",
                                      "-",
                                      "-inf Hz",
                                      "-infinitely",
                                      "6 dB!",
                                      "0x10",
                                      "99999999999999999999",
                                      "\xE2\x88\x92"};
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "bus-summer-stereo-4");
  for (unsigned i = 0; i < sizeof texts / sizeof *texts; ++i) {
    float value = 0.5f;
    if (control_parse(spec_of(&fixture, "gain_1"), texts[i], &value)) {
      fail_msg("'%s' is read as %g", texts[i], (double)value);
    }
    assert_near(value, 0.5f, 0.0);
  }
  fixture_end(&fixture);
}

/* What is typed wrong stays to be corrected, and Escape leaves the value as it was. */
static void test_field_says_what_is_wrong(void** state) {
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "bus-summer-stereo-4");
  fixture_double_click(&fixture, fixture_face(&fixture, "gain_1"));
  fixture_type(&fixture, "six");
  fixture_key(&fixture, PANEL_KEY_TAB);
  assert_true(fixture.panel->field.is_open && fixture.panel->field.is_wrong);
  fixture_key(&fixture, PANEL_KEY_ESCAPE);
  assert_false(fixture.has_keyboard);
  assert_int_equal(fixture.n_calls, 0);
  fixture_end(&fixture);
}

/* Tab and a click elsewhere commit; a value left as it was is not written. */
static void test_field_commits(void** state) {
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "bus-summer-stereo-4");
  fixture_double_click(&fixture, fixture_face(&fixture, "gain_1"));
  fixture_type(&fixture, "-93");
  fixture_key(&fixture, PANEL_KEY_BACKSPACE);
  fixture_key(&fixture, PANEL_KEY_LEFT);
  fixture_type(&fixture, "1");
  fixture_key(&fixture, PANEL_KEY_HOME);
  fixture_key(&fixture, PANEL_KEY_RIGHT);
  fixture_key(&fixture, PANEL_KEY_DELETE);
  fixture_key(&fixture, PANEL_KEY_END);
  fixture_type(&fixture, "0");
  fixture_press(&fixture, 2.0, 460.0, POINTER_LEFT, 0);
  fixture_let_go(&fixture, 2.0, 460.0, POINTER_LEFT, 0);
  assert_near(fixture_value(&fixture, "gain_1"), -10.0f, 80.0);
  assert_false(fixture.has_keyboard);
  assert_int_equal(fixture.n_calls, 3);
  fixture_double_click(&fixture, fixture_face(&fixture, "gain_2"));
  fixture_key(&fixture, PANEL_KEY_ENTER);
  assert_int_equal(fixture.n_calls, 3);
  fixture_end(&fixture);
}

/* There and back again, at every place of every control's scale. */
static void test_positions_are_values(void** state) {
  (void)state;
  for (unsigned f = 0; f < n_families; ++f) {
    for (unsigned s = 0; s < families[f]->n_sections; ++s) {
      const PortSection* section = &families[f]->sections[s];
      for (unsigned i = 0; i < section->n_specs; ++i) {
        const PortSpec* spec = &section->specs[i];
        if (spec->kind != PORT_CONTROL_IN) {
          continue;
        }
        float last = spec->minimum;
        for (double at = 0.0; at <= 1.0; at += 1.0 / 256.0) {
          const float value = control_value(spec, at);
          assert_true(value >= last && value <= spec->maximum);
          const float again = control_value(spec, control_position(spec, (double)value));
          assert_near(again, value, fabs((double)value) * 1e-5);
          last = value;
        }
        assert_near(control_value(spec, 0.0), spec->minimum, 0.0);
        assert_near(control_value(spec, 1.0), spec->maximum, 0.0);
        assert_near(control_round(spec, (double)spec->initial), spec->initial, 0.0);
      }
    }
  }
}

static void check_typed(const char* tag, const char* symbol, const char* typed, double expected) {
  Fixture fixture;
  fixture_begin(&fixture, "bus-summer-stereo-8");
  panel_set_language(fixture.panel, language_find(tag));
  fixture_double_click(&fixture, fixture_face(&fixture, symbol));
  fixture_type(&fixture, typed);
  fixture_key(&fixture, PANEL_KEY_ENTER);
  if ((double)fabsf(fixture_value(&fixture, symbol) - (float)expected) > 1e-6) {
    fail_msg("\"%s\" in %s makes %s %g", typed, tag, symbol, (double)fixture_value(&fixture, symbol));
  }
  fixture_end(&fixture);
}

static void test_values_are_typed_in_any_language(void** state) {
  static const char* const tags[] = {"en", "de", "fr", "es"};
  (void)state;
  for (unsigned i = 0; i < sizeof tags / sizeof *tags; ++i) {
    check_typed(tags[i], "gain_2", "-6,5", -6.5);
    check_typed(tags[i], "gain_2", "-6.5 dB", -6.5);
    check_typed(tags[i], "delay_2", "1,25 ms", 1.25);
    check_typed(tags[i], "gain_2", "off", -90.0);
    check_typed(tags[i], "pan_2", "R 30", 0.3);
  }
  check_typed("de", "gain_2", "aus", -90.0);
  check_typed("de", "pan_2", "m", 0.0);
  check_typed("fr", "pan_2", "g 30", -0.3);
  check_typed("es", "pan_2", "d30", 0.3);
  check_typed("fr", "pan_2", "30 G", -0.3);
  check_typed("es", "pan_2", "30 % derecha", 0.3);
  check_typed("de", "pan_2", "30 % links", -0.3);
  check_typed("fr", "pan_2", "12,5 % \xC3\xA0 gauche", -0.125);
  check_typed("fr", "pan_2", "30 % right", 0.3);
  check_typed("fr", "gain_2", "Arr\xC3\xAAt", -90.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_text_is_read),
    cmocka_unit_test(test_nonsense_is_refused),
    cmocka_unit_test(test_field_says_what_is_wrong),
    cmocka_unit_test(test_field_commits),
    cmocka_unit_test(test_positions_are_values),
    cmocka_unit_test(test_values_are_typed_in_any_language),
  };
  return cmocka_run_group_tests_name("control", tests, NULL, NULL);
}
