// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/ardour_parts.h"

#include <string.h>

static bool same(const char* a, const char* b) {
  return a && !strcmp(a, b);
}

/* What is down, but moves, is taken for up. */
static double gain_of(double gain, bool is_automated) {
  return is_automated && gain <= 0.0 ? 1.0 : gain;
}

/* The gain of an amplifier: a fader's, or, up to Ardour 6, a send's. */
static double read_gain(Ardour* ardour) {
  Xml* xml = &ardour->xml;
  double gain = 1.0;
  bool is_automated = false;
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    const char* name = xml_is(xml, "Controllable") ? xml_attribute(xml, "name") : NULL;
    if (same(name, "gaincontrol") || same(name, "gain")) {
      gain = xml_number(xml, "value", gain);
    } else if (xml_is(xml, "Automation")) {
      is_automated |= ardour_is_automated(ardour, "gain");
    }
  }
  return gain_of(gain, is_automated);
}

/* A send has its level, and, where it leads out of the session or into a sidechain, ports of its own. */
static void read_send(Ardour* ardour, uint32_t strip, MapSendKind kind, bool is_behind_fader) {
  Xml* xml = &ardour->xml;
  const bool active = xml_flag(xml, "active", true);
  const uint32_t send = map_add_send(ardour->map, kind, strip, xml_attribute(xml, "name"));
  if (send == MAP_NONE) {
    return;
  }
  MapSend* made = &ardour->map->sends[send];
  made->active = active;
  made->pre_fader = !is_behind_fader;
  made->allows_feedback = xml_flag(xml, "allow-feedback", false);
  made->place = ardour->map->strips[strip].n_plugins;
  made->n_channels = ardour->width;
  if (kind != MAP_SEND_OUT) {
    const ArdourReference target = {send, map_text(ardour->map, xml_attribute(xml, "target"))};
    ardour_list_add(ardour, &ardour->targets, &target, sizeof(target));
  }
  bool is_automated = false;
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    const char* name = xml_is(xml, "Controllable") ? xml_attribute(xml, "name") : NULL;
    if (same(name, "gaincontrol")) {
      ardour->map->sends[send].gain = xml_number(xml, "value", 1.0);
    } else if (xml_is(xml, "Automation")) {
      is_automated |= ardour_is_automated(ardour, "send");
    } else if (xml_is(xml, "Processor") && same(xml_attribute(xml, "type"), "amp")) {
      ardour->map->sends[send].gain = read_gain(ardour);
    } else if (xml_is(xml, "IO") && kind == MAP_SEND_OUT && same(xml_attribute(xml, "direction"), "Output")) {
      ardour_read_io(ardour, (MapEnd){strip, MAP_NONE, 0}, send, true);
    }
  }
  ardour->map->sends[send].gain = gain_of(ardour->map->sends[send].gain, is_automated);
}

static void read_return(Ardour* ardour, uint32_t strip) {
  Xml* xml = &ardour->xml;
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    if (xml_is(xml, "IO") && same(xml_attribute(xml, "direction"), "Input")) {
      ardour_read_io(ardour, (MapEnd){strip, MAP_NONE, 0}, MAP_NONE, false);
    }
  }
}

void ardour_read_processor(Ardour* ardour, uint32_t strip, bool* is_behind_fader) {
  Xml* xml = &ardour->xml;
  const char* type = xml_attribute(xml, "type");
  if (same(type, "amp")) {
    ardour->map->strips[strip].fader_place = ardour->map->strips[strip].n_plugins;
    *is_behind_fader = true;
    ardour->map->strips[strip].gain = read_gain(ardour);
  } else if (same(type, "intsend")) {
    const bool is_listen = same(xml_attribute(xml, "role"), "Listen");
    read_send(ardour, strip, is_listen ? MAP_SEND_LISTEN : MAP_SEND_BUS, *is_behind_fader);
  } else if (same(type, "send")) {
    read_send(ardour, strip, MAP_SEND_OUT, *is_behind_fader);
  } else if (same(type, "return")) {
    read_return(ardour, strip);
  } else if (same(type, "port")) {
    const bool active = xml_flag(xml, "active", true);
    const uint32_t insert = map_add_plugin(ardour->map, strip, xml_attribute(xml, "name"), "", "Insert");
    if (insert != MAP_NONE) {
      ardour->map->plugins[insert].active = active;
    }
  } else if (type && ardour_is_plugin(type)) {
    ardour_read_plugin(ardour, strip, type);
  }
}
