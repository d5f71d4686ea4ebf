// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Feeds the files that are named on the command line to a target, one test each. */

#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool replay(const char* path) {
  FILE* file = fopen(path, "rb");
  uint8_t* data = NULL;
  size_t size = 0;
  if (file && !fseek(file, 0, SEEK_END) && ftell(file) >= 0) {
    size = (size_t)ftell(file);
    rewind(file);
    data = (uint8_t*)malloc(size + 1);
  }
  const bool good = data && fread(data, 1, size, file) == size;
  if (good) {
    fuzz_replay(data, size);
  }
  free(data);
  if (file) {
    fclose(file);
  }
  return good;
}

int main(int argc, char** argv) {
  int n_failed = argc < 2;
  printf("1..%d\n", argc - 1);
  for (int i = 1; i < argc; ++i) {
    const char* slash = strrchr(argv[i], '/');
    printf("# %s\n", argv[i]);
    fflush(stdout);
    const bool good = replay(argv[i]);
    printf("%s %d - %s\n", good ? "ok" : "not ok", i, slash ? slash + 1 : argv[i]);
    n_failed += !good;
  }
  return n_failed ? 1 : 0;
}
