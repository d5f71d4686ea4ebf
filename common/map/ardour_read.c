// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/ardour_read.h"
#include "common/map/ardour_parts.h"
#include "common/map/identify.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OLDEST_VERSION = 3000, PER_PROGRAM = 1000, FIRST_ROOM = 64, PROGRAM_SIZE = 64, COMMENT_SIZE = 4096 };

bool ardour_list_add(Ardour* ardour, ArdourList* list, const void* item, size_t size) {
  if (list->n == list->room) {
    const uint32_t room = list->room ? 2 * list->room : FIRST_ROOM;
    void* moved = room > list->room ? realloc(list->at, room * size) : NULL;
    if (!moved) {
      ardour->map->is_too_large = true;
      return false;
    }
    list->at = moved;
    list->room = room;
  }
  memcpy((char*)list->at + list->n++ * size, item, size);
  return true;
}

static void read_vca(Ardour* ardour) {
  const uint32_t vca = map_add_strip(ardour->map, MAP_VCA, xml_attribute(&ardour->xml, "name"));
  lookup_note(ardour->map, ardour->vca_of_number, xml_attribute(&ardour->xml, "number"), vca);
  for (XmlInside inside = xml_inside(&ardour->xml); xml_next(&ardour->xml, &inside);) {
    if (vca == MAP_NONE) {
      continue;
    }
    const char* name = xml_is(&ardour->xml, "Controllable") ? xml_attribute(&ardour->xml, "name") : NULL;
    if (name && !strcmp(name, "gaincontrol")) {
      ardour->map->strips[vca].gain = xml_number(&ardour->xml, "value", 1.0);
    } else if (name && !strcmp(name, "mute")) {
      ardour->map->strips[vca].muted = xml_number(&ardour->xml, "value", 0.0) > 0.0;
    } else if (name && !strcmp(name, "solo")) {
      ardour->map->strips[vca].soloed = xml_number(&ardour->xml, "value", 0.0) > 0.0;
    } else if (xml_is(&ardour->xml, "Slavable")) {
      for (XmlInside masters = xml_inside(&ardour->xml); xml_next(&ardour->xml, &masters);) {
        const ArdourReference link = {vca, map_text(ardour->map, xml_attribute(&ardour->xml, "number"))};
        ardour_list_add(ardour, &ardour->vca_links, &link, sizeof(link));
      }
    }
  }
}

/* The routes of a group are the numbers of their elements, with spaces between. */
static void read_group(Ardour* ardour) {
  const uint32_t group = map_add_group(ardour->map, xml_attribute(&ardour->xml, "name"), false);
  const char* routes = xml_attribute(&ardour->xml, "routes");
  while (routes && *routes) {
    char id[PROGRAM_SIZE];
    routes += strspn(routes, " ");
    const size_t n = strcspn(routes, " ");
    snprintf(id, sizeof(id), "%.*s", (int)(n < sizeof(id) ? n : 0), routes);
    const uint32_t strip = lookup_find(ardour->strip_of_id, id);
    if (strip != MAP_NONE) {
      ardour->map->strips[strip].group = group;
    }
    routes += n;
  }
}

/* The metronome is no route. */
static void read_click(Ardour* ardour) {
  const uint32_t click = map_add_strip(ardour->map, MAP_CLICK, "Click");
  for (XmlInside inside = xml_inside(&ardour->xml); xml_next(&ardour->xml, &inside);) {
    if (xml_is(&ardour->xml, "IO")) {
      ardour_read_io(ardour, (MapEnd){click, MAP_NONE, 0}, MAP_NONE, true);
    }
  }
}

/* What people write about a session. */
static void read_metadata(Ardour* ardour) {
  for (XmlInside inside = xml_inside(&ardour->xml); xml_next(&ardour->xml, &inside);) {
    if (xml_is(&ardour->xml, "description") || xml_is(&ardour->xml, "comment")) {
      ardour->map->comment = map_text(ardour->map, xml_text(&ardour->xml));
    }
  }
}

