// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The table that the build makes of the catalogs, see common/waf/languages.py; for languages.c alone. */

#ifndef SIGNALBOX_LANGUAGES_LANGUAGE_TABLE_H
#define SIGNALBOX_LANGUAGES_LANGUAGE_TABLE_H

typedef struct {
  const char* context;
  const char* english;
} LanguageKey;

struct Language {
  const char* tag;
  const char* const* texts;  // one for each key; NULL where the catalog has none
};

extern const LanguageKey language_keys[];  // sorted as strcmp() does, by context and then by English
extern const unsigned n_language_keys;

#endif
