// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What readers of sessions promise, whatever is in a file. */

#ifndef SIGNALBOX_FUZZ_MAP_PROMISES_H
#define SIGNALBOX_FUZZ_MAP_PROMISES_H

#include "common/map/map.h"

/* Reads a file, and stops the program where a promise is broken. No plugins are known but ours. */
void map_promises_check(Map* (*reader)(const char* path, MapError* error), const char* path);

#endif
