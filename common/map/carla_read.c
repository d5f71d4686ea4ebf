// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/carla_read.h"

#include "common/map/carla_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROGRAM_SIZE = 64, FIRST_ROOM = 16, NAME_SIZE = 256 };

static void add_connection(Carla* carla, CarlaConnections* connections, CarlaConnection connection) {
  if (connections->n == connections->room) {
    const uint32_t room = connections->room ? 2 * connections->room : FIRST_ROOM;
    CarlaConnection* moved = (CarlaConnection*)realloc(connections->at, room * sizeof(CarlaConnection));
    if (!moved) {
      carla->map->is_too_large = true;
      return;
    }
    connections->at = moved;
    connections->room = room;
  }
  connections->at[connections->n++] = connection;
}

static void read_connections(Carla* carla, CarlaConnections* connections) {
  Xml* xml = &carla->xml;
  for (XmlInside all = xml_inside(xml); xml_next(xml, &all) && !carla->map->is_too_large;) {
    CarlaConnection connection = {"", ""};
    if (!xml_is(xml, "Connection")) {
      continue;
    }
    for (XmlInside ends = xml_inside(xml); xml_next(xml, &ends);) {
      if (xml_is(xml, "Source")) {
        connection.source = map_text(carla->map, xml_text(xml));
      } else if (xml_is(xml, "Target")) {
        connection.target = map_text(carla->map, xml_text(xml));
      }
    }
    add_connection(carla, connections, connection);
  }
}

static void read_project(Carla* carla) {
  Xml* xml = &carla->xml;
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside) && !carla->map->is_too_large;) {
    if (xml_is(xml, "Plugin")) {
      carla_read_plugin(carla);
    } else if (xml_is(xml, "Patchbay")) {
      carla->has_patchbay = true;
      read_connections(carla, &carla->inside);
    } else if (xml_is(xml, "ExternalPatchbay")) {
      read_connections(carla, &carla->outside);
    }
  }
}

static bool allocate(Carla* carla, const char* path) {
  char program[PROGRAM_SIZE];
  const char* version = xml_attribute(&carla->xml, "VERSION");
  snprintf(program, sizeof(program), "Carla%s%.32s", version ? " " : "", version ? version : "");
  carla->map = map_new(MAP_CARLA, program, false);
  carla->plugin_of_name = xmlHashCreate(0);
  carla->source_of_name = xmlHashCreate(0);
  carla->sink_of_name = xmlHashCreate(0);
  if (!carla->map || !carla->plugin_of_name || !carla->source_of_name || !carla->sink_of_name) {
    return false;
  }
  char title[NAME_SIZE];
  const char* slash = strrchr(path, '/');
  const char* file = slash ? slash + 1 : path;
  const char* dot = strrchr(file, '.');
  snprintf(title, sizeof(title), "%.*s", dot && dot > file ? (int)(dot - file) : (int)strlen(file), file);
  carla->map->title = map_text(carla->map, title);
  return true;
}

static void release(Carla* carla) {
  xmlHashFree(carla->plugin_of_name, NULL);
  xmlHashFree(carla->source_of_name, NULL);
  xmlHashFree(carla->sink_of_name, NULL);
  free(carla->inside.at);
  free(carla->outside.at);
}

/* A preset of Carla is one plugin. */
static bool is_project(Carla* carla, const char* path, MapError* error) {
  return xml_is(&carla->xml, "CARLA-PROJECT") ||
         map_fail(error, "%s is no project of Carla: its outermost element is %s, and not CARLA-PROJECT.", path,
                  xml_name(&carla->xml));
}

Map* carla_read(const char* path, MapError* error) {
  Carla carla = {.map = NULL};
  if (!xml_open(&carla.xml, path, error)) {
    return NULL;
  }
  bool good = is_project(&carla, path, error) &&
              (allocate(&carla, path) || map_fail(error, "There is not enough memory for %s.", path));
  if (good) {
    read_project(&carla);
  }
  good = good ? xml_close(&carla.xml, error) : (xml_close(&carla.xml, NULL), false);
  if (good && !carla.map->is_too_large) {
    carla_make_wires(&carla);
  }
  good = good && (!carla.map->is_too_large || map_fail(error, "%s is larger than any project can be.", path));
  release(&carla);
  if (!good) {
    map_free(carla.map);
    return NULL;
  }
  return carla.map;
}
