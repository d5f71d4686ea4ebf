// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Scratch: a folder of temporary files, gone when the program ends as it should. */

#ifndef SIGNALBOX_FUZZ_SCRATCH_H
#define SIGNALBOX_FUZZ_SCRATCH_H

#include <stddef.h>
#include <stdint.h>

/* The folder, made at the first call; ends the program where that cannot be. */
const char* scratch_folder(void);

/* Writes a file there and returns its path, which is good until the next call. */
const char* scratch_write(const char* name, const uint8_t* data, size_t size);

#endif
