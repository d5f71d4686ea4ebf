// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Reads sessions of Ardour, from 3 on, and of programs that are made of it. Not realtime-safe. */

#ifndef SIGNALBOX_MAP_ARDOUR_READ_H
#define SIGNALBOX_MAP_ARDOUR_READ_H

#include "common/map/map.h"

/* The session in a file whose outermost element is "Session". NULL with a sentence where it cannot be read. */
Map* ardour_read(const char* path, MapError* error);

#endif
