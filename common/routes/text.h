// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A file whose text grows in memory, to be written whole or not at all. */

#ifndef SIGNALBOX_SESSIONS_TEXT_H
#define SIGNALBOX_SESSIONS_TEXT_H

#include "common/host/host.h"

#include <stdio.h>

typedef struct {
  FILE* stream;  // write here
  char* bytes;
  size_t size;
} Text;

/* False where memory is short. */
bool text_open(Text* text);

/* Writes what has grown to a file, in one step: whoever looks sees the old file or the new one. */
bool text_save(Text* text, const char* path, HostError* error);
void text_close(Text* text);

/* Says of a session who has written it from which route, and its licence: lines of comments from `begin` to `end`. */
void text_origin(FILE* stream, const char* begin, const char* end, const char* route);

/* A number with as many digits as tell it from every other float. */
void text_number(FILE* stream, float value);

#endif
