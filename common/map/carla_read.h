// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Reads projects of Carla 2: those with a patchbay, those whose plugins are clients of JACK, and racks. Not
   realtime-safe. */

#ifndef SIGNALBOX_MAP_CARLA_READ_H
#define SIGNALBOX_MAP_CARLA_READ_H

#include "common/map/map.h"

/* The project in a file whose outermost element is "CARLA-PROJECT". NULL with a sentence where it cannot be read. */
Map* carla_read(const char* path, MapError* error);

#endif
