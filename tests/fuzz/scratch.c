// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/fuzz/scratch.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 512 };

static char folder[] = "/tmp/signalbox-fuzz-XXXXXX";

static void clean_up(void) {
  char pattern[PATH_SIZE];
  glob_t found;
  snprintf(pattern, sizeof(pattern), "%s/*", folder);
  if (!glob(pattern, 0, NULL, &found)) {
    for (size_t i = 0; i < found.gl_pathc; ++i) {
      remove(found.gl_pathv[i]);
    }
    globfree(&found);
  }
  rmdir(folder);
}

const char* scratch_folder(void) {
  if (strstr(folder, "XXXXXX")) {
    if (!mkdtemp(folder) || atexit(clean_up)) {
      fputs("Cannot make a folder in /tmp; is there space?\n", stderr);
      exit(2);
    }
  }
  return folder;
}

const char* scratch_write(const char* name, const uint8_t* data, size_t size) {
  static char path[PATH_SIZE];
  snprintf(path, sizeof(path), "%s/%s", scratch_folder(), name);
  FILE* file = fopen(path, "wb");
  if (!file || fwrite(data, 1, size, file) != size || fclose(file)) {
    fprintf(stderr, "Cannot write %s; is there space?\n", path);
    exit(2);
  }
  return path;
}
