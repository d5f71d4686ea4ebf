// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Reads graphs of plugins in the vocabulary of Ingen: pedalboards of MOD and Zynthian, graphs of Ingen, and routes of
   ours, as these are read to be rendered. Not realtime-safe. */

#ifndef SIGNALBOX_MAP_GRAPH_READ_H
#define SIGNALBOX_MAP_GRAPH_READ_H

#include "common/map/map.h"

/* The graph in a Turtle file. NULL with a sentence where it cannot be read. */
Map* graph_read(const char* path, MapError* error);

#endif
