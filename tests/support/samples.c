// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/support/samples.h"

#include <stdio.h>
#include <unistd.h>

#define FOLDER "/usr/share/sonic-pi/samples"

Wav* sample_load(const char* name, HostError* error) {
  char path[256];
  snprintf(path, sizeof(path), FOLDER "/%s.flac", name);
  if (access(path, R_OK) != 0) {
    host_fail(error, "%s cannot be read: install the package sonic-pi-samples.", path);
    return NULL;
  }
  return wav_load(path, error);
}