/* "Ardour 7.3.0" as "Ardour 7". */
static void read_program(Ardour* ardour) {
  const char* program = xml_attribute(&ardour->xml, "modified-with");
  if (program && *program) {
    char name[PROGRAM_SIZE];
    snprintf(name, sizeof(name), "%.*s", (int)strcspn(program, "."), program);
    ardour->map->program = map_text(ardour->map, name);
  }
}

static void read_each(Ardour* ardour, const char* name, void (*read)(Ardour* ardour)) {
  for (XmlInside inside = xml_inside(&ardour->xml); xml_next(&ardour->xml, &inside);) {
    if (xml_is(&ardour->xml, name)) {
      read(ardour);
    }
  }
}

static void read_session(Ardour* ardour) {
  for (XmlInside inside = xml_inside(&ardour->xml); xml_next(&ardour->xml, &inside);) {
    if (xml_is(&ardour->xml, "ProgramVersion")) {
      read_program(ardour);
    } else if (xml_is(&ardour->xml, "Metadata")) {
      read_metadata(ardour);
    } else if (xml_is(&ardour->xml, "VCAManager")) {
      read_each(ardour, "VCA", read_vca);
    } else if (xml_is(&ardour->xml, "Routes")) {
      read_each(ardour, "Route", ardour_read_route);
    } else if (xml_is(&ardour->xml, "RouteGroups")) {
      read_each(ardour, "RouteGroup", read_group);
    } else if (xml_is(&ardour->xml, "Click")) {
      read_click(ardour);
    }
  }
}

/* Whether the outermost element is of a session that this reads. */
static bool read_root(Ardour* ardour, MapError* error) {
  const double version = xml_number(&ardour->xml, "version", 0.0);
  if (!xml_is(&ardour->xml, "Session")) {
    return map_fail(error, "%s is no session of Ardour.", ardour->xml.path);
  }
  if (version < OLDEST_VERSION) {
    return map_fail(error, "%s is of a version of Ardour that is too old: open it in a newer one, and save it.",
                    ardour->xml.path);
  }
  char program[PROGRAM_SIZE];
  snprintf(program, sizeof(program), "Ardour %.0f", version < 1e6 ? (double)(int)(version / PER_PROGRAM) : 0.0);
  ardour->map->program = map_text(ardour->map, program);
  ardour->map->title = map_text(ardour->map, xml_attribute(&ardour->xml, "name"));
  ardour->map->rate_hz = xml_number(&ardour->xml, "sample-rate", 0.0);
  return true;
}

static bool allocate(Ardour* ardour) {
  xmlHashTablePtr* const tables[] = {&ardour->strip_of_id, &ardour->vca_of_number, &ardour->port_of_name,
                                     &ardour->outside_of_name};
  ardour->map = map_new(MAP_ARDOUR, "Ardour", true);
  bool good = ardour->map != NULL;
  for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); ++i) {
    *tables[i] = xmlHashCreate(0);
    good &= *tables[i] != NULL;
  }
  return good;
}

static void release(Ardour* ardour) {
  xmlHashFree(ardour->strip_of_id, NULL);
  xmlHashFree(ardour->vca_of_number, NULL);
  xmlHashFree(ardour->port_of_name, NULL);
  xmlHashFree(ardour->outside_of_name, NULL);
  free(ardour->ports.at);
  free(ardour->connections.at);
  free(ardour->targets.at);
  free(ardour->vca_links.at);
}

Map* ardour_read(const char* path, MapError* error) {
  Ardour ardour = {.map = NULL};
  if (!xml_open(&ardour.xml, path, error)) {
    return NULL;
  }
  bool good = allocate(&ardour) || map_fail(error, "There is not enough memory for %s.", path);
  good = good && read_root(&ardour, error);
  if (good) {
    read_session(&ardour);
  }
  good = good ? xml_close(&ardour.xml, error) : (xml_close(&ardour.xml, NULL), false);
  if (good) {
    ardour_make_wires(&ardour);
    map_identify(ardour.map);
    good = !ardour.map->is_too_large || map_fail(error, "%s is larger than any session can be.", path);
  }
  release(&ardour);
  if (!good) {
    map_free(ardour.map);
    return NULL;
  }
  return ardour.map;
}
