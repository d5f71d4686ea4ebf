// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/panel/foreign.h"

#include "common/languages/language_table.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Behind a conversion such as %.2g, or a {n}; else `text` itself. */
static char* behind_mark(char* text) {
  if (*text == '{') {
    return text + strcspn(text, "}") + 1;
  }
  if (*text == '%') {
    text += 1 + strspn(text + 1, ".0123456789");
    return *text ? text + 1 : text;
  }
  return text;
}

static char* without_letters(const char* english) {
  char* text = strdup(english);
  for (char* at = text; *at;) {
    char* next = behind_mark(at);
    if (next == at) {
      *at = (char)(isalpha((unsigned char)*at) ? '~' : *at);
      ++next;
    }
    at = next;
  }
  return text;
}

const Language* foreign_language(void) {
  static struct Language language;
  if (!language.texts) {
    const char** texts = calloc(n_language_keys, sizeof *texts);
    for (unsigned i = 0; i < n_language_keys; ++i) {
      texts[i] = without_letters(language_keys[i].english);
    }
    language = (struct Language){"x", texts};
  }
  return &language;
}
