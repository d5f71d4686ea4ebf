// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096, NUMBER_SIZE = 64, USUAL_DIGITS = 6, FLOAT_DIGITS = 9 };

bool text_open(Text* text) {
  *text = (Text){.stream = NULL};
  text->stream = open_memstream(&text->bytes, &text->size);
  return text->stream != NULL;
}

void text_close(Text* text) {
  if (text->stream) {
    fclose(text->stream);
  }
  free(text->bytes);
}

static bool write_all(const Text* text, const char* path) {
  FILE* file = fopen(path, "w");
  if (!file) {
    return false;
  }
  const bool good = fwrite(text->bytes, 1, text->size, file) == text->size;
  return fclose(file) == 0 && good;
}

bool text_save(Text* text, const char* path, HostError* error) {
  char partial[PATH_SIZE];
  if (fflush(text->stream) || ferror(text->stream)) {
    return host_fail(error, "There is not enough memory for %s.", path);
  }
  snprintf(partial, sizeof(partial), "%s.part", path);
  if (write_all(text, partial) && rename(partial, path) == 0) {
    return true;
  }
  const int why = errno;
  remove(partial);
  return host_fail(error, "Cannot write %s (%s): name a folder that can be written to.", path, strerror(why));
}

void text_origin(FILE* stream, const char* begin, const char* end, const char* route) {
  fprintf(stream, "%sSPDX-FileCopyrightText: 2026 The Signalbox developers%s\n", begin, end);
  fprintf(stream, "%s%s-License-Identifier: ISC%s\n", begin, "SPDX", end);  // whole, it would speak of this file
  fprintf(stream, "%sWritten by `./waf routes` from presets/routes/%s.ttl.%s\n", begin, route, end);
}

void text_number(FILE* stream, float value) {
  char digits[NUMBER_SIZE];
  int n = USUAL_DIGITS;
  do {
    snprintf(digits, sizeof(digits), "%.*g", n, (double)value);
  } while (strtof(digits, NULL) != value && n++ < FLOAT_DIGITS);
  fputs(digits, stream);
}
