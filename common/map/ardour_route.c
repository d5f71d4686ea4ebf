// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/ardour_parts.h"

#include <string.h>

/* Words among the flags of a route, and what they make of it; the first that is there counts. */
static const struct {
  const char* flag;
  MapStripKind kind;
} kinds[] = {
  {"MasterOut", MAP_MASTER}, {"SurroundMaster", MAP_MASTER}, {"MonitorOut", MAP_MONITOR}, {"FoldbackBus", MAP_CUE},
  {"AudioTrack", MAP_TRACK}, {"MidiTrack", MAP_TRACK},       {"AudioBus", MAP_BUS},       {"MidiBus", MAP_BUS}};

/* A Route says what it is in its PresentationInfo; up to Ardour 4, by flags of its own, and by having a playlist. */
static void set_kind(MapStrip* strip, const char* flags) {
  for (size_t i = 0; flags && i < sizeof(kinds) / sizeof(kinds[0]); ++i) {
    if (strstr(flags, kinds[i].flag)) {
      strip->kind = kinds[i].kind;
      return;
    }
  }
}

static bool same(const char* a, const char* b) {
  return a && !strcmp(a, b);
}

static void read_controllable(Ardour* ardour, uint32_t strip) {
  Xml* xml = &ardour->xml;
  const char* name = xml_attribute(xml, "name");
  if (same(name, "solo")) {
    const bool soloed = xml_number(xml, "value", 0.0) > 0.0;
    ardour->map->strips[strip].soloed = xml_flag(xml, "self-solo", soloed);
  } else if (same(name, "mute")) {
    ardour->map->strips[strip].muted = xml_number(xml, "value", 0.0) > 0.0;
  }
}

static bool has_connection(Xml* xml) {
  bool found = false;
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    found |= xml_is(xml, "Connection");
  }
  return found;
}

uint32_t ardour_read_io(Ardour* ardour, MapEnd end, uint32_t send, bool is_output) {
  Xml* xml = &ardour->xml;
  uint32_t n = 0;
  for (XmlInside ports = xml_inside(xml); xml_next(xml, &ports);) {
    if (!xml_is(xml, "Port")) {
      continue;
    }
    if (same(xml_attribute(xml, "type"), "midi")) {
      ardour->map->strips[end.strip].hears_midi |= !is_output && has_connection(xml);
      continue;
    }
    const ArdourPort port = {{end.strip, end.plugin, end.channel + n}, send, is_output};
    const uint32_t number = ardour->ports.n;
    if (!ardour_list_add(ardour, &ardour->ports, &port, sizeof(port))) {
      continue;
    }
    lookup_note(ardour->map, ardour->port_of_name, xml_attribute(xml, "name"), number);
    ++n;
    for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
      if (xml_is(xml, "Connection")) {
        const ArdourConnection connection = {number, map_text(ardour->map, xml_attribute(xml, "other"))};
        ardour_list_add(ardour, &ardour->connections, &connection, sizeof(connection));
      }
    }
  }
  return n;
}

static void read_route_io(Ardour* ardour, uint32_t strip) {
  const bool is_output = same(xml_attribute(&ardour->xml, "direction"), "Output");
  const uint32_t n = ardour_read_io(ardour, (MapEnd){strip, MAP_NONE, 0}, MAP_NONE, is_output);
  if (is_output) {
    ardour->map->strips[strip].n_outputs = n;
  } else {
    ardour->width = ardour->map->strips[strip].n_inputs = n;
  }
}

bool ardour_is_automated(Ardour* ardour, const char* id) {
  Xml* xml = &ardour->xml;
  bool is_automated = false;
  for (XmlInside lists = xml_inside(xml); xml_next(xml, &lists);) {
    const bool is_it = xml_is(xml, "AutomationList") && (!id || same(xml_attribute(xml, "automation-id"), id));
    const char* state = is_it ? xml_attribute(xml, "state") : NULL;
    is_automated |= state && strcmp(state, "Off") != 0;
  }
  return is_automated;
}

static void read_inside(Ardour* ardour, uint32_t strip, bool* is_behind_fader) {
  Xml* xml = &ardour->xml;
  if (xml_is(xml, "PresentationInfo")) {
    set_kind(&ardour->map->strips[strip], xml_attribute(xml, "flags"));
  } else if (xml_is(xml, "Controllable")) {
    read_controllable(ardour, strip);
  } else if (xml_is(xml, "MuteMaster")) {
    ardour->map->strips[strip].muted |= xml_flag(xml, "muted", false);
  } else if (xml_is(xml, "IO")) {
    read_route_io(ardour, strip);
  } else if (xml_is(xml, "Automation")) {
    ardour->mute_is_automated |= ardour_is_automated(ardour, "mute");
  } else if (xml_is(xml, "Comment")) {
    ardour->map->strips[strip].comment = map_text(ardour->map, xml_text(xml));
  } else if (xml_is(xml, "Processor")) {
    ardour_read_processor(ardour, strip, is_behind_fader);
  } else if (xml_is(xml, "Slavable")) {
    for (XmlInside masters = xml_inside(xml); xml_next(xml, &masters);) {
      const ArdourReference link = {strip, map_text(ardour->map, xml_attribute(xml, "number"))};
      ardour_list_add(ardour, &ardour->vca_links, &link, sizeof(link));
    }
  }
}

void ardour_read_route(Ardour* ardour) {
  Xml* xml = &ardour->xml;
  if (same(xml_attribute(xml, "name"), "auditioner")) {
    return;
  }
  const bool is_track = xml_attribute(xml, "audio-playlist") || xml_attribute(xml, "midi-playlist") ||
                        xml_attribute(xml, "diskstream-id");
  const uint32_t strip = map_add_strip(ardour->map, is_track ? MAP_TRACK : MAP_BUS, xml_attribute(xml, "name"));
  if (strip == MAP_NONE) {
    return;
  }
  lookup_note(ardour->map, ardour->strip_of_id, xml_attribute(xml, "id"), strip);
  set_kind(&ardour->map->strips[strip], xml_attribute(xml, "flags"));
  ardour->map->strips[strip].active = xml_flag(xml, "active", true);
  ardour->width = 0;
  ardour->mute_is_automated = false;
  bool is_behind_fader = false;
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    read_inside(ardour, strip, &is_behind_fader);
  }
  ardour->map->strips[strip].muted &= !ardour->mute_is_automated;
}
