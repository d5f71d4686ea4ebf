// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/carla_parts.h"

#include <string.h>

/* What a Plugin element holds. Texts are the map's; what is not said is as Carla has it at first. */
typedef struct {
  const char *type, *name, *uri, *label, *file, *id;
  bool is_active;
  double volume, dry_wet;
} CarlaPlugin;

static void read_info(Carla* carla, CarlaPlugin* plugin) {
  Xml* xml = &carla->xml;
  const struct {
    const char* element;
    const char** text;
  } fields[] = {{"Type", &plugin->type},     {"Name", &plugin->name},   {"URI", &plugin->uri},
                {"Label", &plugin->label},   {"Setup", &plugin->label}, {"Binary", &plugin->file},
                {"Filename", &plugin->file}, {"UniqueID", &plugin->id}};
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); ++i) {
      if (xml_is(xml, fields[i].element)) {
        *fields[i].text = map_text(carla->map, xml_text(xml));
        break;
      }
    }
  }
}

/* What a control is set to: by its symbol in LV2, by its number in other formats. */
static void read_parameter(Carla* carla, uint32_t plugin) {
  Xml* xml = &carla->xml;
  const char *index = "", *symbol = "";
  double value = 0.0;
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    if (xml_is(xml, "Index")) {
      index = map_text(carla->map, xml_text(xml));
    } else if (xml_is(xml, "Symbol")) {
      symbol = map_text(carla->map, xml_text(xml));
    } else if (xml_is(xml, "Value")) {
      value = number_of(xml_text(xml), 0.0);
    }
  }
  map_add_control(carla->map, plugin, *symbol ? symbol : index, value);
}

static void read_data(Carla* carla, CarlaPlugin* plugin, uint32_t number) {
  Xml* xml = &carla->xml;
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    if (xml_is(xml, "Active")) {
      plugin->is_active = flag_of(xml_text(xml), true);
    } else if (xml_is(xml, "Volume")) {
      plugin->volume = number_of(xml_text(xml), 1.0);
    } else if (xml_is(xml, "DryWet")) {
      plugin->dry_wet = number_of(xml_text(xml), 1.0);
    } else if (xml_is(xml, "Parameter")) {
      read_parameter(carla, number);
    }
  }
}

/* What tells a plugin of its format apart. */
static const char* identity(const CarlaPlugin* plugin) {
  const char* const texts[] = {plugin->uri, plugin->label, plugin->id, plugin->file};
  size_t i = 0;
  while (i + 1 < sizeof(texts) / sizeof(*texts) && !*texts[i]) {
    ++i;
  }
  return texts[i];
}

/* A plugin that is not active gives nothing in Carla; one that is all dry passes its inputs on. */
static void fill_strip(Carla* carla, uint32_t strip, const CarlaPlugin* plugin) {
  MapStrip* s = &carla->map->strips[strip];
  MapPlugin* p = &carla->map->plugins[s->first_plugin];
  s->name = plugin->name;
  s->active = plugin->is_active;
  s->has_fader = plugin->volume != 1.0;
  s->gain = plugin->volume;
  p->uri = identity(plugin);
  p->format = plugin->type;
  p->active = plugin->dry_wet > 0.0;
}

void carla_read_plugin(Carla* carla) {
  Xml* xml = &carla->xml;
  CarlaPlugin plugin = {.type = "",
                        .name = "",
                        .uri = "",
                        .label = "",
                        .file = "",
                        .id = "",
                        .is_active = true,
                        .volume = 1.0,
                        .dry_wet = 1.0};
  const uint32_t strip = map_add_strip(carla->map, MAP_PLUGIN, "");
  const uint32_t number = map_add_plugin(carla->map, strip, "", "", "");
  if (number == MAP_NONE) {
    return;
  }
  for (XmlInside inside = xml_inside(xml); xml_next(xml, &inside);) {
    if (xml_is(xml, "Info")) {
      read_info(carla, &plugin);
    } else if (xml_is(xml, "Data")) {
      read_data(carla, &plugin, number);
    }
  }
  fill_strip(carla, strip, &plugin);
  lookup_note(carla->map, carla->plugin_of_name, plugin.name, strip);
}
