// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "ttl/describe_family.h"

#include "common/languages/port_words.h"
#include "common/languages/turtle_words.h"
#include "common/turtle/turtle_writer.h"

#include <stdio.h>
#include <stdlib.h>

static const char* const unit_names[] = {
  [UNIT_DB] = "units:db",      [UNIT_HZ] = "units:hz",        [UNIT_MS] = "units:ms",
  [UNIT_PERCENT] = "units:pc", [UNIT_FRAMES] = "units:frame",
};

static void write_number(TurtleWriter* turtle, const PortSpec* spec, const char* predicate, float value) {
  if (spec->flags & (PORT_TOGGLED | PORT_ENUMERATION | PORT_INTEGER)) {
    turtle_integer(turtle, NULL, predicate, (int)value);
  } else {
    turtle_decimal(turtle, predicate, (double)value);
  }
}

static void write_unit(TurtleWriter* turtle, PortUnit unit) {
  if (unit == UNIT_RATIO) {
    turtle_begin(turtle, NULL, "units:unit");
    turtle_uri(turtle, NULL, "rdf:type", "units:Unit");
    turtle_words(turtle, NULL, "rdfs:label", "unit", LANGUAGE_TEXT("unit", "ratio"));
    turtle_text(turtle, NULL, "units:render", "%.1f:1");
    turtle_text(turtle, NULL, "units:symbol", ":1");
    turtle_end(turtle);
  } else if (unit != UNIT_NONE) {
    turtle_uri(turtle, NULL, "units:unit", unit_names[unit]);
  }
}

static void write_scale_points(TurtleWriter* turtle, const PortSpec* spec, unsigned channels) {
  for (const ScalePoint* point = spec->points; point && point->label; ++point) {
    if (channels > 1 || !point->stereo_only) {
      turtle_begin(turtle, NULL, "lv2:scalePoint");
      turtle_words(turtle, NULL, "rdfs:label", scale_point_context(spec), point->label);
      write_number(turtle, spec, "rdf:value", point->value);
      turtle_end(turtle);
    }
  }
}

static void write_properties(TurtleWriter* turtle, const Port* port) {
  static const struct {
    PortFlag flag;
    const char* name;
  } properties[] = {
    {PORT_TOGGLED, "lv2:toggled"}, {PORT_ENUMERATION, "lv2:integer"},        {PORT_ENUMERATION, "lv2:enumeration"},
    {PORT_INTEGER, "lv2:integer"}, {PORT_LOGARITHMIC, "pprops:logarithmic"}, {PORT_LATENCY, "lv2:reportsLatency"},
  };
  for (size_t i = 0; i < sizeof(properties) / sizeof(properties[0]); ++i) {
    if (port->spec->flags & properties[i].flag) {
      turtle_uri(turtle, NULL, "lv2:portProperty", properties[i].name);
    }
  }
  if (port->section->role == GROUP_SIDECHAIN && port->spec->kind == PORT_AUDIO_IN) {
    turtle_uri(turtle, NULL, "lv2:portProperty", "lv2:isSideChain");
    turtle_uri(turtle, NULL, "lv2:portProperty", "lv2:connectionOptional");
  }
}

static void write_designation(TurtleWriter* turtle, const Port* port) {
  const unsigned flags = port->spec->flags;
  const char* designation = NULL;
  if (flags & PORT_ENABLED) {
    designation = "lv2:enabled";
  } else if (flags & PORT_LATENCY) {
    designation = "lv2:latency";
  } else if (port_is_audio(port->spec) && port->spec->kind != PORT_CV_OUT) {
    designation = port->channels == 1 ? "pg:center" : port->channel ? "pg:right" : "pg:left";
  }
  if (designation) {
    turtle_uri(turtle, NULL, "lv2:designation", designation);
  }
}

/* jalv shows groups in the order of their URIs, so these sort as the tables do, from the second to the tenth too. */
static void group_uri(const PortVariant* variant, unsigned section, unsigned copy, char out[PORTS_TEXT_SIZE]) {
  snprintf(out, PORTS_TEXT_SIZE, "%s#group_%02u_%02u", variant->uri, section + 1, copy + 1);
}

/* Carla stores wires by the names of ports, and would lose them in a session that comes from a user of another
   language: those of audio and CV are English for all. */
static void write_names(TurtleWriter* turtle, const Port* port) {
  if (port_is_audio(port->spec)) {
    char text[PORTS_TEXT_SIZE];
    port_name(port, text);
    turtle_text(turtle, NULL, "lv2:name", text);
    port_short_name(port, text);
    turtle_text(turtle, NULL, "lv2:shortName", text);
  } else {
    turtle_port_words(turtle, NULL, "lv2:name", port_name_words(port));
    turtle_port_words(turtle, NULL, "lv2:shortName", port_short_name_words(port));
  }
  turtle_port_words(turtle, NULL, "rdfs:comment", port_comment_words(port));
}

