// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/languages/chosen_language.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Whether a locale is of a language, "en_GB" of "en". */
static bool is_of(const char* locale, const char* language) {
  const size_t length = strlen(language);
  return strncmp(locale, language, length) == 0 && strchr("_-.@", locale[length]) != NULL;
}

static const char* locale_of(char* (*read)(const char* name)) {
  static const char* const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i) {
    const char* locale = read(names[i]);
    if (locale && *locale) {
      return locale;
    }
  }
  return "C";
}

const Language* language_chosen(char* (*read)(const char* name)) {
  const char* locale = locale_of(read);
  const char* wanted = read("LANGUAGE");
  if (is_of(locale, "C") || is_of(locale, "POSIX")) {
    return NULL;
  }
  while (wanted && *wanted) {
    char one[32];
    const size_t length = strcspn(wanted, ":");
    snprintf(one, sizeof one, "%.*s", (int)length, wanted);
    const Language* language = language_find(one);
    if (language || is_of(one, "en")) {
      return language;
    }
    wanted += length + (wanted[length] == ':');
  }
  return language_find(locale);
}
