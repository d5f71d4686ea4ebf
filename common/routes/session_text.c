// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/session_text.h"

#include <stdlib.h>

enum { NUMBER_SIZE = 64, USUAL_DIGITS = 6, FLOAT_DIGITS = 9 };

void put_origin(FILE* stream, const char* begin, const char* end, const char* route) {
  fprintf(stream, "%sSPDX-FileCopyrightText: 2026 The Signalbox developers%s\n", begin, end);
  fprintf(stream, "%s%s-License-Identifier: ISC%s\n", begin, "SPDX", end);  // whole, it would speak of this file
  fprintf(stream, "%sWritten by `./waf routes` from presets/routes/%s.ttl.%s\n", begin, route, end);
}

void put_number(FILE* stream, float value) {
  char digits[NUMBER_SIZE];
  int n = USUAL_DIGITS;
  do {
    snprintf(digits, sizeof(digits), "%.*g", n, (double)value);
  } while (strtof(digits, NULL) != value && n++ < FLOAT_DIGITS);
  fputs(digits, stream);
}

void put_quoted(FILE* stream, const char* text) {
  putc('"', stream);
  for (; *text; ++text) {
    if (*text == '"' || *text == '\\') {
      putc('\\', stream);
    }
    putc((unsigned char)*text < ' ' ? ' ' : *text, stream);
  }
  putc('"', stream);
}

void put_xml(FILE* stream, const char* text) {
  static const struct {
    char character;
    const char* entity;
  } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'\'', "&apos;"}, {'"', "&quot;"}};
  for (; *text; ++text) {
    const char* entity = NULL;
    for (unsigned i = 0; i < sizeof(entities) / sizeof(*entities); ++i) {
      entity = entities[i].character == *text ? entities[i].entity : entity;
    }
    if (entity) {
      fputs(entity, stream);
    } else {
      putc(*text, stream);
    }
  }
}
