// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/text_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096 };

bool text_file_open(TextFile* file) {
  *file = (TextFile){.stream = NULL};
  file->stream = open_memstream(&file->bytes, &file->size);
  return file->stream != NULL;
}

void text_file_close(TextFile* file) {
  if (file->stream) {
    fclose(file->stream);
  }
  free(file->bytes);
}

static bool write_all(const TextFile* file, const char* path) {
  FILE* stream = fopen(path, "w");
  if (!stream) {
    return false;
  }
  const bool good = fwrite(file->bytes, 1, file->size, stream) == file->size;
  return fclose(stream) == 0 && good;
}

bool text_file_save(TextFile* file, const char* path, HostError* error) {
  char partial[PATH_SIZE];
  if (fflush(file->stream) || ferror(file->stream)) {
    return host_fail(error, "There is not enough memory for %s.", path);
  }
  snprintf(partial, sizeof(partial), "%s.part", path);
  if (write_all(file, partial) && rename(partial, path) == 0) {
    return true;
  }
  const int why = errno;
  remove(partial);
  return host_fail(error, "Cannot write %s (%s): name a folder that can be written to.", path, strerror(why));
}
