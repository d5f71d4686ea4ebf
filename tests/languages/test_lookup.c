// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The language of a locale, and a text in it. */

#include "common/languages/languages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_finds_a_language(void** state) {
  (void)state;
  static const struct {
    const char* locale;
    const char* tag;
  } cases[] = {
    {"de_AT.UTF-8", "de"}, {"de-at", "de"},  {"DE", "de"}, {"de.utf8@euro", "de"},
    {"fr_CA", "fr"},       {"es_419", "es"}, {"C", "en"},  {"", "en"},
    {"en_GB.UTF-8", "en"}, {"den", "en"},    {"d", "en"},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    assert_string_equal(language_tag(language_find(cases[i].locale)), cases[i].tag);
  }
  assert_null(language_find(NULL));
  for (unsigned i = 0; i < n_languages; ++i) {
    assert_ptr_equal(language_find(language_tag(languages[i])), languages[i]);
  }
}

static void test_falls_back_on_english(void** state) {
  (void)state;
  static const char english[] = "No catalog has this";
  for (unsigned i = 0; i < n_languages; ++i) {
    assert_ptr_equal(language_text(languages[i], "port", english), english);
    assert_ptr_equal(language_text(languages[i], "no such context", "Fader"), "Fader");
  }
  assert_ptr_equal(language_text(NULL, "status", english), english);
  assert_string_equal(language_text(language_find("de"), "status", "Late"), "Verspätet");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_finds_a_language),
    cmocka_unit_test(test_falls_back_on_english),
  };
  return cmocka_run_group_tests_name("lookup", tests, NULL, NULL);
}
