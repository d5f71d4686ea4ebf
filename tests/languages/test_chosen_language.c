// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The language of windows is that which the environment asks for. */

#include "common/languages/chosen_language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char* const* environment;

static char* from_environment(const char* name) {
  for (unsigned i = 0; environment[i]; i += 2) {
    if (!strcmp(environment[i], name)) {
      return (char*)environment[i + 1];
    }
  }
  return NULL;
}

static void test_the_environment_chooses(void** state) {
  static const struct {
    const char* variables[9];
    const char* tag;
  } cases[] = {
    {{NULL}, "en"},
    {{"LANG", "de_AT.UTF-8", NULL}, "de"},
    {{"LANG", "de_AT.UTF-8", "LC_MESSAGES", "fr_CA.UTF-8", NULL}, "fr"},
    {{"LANG", "de_AT.UTF-8", "LC_MESSAGES", "fr_CA.UTF-8", "LC_ALL", "es_ES", NULL}, "es"},
    {{"LANG", "de_AT.UTF-8", "LC_ALL", "", NULL}, "de"},
    {{"LANG", "de_AT.UTF-8", "LANGUAGE", "xx:es:fr", NULL}, "es"},
    {{"LANG", "de_AT.UTF-8", "LANGUAGE", "en_GB:fr", NULL}, "en"},
    {{"LANG", "de_AT.UTF-8", "LANGUAGE", "", NULL}, "de"},
    {{"LANG", "de_AT.UTF-8", "LC_ALL", "C.UTF-8", "LANGUAGE", "fr", NULL}, "en"},
    {{"LANG", "POSIX", "LANGUAGE", "fr", NULL}, "en"},
    {{"LANG", "den_XX.UTF-8", NULL}, "en"},
    {{"LANG", "en_US.UTF-8", "LANGUAGE", "xx:", NULL}, "en"},
  };
  (void)state;
  for (unsigned i = 0; i < sizeof cases / sizeof *cases; ++i) {
    environment = cases[i].variables;
    assert_string_equal(language_tag(language_chosen(from_environment)), cases[i].tag);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_environment_chooses)};
  return cmocka_run_group_tests_name("chosen_language", tests, NULL, NULL);
}
