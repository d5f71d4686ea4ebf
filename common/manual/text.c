// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/text.h"

#include "common/routes/session_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define MINUS "\xE2\x88\x92"
#define UNBROKEN_SPACE "\xC2\xA0"

/* Whether a text begins with a unit, and not with a word that begins like one. */
static bool begins_with_unit(const char* text) {
  static const char* const units[] = {"dB", "dBFS", "Hz", "kHz", "ms", "s", "%", "frames"};
  const size_t n = strcspn(text, " ,.;:)/");
  for (unsigned i = 0; i < sizeof units / sizeof *units; ++i) {
    if (strlen(units[i]) == n && !strncmp(text, units[i], n)) {
      return true;
    }
  }
  return false;
}

void put_prose(FILE* file, const char* text) {
  for (char before = ' '; *text; before = *text++) {
    const char one[2] = {*text, '\0'};
    if (*text == '-' && strchr(" (", before) && isdigit((unsigned char)text[1])) {
      fputs(MINUS, file);
    } else if (*text == ' ' && isdigit((unsigned char)before) && begins_with_unit(text + 1)) {
      fputs(UNBROKEN_SPACE, file);
    } else {
      put_xml(file, one);
    }
  }
}
