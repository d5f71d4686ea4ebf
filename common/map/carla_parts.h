// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the files that read Carla's projects hand to one another. For these alone. */

#ifndef SIGNALBOX_MAP_CARLA_PARTS_H
#define SIGNALBOX_MAP_CARLA_PARTS_H

#include "common/map/lookup.h"
#include "common/map/xml.h"

/* The text of a connection's two ends: `Name:Port`, where the port may hold colons, too. */
typedef struct {
  const char *source, *target;
} CarlaConnection;

typedef struct {
  CarlaConnection* at;
  uint32_t n, room;
} CarlaConnections;

typedef struct {
  Xml xml;
  Map* map;
  xmlHashTablePtr plugin_of_name;                // strips of plugins
  xmlHashTablePtr source_of_name, sink_of_name;  // and of what lies outside
  CarlaConnections inside, outside;              // of the patchbay, and of JACK
  bool has_patchbay;
} Carla;

/* Reads a Plugin element as a strip. */
void carla_read_plugin(Carla* carla);

/* Makes the wires of what has been read, and identifies the plugins. */
void carla_make_wires(Carla* carla);

#endif
