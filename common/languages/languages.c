// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/languages/languages.h"

#include "common/languages/language_table.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static int folded(char c) {
  return c == '_' ? '-' : tolower((unsigned char)c);
}

/* Whether a locale begins with a tag, and not in the middle of a word. */
static bool is_in(const char* locale, const char* tag) {
  for (; *tag; ++tag, ++locale) {
    if (folded(*locale) != folded(*tag)) {
      return false;
    }
  }
  return !isalnum((unsigned char)*locale);
}

/* Of several, the last is that of a country, as tags are sorted. */
const Language* language_find(const char* locale) {
  const Language* found = NULL;
  for (unsigned i = 0; locale && i < n_languages; ++i) {
    found = is_in(locale, languages[i]->tag) ? languages[i] : found;
  }
  return found;
}

const char* language_tag(const Language* language) {
  return language ? language->tag : "en";
}

static int compare(const LanguageKey* key, const char* context, const char* english) {
  const int order = strcmp(key->context, context);
  return order ? order : strcmp(key->english, english);
}

const char* language_text(const Language* language, const char* context, const char* english) {
  unsigned first = 0;
  unsigned end = language ? n_language_keys : 0;
  while (first < end) {
    const unsigned middle = first + (end - first) / 2;
    const int order = compare(&language_keys[middle], context, english);
    if (order == 0) {
      return language->texts[middle] ? language->texts[middle] : english;
    }
    if (order < 0) {
      first = middle + 1;
    } else {
      end = middle;
    }
  }
  return english;
}
