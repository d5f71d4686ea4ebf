// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Target: a file of factory presets. It is either refused, with a word on why, or all that the bundle gets from it is
   Turtle. */

#include "common/ports/families.h"
#include "common/presets/presets.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/scratch.h"

#include <serd/serd.h>

#include <stdio.h>
#include <stdlib.h>

#define SOURCE "mutant.ttl"
#define MANIFEST "manifest"

enum { PATH_SIZE = 512 };

static void path_of(const char* name, char path[PATH_SIZE]) {
  snprintf(path, PATH_SIZE, "%s/%s.ttl", scratch_folder(), name);
}

static void remove_written(void) {
  char path[PATH_SIZE];
  path_of(MANIFEST, path);
  remove(path);
  for (unsigned f = 0; f < n_families; ++f) {
    path_of(families[f]->name, path);
    remove(path);
  }
}

/* As describe.c does; false where it would fail. */
static bool write_all(const Presets* presets) {
  TurtleWriter* manifest = turtle_open(scratch_folder(), MANIFEST);
  bool good = manifest && presets_check(presets);
  for (unsigned f = 0; good && f < n_families; ++f) {
    TurtleWriter* file = turtle_open(scratch_folder(), families[f]->name);
    good = file && presets_write(presets, families[f], manifest, file, "presets.ttl");
    good = file && turtle_close(file, good);
  }
  if (good) {
    presets_write_banks(presets, manifest);
  }
  return manifest && turtle_close(manifest, good);
}

static SerdStatus ignore_error(void* handle, const SerdError* error) {
  (void)handle;
  (void)error;
  return SERD_SUCCESS;
}

static void check_turtle(const char* name) {
  char path[PATH_SIZE];
  path_of(name, path);
  SerdReader* reader = serd_reader_new(SERD_TURTLE, NULL, NULL, NULL, NULL, NULL, NULL);
  serd_reader_set_strict(reader, true);
  serd_reader_set_error_sink(reader, ignore_error, NULL);
  SerdNode uri = serd_node_new_file_uri((const uint8_t*)path, NULL, NULL, true);
  const SerdStatus status = serd_reader_read_file(reader, uri.buf);
  serd_node_free(&uri);
  serd_reader_free(reader);
  FUZZ_CHECK(status == SERD_SUCCESS, "what is written for %s is no Turtle: %s", name, serd_strerror(status));
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  char* said = NULL;
  size_t said_size = 0;
  remove_written();
  scratch_write(SOURCE, data, size);
  FILE* usual = stderr;
  FILE* kept = open_memstream(&said, &said_size);
  if (!kept) {
    abort();
  }
  stderr = kept;
  Presets* presets = presets_read(scratch_folder());
  const bool good = presets && write_all(presets);
  stderr = usual;
  fclose(kept);
  if (presets) {
    presets_free(presets);
  }
  const bool has_said = said_size > 0;
  free(said);
  FUZZ_CHECK(!good || !has_said, "there is a complaint, but no failure");
  FUZZ_CHECK(good || has_said, "there is a failure, but no complaint");
  for (unsigned f = 0; good && f < n_families; ++f) {
    check_turtle(families[f]->name);
  }
  if (good) {
    check_turtle(MANIFEST);
  }
  return 0;
}

void fuzz_replay(const uint8_t* data, size_t size) {
  LLVMFuzzerTestOneInput(data, size);
}
