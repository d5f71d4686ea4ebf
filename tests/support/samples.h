// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Samples: real loops and notes from the Debian package sonic-pi-samples, for tests. Not realtime-safe. */

#ifndef SIGNALBOX_TEST_SAMPLES_H
#define SIGNALBOX_TEST_SAMPLES_H

#include "common/host/wav.h"

/* A sample with all its channels, by its name in the package, without an ending: "loop_amen". NULL, with a sentence in
   `error`, where it cannot be read. */
Wav* sample_load(const char* name, HostError* error);

#endif
