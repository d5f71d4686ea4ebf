// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/ardour_parts.h"

#include <string.h>

enum { MOST_PINS = 4096 };

/* The words for formats in a session, and what people call them. */
static const struct {
  const char *type, *format;
} formats[] = {{"lv2", "LV2"},   {"ladspa", "LADSPA"},   {"luaproc", "Lua"}, {"vst3", "VST3"},
               {"lxvst", "VST"}, {"windows-vst", "VST"}, {"mac-vst", "VST"}, {"audiounit", "AU"}};

static const char* format_of(const char* type) {
  for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); ++i) {
    if (!strcmp(type, formats[i].type)) {
      return formats[i].format;
    }
  }
  return NULL;
}

bool ardour_is_plugin(const char* type) {
  return format_of(type) != NULL;
}

static bool is_audio(Xml* xml) {
  const char* type = xml_attribute(xml, "type");
  return type && !strcmp(type, "audio");
}

static uint32_t read_count(Xml* xml) {
  uint32_t n = 0;
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    const double count = xml_is(xml, "Channels") && is_audio(xml) ? xml_number(xml, "count", 0.0) : 0.0;
    n = count > 0.0 && count < MOST_PINS ? (uint32_t)count : n;
  }
  return n;
}

static void read_pins(Ardour* ardour, MapPins* pins, const char* instance) {
  Xml* xml = &ardour->xml;
  const double number = number_of(instance, 0.0);
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    const double from = xml_number(xml, "from", -1.0), to = xml_number(xml, "to", -1.0);
    if (is_audio(xml) && from >= 0.0 && to >= 0.0 && from < MOST_PINS && to < MOST_PINS && number >= 0.0 &&
        number < MOST_PINS) {
      map_add_pin(ardour->map, pins, (MapPin){(uint32_t)number, (uint32_t)from, (uint32_t)to});
    }
  }
}

/* What a plugin is set to: by symbols in LV2, by numbers in other formats. */
static void read_controls(Ardour* ardour, uint32_t plugin) {
  Xml* xml = &ardour->xml;
  static const char* const names[] = {"symbol", "number", "id"};
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    const double value = xml_number(xml, "value", 0.0);
    for (size_t i = 0; xml_is(xml, "Port") && i < sizeof(names) / sizeof(names[0]); ++i) {
      const char* symbol = xml_attribute(xml, names[i]);
      if (symbol) {
        map_add_control(ardour->map, plugin, symbol, value);
        break;
      }
    }
  }
}

static void read_sidechain(Ardour* ardour, uint32_t strip, uint32_t plugin) {
  Xml* xml = &ardour->xml;
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    if (xml_is(xml, "IO")) {
      ardour->map->plugins[plugin].n_sidechain = ardour_read_io(ardour, (MapEnd){strip, plugin, 0}, MAP_NONE, false);
    }
  }
}

static bool begins(const char* text, const char* start) {
  return !strncmp(text, start, strlen(start));
}

static void read_inside(Ardour* ardour, uint32_t strip, uint32_t plugin) {
  Xml* xml = &ardour->xml;
  MapPlugin* p = &ardour->map->plugins[plugin];
  const char* name = xml_name(xml);
  if (begins(name, "InputMap-")) {
    p->pins_known = true;
    read_pins(ardour, &p->pins_in, name + strlen("InputMap-"));
  } else if (begins(name, "OutputMap-")) {
    read_pins(ardour, &p->pins_out, name + strlen("OutputMap-"));
  } else if (!strcmp(name, "ThruMap")) {
    read_pins(ardour, &p->pins_thru, NULL);
  } else if (!strcmp(name, "ConfiguredInput")) {
    p->n_channels = read_count(xml);
  } else if (!strcmp(name, "ConfiguredOutput")) {
    ardour->width = read_count(xml);
  } else if (!strcmp(name, "Processor")) {
    read_sidechain(ardour, strip, plugin);
  } else if (!strcmp(name, "Automation")) {
    p->is_unset |= ardour_is_automated(ardour, NULL);
  } else if (format_of(name)) {
    read_controls(ardour, plugin);
  }
}

void ardour_read_plugin(Ardour* ardour, uint32_t strip, const char* type) {
  Xml* xml = &ardour->xml;
  const char* format = format_of(type);
  const bool active = xml_flag(xml, "active", true);
  const double count = xml_number(xml, "count", 1.0);
  const uint32_t plugin = map_add_plugin(ardour->map, strip, xml_attribute(xml, "name"), "", format);
  if (plugin == MAP_NONE) {
    return;
  }
  ardour->map->plugins[plugin].uri = map_text(ardour->map, xml_attribute(xml, "unique-id"));
  ardour->map->plugins[plugin].active = active;
  ardour->map->plugins[plugin].n_instances = count >= 1.0 && count < MOST_PINS ? (uint32_t)count : 1;
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    read_inside(ardour, strip, plugin);
  }
}
