// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/presets/presets_model.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

enum { PATH_SIZE = 4096 };

static bool read_file(Presets* presets, const char* path) {
  char mistake[STATEMENTS_MISTAKE_SIZE];
  const bool good = statements_read(&presets->statements, path, NULL, mistake);
  if (!good) {
    fprintf(stderr, "%s\n", mistake);
  }
  return good;
}

static bool read_matching(Presets* presets, const char* directory, const char* pattern) {
  char path[PATH_SIZE];
  snprintf(path, sizeof(path), "%s/%s", directory, pattern);
  glob_t found;
  bool good = true;
  if (glob(path, 0, NULL, &found) == 0) {
    for (size_t i = 0; good && i < found.gl_pathc; ++i) {
      good = read_file(presets, found.gl_pathv[i]);
    }
  }
  globfree(&found);
  return good;
}

Presets* presets_read(const char* directory) {
  Presets* presets = (Presets*)calloc(1, sizeof(Presets));
  if (!presets) {
    return NULL;
  }
  statements_init(&presets->statements);
  if (!read_matching(presets, directory, "*.ttl") || !read_matching(presets, directory, "*/*.ttl")) {
    presets_free(presets);
    return NULL;
  }
  return presets;
}

void presets_free(Presets* presets) {
  statements_free(&presets->statements);
  free(presets);
}
