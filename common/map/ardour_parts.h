// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the files that read Ardour's sessions hand to one another. For these alone. */

#ifndef SIGNALBOX_MAP_ARDOUR_PARTS_H
#define SIGNALBOX_MAP_ARDOUR_PARTS_H

#include "common/map/lookup.h"
#include "common/map/xml.h"

/* A port of the session's own, by the name that connections have for it. */
typedef struct {
  MapEnd end;
  uint32_t send;  // whose it is, or MAP_NONE
  bool is_output;
} ArdourPort;

/* A port of the session, and the name of what it is connected to: which may be written at one end or at both. */
typedef struct {
  uint32_t port;
  const char* other;
} ArdourConnection;

/* To be looked up by a number in the file when all has been read. */
typedef struct {
  uint32_t index;
  const char* id;
} ArdourReference;

typedef struct {
  void* at;
  uint32_t n, room;
} ArdourList;

typedef struct {
  Xml xml;
  Map* map;
  xmlHashTablePtr strip_of_id, vca_of_number, port_of_name, outside_of_name;  // numbers, from 1
  ArdourList ports, connections, targets, vca_links;                          // targets are of sends; links of strips
  uint32_t width;          // channels of the strip that is being read, where reading stands
  bool mute_is_automated;  // of that strip
} Ardour;

/* Adds to a list; false, and a note of it, where memory is short. */
bool ardour_list_add(Ardour* ardour, ArdourList* list, const void* item, size_t size);

/* Reads an IO element: adds its audio ports, which are ends of the kind given, counted by their channels. Returns how
   many they are. */
uint32_t ardour_read_io(Ardour* ardour, MapEnd end, uint32_t send, bool is_output);

/* Reads an Automation element: whether a control of that name, or any where it is NULL, is played from automation. What
   the file says of such a control is where it happened to be. */
bool ardour_is_automated(Ardour* ardour, const char* id);

/* Reads a Route element as a strip, and a Processor element in it. */
void ardour_read_route(Ardour* ardour);
void ardour_read_processor(Ardour* ardour, uint32_t strip, bool* is_behind_fader);

/* A Processor that is a plugin of some format. */
bool ardour_is_plugin(const char* type);
void ardour_read_plugin(Ardour* ardour, uint32_t strip, const char* type);

/* Makes wires of what is connected, and of sends to busses. */
void ardour_make_wires(Ardour* ardour);

#endif
