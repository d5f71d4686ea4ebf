// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/fuzz/fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const char* noted_text;
static unsigned noted_number;

void fuzz_note(const char* text, unsigned number) {
  noted_text = text;
  noted_number = number;
}

void fuzz_fail(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("A promise is broken: ", stderr);
  if (noted_text) {
    fprintf(stderr, "%s, action %u: ", noted_text, noted_number);
  }
  vfprintf(stderr, format, arguments);
  fputs("\n", stderr);
  va_end(arguments);
  abort();
}
