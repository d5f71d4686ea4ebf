// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A file whose text grows in memory, to be written whole or not at all. Not realtime-safe. */

#ifndef SIGNALBOX_ROUTES_TEXT_FILE_H
#define SIGNALBOX_ROUTES_TEXT_FILE_H

#include "common/host/host.h"

#include <stdio.h>

typedef struct {
  FILE* stream;  // write here
  char* bytes;
  size_t size;
} TextFile;

/* False where memory is short. */
bool text_file_open(TextFile* file);

/* Writes what has grown to a file, in one step: whoever looks sees the old file or the new one. */
bool text_file_save(TextFile* file, const char* path, HostError* error);
void text_file_close(TextFile* file);

#endif
