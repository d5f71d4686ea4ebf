// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Target: a session in XML, of Carla or of Ardour. Either it is refused, with a sentence on why, or it makes a map that
   holds together. */

#include "common/map/ardour_read.h"
#include "common/map/carla_read.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/map_promises.h"
#include "tests/fuzz/scratch.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const char* path = scratch_write("mutant.xml", data, size);
  map_promises_check(carla_read, path);
  map_promises_check(ardour_read, path);
  return 0;
}

void fuzz_replay(const uint8_t* data, size_t size) {
  LLVMFuzzerTestOneInput(data, size);
}