static void write_port(TurtleWriter* turtle, const PortFamily* family, const PortVariant* variant, const Port* port) {
  const unsigned section = (unsigned)(port->section - family->sections);
  const PortSpec* spec = port->spec;
  const bool cv = spec->kind == PORT_CV_OUT;
  char text[PORTS_TEXT_SIZE];
  turtle_begin(turtle, variant->uri, "lv2:port");
  turtle_uri(turtle, NULL, "rdf:type", port_is_input(spec) ? "lv2:InputPort" : "lv2:OutputPort");
  turtle_uri(turtle, NULL, "rdf:type", cv ? "lv2:CVPort" : port_is_audio(spec) ? "lv2:AudioPort" : "lv2:ControlPort");
  turtle_integer(turtle, NULL, "lv2:index", (int)port->index);
  port_symbol(port, text);
  turtle_text(turtle, NULL, "lv2:symbol", text);
  write_names(turtle, port);
  if (cv || !port_is_audio(spec)) {
    write_number(turtle, spec, "lv2:minimum", spec->minimum);
    write_number(turtle, spec, "lv2:maximum", spec->maximum);
    write_number(turtle, spec, "lv2:default", spec->initial);
    write_scale_points(turtle, spec, variant->shape[section].channels);
    write_unit(turtle, spec->unit);
  }
  write_properties(turtle, port);
  write_designation(turtle, port);
  const unsigned group = ports_group_section(family, section);
  if (family->sections[group].role != GROUP_NONE) {
    group_uri(variant, group, port->copy, text);
    turtle_link(turtle, NULL, "pg:group", text);
  }
  turtle_end(turtle);
}

/* The group of the plugin's main input, or false. */
static bool main_input_uri(const PortFamily* family, const PortVariant* variant, char out[PORTS_TEXT_SIZE]) {
  for (unsigned s = 0; s < family->n_sections; ++s) {
    if (family->sections[s].role == GROUP_MAIN_IN) {
      group_uri(variant, s, 0, out);
      return true;
    }
  }
  return false;
}

static void write_group(TurtleWriter* turtle, const PortFamily* family, const PortVariant* variant, unsigned s,
                        unsigned copy) {
  const PortSection* section = &family->sections[s];
  const bool input = section->n_specs && port_is_input(&section->specs[0]);
  char uri[PORTS_TEXT_SIZE];
  char text[PORTS_TEXT_SIZE];
  group_uri(variant, s, copy, uri);
  if (section->role == GROUP_CONTROLS) {
    turtle_uri(turtle, uri, "rdf:type", "pg:Group");
  } else {
    turtle_uri(turtle, uri, "rdf:type", variant->shape[s].channels > 1 ? "pg:StereoGroup" : "pg:MonoGroup");
    turtle_uri(turtle, uri, "rdf:type", input ? "pg:InputGroup" : "pg:OutputGroup");
  }
  ports_expand(section->symbol, copy, text);
  turtle_text(turtle, uri, "lv2:symbol", text);
  turtle_port_words(turtle, uri, "lv2:name", group_name_words(section, copy));
  turtle_port_words(turtle, uri, "rdfs:label", group_name_words(section, copy));
  if (section->role == GROUP_SIDECHAIN && main_input_uri(family, variant, text)) {
    turtle_link(turtle, uri, "pg:sideChainOf", text);
  }
  if (copy == 0 && (section->role == GROUP_MAIN_IN || section->role == GROUP_MAIN_OUT)) {
    turtle_link(turtle, variant->uri, section->role == GROUP_MAIN_IN ? "pg:mainInput" : "pg:mainOutput", uri);
  }
}

/* What all can show in a mixer strip, to hosts that know how (see common/lv2/inline_display.h). */
static void write_inline_display(TurtleWriter* turtle, const PortVariant* variant) {
  turtle_uri(turtle, variant->uri, "lv2:extensionData", "idisp:interface");
  turtle_uri(turtle, variant->uri, "lv2:optionalFeature", "idisp:queue_draw");
  turtle_uri(turtle, variant->uri, "lv2:optionalFeature", "idisp:in_gui");
}

static bool write_variant(TurtleWriter* turtle, const PortFamily* family, const PortVariant* variant) {
  unsigned n_ports;
  Port* ports = ports_new(family, variant, &n_ports);
  if (!ports) {
    return false;
  }
  char text[PORTS_TEXT_SIZE];
  snprintf(text, sizeof(text), "lv2:%s", family->lv2_class);
  turtle_uri(turtle, variant->uri, "rdf:type", "lv2:Plugin");
  turtle_uri(turtle, variant->uri, "rdf:type", text);
  turtle_words(turtle, variant->uri, "doap:name", "plugin", variant->title);
  write_inline_display(turtle, variant);
  for (unsigned i = 0; i < n_ports; ++i) {
    write_port(turtle, family, variant, &ports[i]);
  }
  for (unsigned s = 0; s < family->n_sections; ++s) {
    const bool has_groups = family->sections[s].role != GROUP_NONE && family->sections[s].role != GROUP_JOINED;
    for (unsigned copy = 0; has_groups && copy < variant->shape[s].copies; ++copy) {
      write_group(turtle, family, variant, s, copy);
    }
  }
  free(ports);
  return true;
}

bool describe_family(const char* directory, const PortFamily* family) {
  TurtleWriter* turtle = turtle_open(directory, family->name);
  bool good = turtle != NULL;
  for (unsigned i = 0; good && i < family->n_variants; ++i) {
    good = write_variant(turtle, family, &family->variants[i]);
  }
  return turtle && turtle_close(turtle, good);
}
