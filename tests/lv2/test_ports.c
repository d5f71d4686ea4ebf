// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The ports that a host finds in the bundle are those of the port tables, row for row. */

#include "tests/lv2/rdf.h"

#include <lv2/core/lv2.h>
#include <lv2/port-groups/port-groups.h>
#include <lv2/port-props/port-props.h>
#include <lv2/units/units.h>

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define RDFS "http://www.w3.org/2000/01/rdf-schema#"
#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

enum {
  SHORT_NAME_CHARACTERS = 16,
  CUT_CHARACTERS = 7,      // of a name that Carla's strip shows under a knob
  READING_CHARACTERS = 12  // of a name as wide as what a meter shows in bold, such as -11.858 dB
};

static void check_text(const Subject* subject, const Port* port, const char* predicate, const char* expected) {
  char text[RDF_TEXT_SIZE];
  rdf_port_text(subject, port, predicate, text);
  CHECK(!strcmp(text, expected), "%s is \"%s\", not \"%s\"", predicate, text, expected);
}

static void check_kind(const Subject* subject, const Port* port) {
  static const char* const kinds[] = {LV2_CORE__AudioPort, LV2_CORE__CVPort, LV2_CORE__ControlPort};
  const PortKind kind = port->spec->kind;
  const char* expected = kind == PORT_CV_OUT        ? LV2_CORE__CVPort
                         : kind == PORT_CONTROL_IN  ? LV2_CORE__ControlPort
                         : kind == PORT_CONTROL_OUT ? LV2_CORE__ControlPort
                                                    : LV2_CORE__AudioPort;
  for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); ++i) {
    const bool is_a = rdf_port_has(subject, port, RDF_TYPE, kinds[i]);
    CHECK(is_a == !strcmp(kinds[i], expected), "%s a %s", is_a ? "is" : "is not", kinds[i]);
  }
  const bool input = kind == PORT_AUDIO_IN || kind == PORT_CONTROL_IN;
  CHECK(rdf_port_has(subject, port, RDF_TYPE, LV2_CORE__InputPort) == input, "goes the wrong way");
  CHECK(rdf_port_has(subject, port, RDF_TYPE, LV2_CORE__OutputPort) == !input, "goes the wrong way");
  CHECK(rdf_port_count(subject, port, RDF_TYPE) == 2, "is of more than two classes");
}

static void check_every_port(const Subject* subject, void (*check)(const Subject*, const Port*)) {
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    char symbol[PORTS_TEXT_SIZE];
    port_symbol(&subject->ports[i], symbol);
    suite_note("port %u (%s)", i, symbol);
    check(subject, &subject->ports[i]);
  }
}

static void check_port_texts(const Subject* subject, const Port* port) {
  char text[PORTS_TEXT_SIZE];
  port_symbol(port, text);
  check_text(subject, port, LV2_CORE__symbol, text);
  port_name(port, text);
  check_text(subject, port, LV2_CORE__name, text);
  port_short_name(port, text);
  check_text(subject, port, LV2_CORE_PREFIX "shortName", text);
  ports_expand(port->spec->comment, port->copy, text);
  check_text(subject, port, RDFS "comment", text);
  check_kind(subject, port);
}

static void test_are_those_of_the_table(const Subject* subject) {
  const unsigned n_ports = lilv_plugin_get_num_ports(subject->plugin);
  CHECK(n_ports == subject->n_ports, "has %u ports, not %u", n_ports, subject->n_ports);
  CHECK(subject->family->n_sections <= PORTS_MAX_SECTIONS, "has more sections than there is room for");
  check_every_port(subject, check_port_texts);
}

static void check_port_room(const Subject* subject, const Port* port) {
  (void)subject;
  CHECK(port->copy < PORTS_MAX_COPIES, "is of a copy that has no bit");
  CHECK(port->spec - port->section->specs < PORTS_MAX_SPECS, "is of a spec that has no bit");
}

static void test_have_room(const Subject* subject) {
  check_every_port(subject, check_port_room);
}

static void check_port_writing(const Subject* subject, const Port* port) {
  char text[PORTS_TEXT_SIZE];
  char other[PORTS_TEXT_SIZE];
  port_symbol(port, text);
  CHECK(isalpha((unsigned char)text[0]), "its symbol starts with no letter");
  CHECK(strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(text), "its symbol is no plain identifier");
  ports_expand(port->spec->comment, port->copy, text);
  CHECK(strlen(text) > 10 && text[strlen(text) - 1] == '.', "its comment \"%s\" is no sentence", text);
  CHECK(!strpbrk(text, "{}"), "its comment \"%s\" holds a brace", text);
  port_short_name(port, text);
  CHECK(text[0] && strlen(text) <= SHORT_NAME_CHARACTERS, "its short name \"%s\" is longer than %d", text,
        SHORT_NAME_CHARACTERS);
  port_name(port, text);
  CHECK(text[0] && !strpbrk(text, "{}:"), "its name is \"%s\"", text);
  for (unsigned i = 0; i < port->index; ++i) {
    port_name(&subject->ports[i], other);
    CHECK(strcmp(text, other) != 0, "port %u has the same name, \"%s\"", i, text);
  }
  port_symbol(port, text);
  for (unsigned i = 0; i < port->index; ++i) {
    port_symbol(&subject->ports[i], other);
    CHECK(strcmp(text, other) != 0, "port %u has the same symbol", i);
  }
}

static void test_have_unique_well_written_names(const Subject* subject) {
  check_every_port(subject, check_port_writing);
}

static bool is_knob(const PortSpec* spec) {
  return spec->kind == PORT_CONTROL_IN && !(spec->flags & (PORT_TOGGLED | PORT_ENUMERATION));
}

/* What a host cuts names to that has little room; the number of a strip from the tenth on takes one letter more. */
static void cut_name(const Port* port, char out[PORTS_TEXT_SIZE]) {
  port_name(port, out);
  out[CUT_CHARACTERS + (port->copy >= 9)] = '\0';
}

/* Names start with what a control is, then say where: those of a mixer strip that shows the first letters differ. */
static void test_tell_knobs_apart_by_their_first_letters(const Subject* subject) {
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    for (unsigned k = 0; k < i && is_knob(subject->ports[i].spec); ++k) {
      char text[PORTS_TEXT_SIZE];
      char other[PORTS_TEXT_SIZE];
      cut_name(&subject->ports[i], text);
      cut_name(&subject->ports[k], other);
      CHECK(!is_knob(subject->ports[k].spec) || strcmp(text, other) != 0, "ports %u and %u are both \"%s\" when cut", k,
            i, text);
    }
  }
}

/* A window of Ardour gives the readings of a plugin boxes of one width: that of the widest name that lies flat above
   its box, as names of words and of whole numbers do. Names of meters stand upright and make no room. */
static void test_make_room_for_readings(const Subject* subject) {
  size_t widest = 0;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const PortSpec* spec = subject->ports[i].spec;
    if (spec->kind == PORT_CONTROL_OUT && spec->flags & (PORT_ENUMERATION | PORT_INTEGER) &&
        !(spec->flags & PORT_LATENCY)) {
      char name[PORTS_TEXT_SIZE];
      port_name(&subject->ports[i], name);
      widest = strlen(name) > widest ? strlen(name) : widest;
    }
  }
  suite_note("ports");
  CHECK(widest >= READING_CHARACTERS, "the widest name above a reading has %zu letters, not %d", widest,
        READING_CHARACTERS);
}

/* Within what a decimal of seven digits keeps. */
static bool is_number(const LilvNode* node, float expected) {
  return node && fabsf(lilv_node_as_float(node) - expected) <= 1e-6f * fmaxf(1.0f, fabsf(expected));
}

static void check_port_range(const Subject* subject, const Port* port) {
  const PortSpec* spec = port->spec;
  LilvNode *initial, *minimum, *maximum;
  lilv_port_get_range(subject->plugin, rdf_port(subject, port->index), &initial, &minimum, &maximum);
  if (spec->kind == PORT_AUDIO_IN || spec->kind == PORT_AUDIO_OUT) {
    CHECK(!initial && !minimum && !maximum, "is audio and has a range");
    return;
  }
  CHECK(is_number(minimum, spec->minimum), "its minimum is not %g", (double)spec->minimum);
  CHECK(is_number(maximum, spec->maximum), "its maximum is not %g", (double)spec->maximum);
  CHECK(is_number(initial, spec->initial), "its default is not %g", (double)spec->initial);
  CHECK(spec->minimum < spec->maximum, "its range is empty");
  CHECK(spec->minimum <= spec->initial && spec->initial <= spec->maximum, "its default is out of its range");
  CHECK(!(spec->flags & PORT_LOGARITHMIC) || spec->minimum > 0.0f, "is logarithmic from %g", (double)spec->minimum);
  lilv_node_free(initial);
  lilv_node_free(minimum);
  lilv_node_free(maximum);
}

static void test_have_the_ranges_of_the_table(const Subject* subject) {
  check_every_port(subject, check_port_range);
}

static void check_port_properties(const Subject* subject, const Port* port) {
  const unsigned flags = port->spec->flags;
  const bool key = port->section->role == GROUP_SIDECHAIN && port->spec->kind == PORT_AUDIO_IN;
  const struct {
    const char* uri;
    bool expected;
  } properties[] = {
    {LV2_CORE__toggled, flags & PORT_TOGGLED},
    {LV2_CORE__integer, flags & (PORT_INTEGER | PORT_ENUMERATION)},
    {LV2_CORE__enumeration, flags & PORT_ENUMERATION},
    {LV2_PORT_PROPS__logarithmic, flags & PORT_LOGARITHMIC},
    {LV2_CORE__reportsLatency, flags & PORT_LATENCY},
    {LV2_CORE_PREFIX "isSideChain", key},
    {LV2_PORT_PROPS__notOnGUI, false},
  };
  for (size_t i = 0; i < sizeof(properties) / sizeof(properties[0]); ++i) {
    const bool has = rdf_port_has(subject, port, LV2_CORE__portProperty, properties[i].uri);
    CHECK(has == properties[i].expected, "%s the property %s", has ? "has" : "lacks", properties[i].uri);
  }
  const bool is_enabled = rdf_port_has(subject, port, LV2_CORE__designation, LV2_CORE__enabled);
  CHECK(is_enabled == !!(flags & PORT_ENABLED), "%s designated lv2:enabled", is_enabled ? "is" : "is not");
  const bool is_latency = rdf_port_has(subject, port, LV2_CORE__designation, LV2_CORE__latency);
  CHECK(is_latency == !!(flags & PORT_LATENCY), "%s designated lv2:latency", is_latency ? "is" : "is not");
}

static void test_have_the_properties_of_the_table(const Subject* subject) {
  check_every_port(subject, check_port_properties);
  suite_note("ports");
  unsigned n_enabled = 0;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    n_enabled += (subject->ports[i].spec->flags & PORT_ENABLED) != 0;
  }
  CHECK(n_enabled == 1, "%u of them are lv2:enabled, not 1", n_enabled);
}

static bool has_point(const LilvScalePoints* points, const ScalePoint* expected) {
  bool found = false;
  LILV_FOREACH (scale_points, i, points) {
    const LilvScalePoint* point = lilv_scale_points_get(points, i);
    found |= is_number(lilv_scale_point_get_value(point), expected->value) &&
             !strcmp(lilv_node_as_string(lilv_scale_point_get_label(point)), expected->label);
  }
  return found;
}

static void check_port_points(const Subject* subject, const Port* port) {
  const PortSpec* spec = port->spec;
  const unsigned channels = subject->variant->shape[port->section - subject->family->sections].channels;
  LilvScalePoints* points = lilv_port_get_scale_points(subject->plugin, rdf_port(subject, port->index));
  unsigned n_points = 0;
  for (const ScalePoint* point = spec->points; point && point->label; ++point) {
    const bool here = channels > 1 || !point->stereo_only;
    CHECK(has_point(points, point) == here, "%s the scale point \"%s\" at %g", here ? "lacks" : "has", point->label,
          (double)point->value);
    CHECK(point->value >= spec->minimum && point->value <= spec->maximum, "its scale point \"%s\" is out of range",
          point->label);
    n_points += here;
  }
  const unsigned n_found = points ? lilv_scale_points_size(points) : 0;
  CHECK(n_found == n_points, "has %u scale points, not %u", n_found, n_points);
  if (spec->flags & PORT_ENUMERATION) {
    unsigned n_all = 0;
    for (const ScalePoint* point = spec->points; point && point->label; ++point) {
      CHECK(point->value == spec->minimum + (float)n_all++, "its choices leave a gap before \"%s\"", point->label);
    }
    CHECK((float)n_all == spec->maximum - spec->minimum + 1.0f, "has a choice without a name");
  }
  lilv_scale_points_free(points);
}

static void test_have_the_scale_points_of_the_table(const Subject* subject) {
  check_every_port(subject, check_port_points);
}

static void check_port_unit(const Subject* subject, const Port* port) {
  static const char* const units[] = {
    [UNIT_NONE] = "",          [UNIT_DB] = LV2_UNITS__db,      [UNIT_HZ] = LV2_UNITS__hz,
    [UNIT_MS] = LV2_UNITS__ms, [UNIT_PERCENT] = LV2_UNITS__pc, [UNIT_FRAMES] = LV2_UNITS__frame,
  };
  if (port->spec->unit < sizeof(units) / sizeof(units[0])) {
    check_text(subject, port, LV2_UNITS__unit, units[port->spec->unit]);
    return;
  }
  static const char* const parts[] = {LV2_UNITS__render, LV2_UNITS__symbol, RDFS "label"};
  LilvNode* key = lilv_new_uri(host_world(subject->host), LV2_UNITS__unit);
  LilvNode* unit = lilv_port_get(subject->plugin, rdf_port(subject, port->index), key);
  CHECK(unit, "has no unit");
  for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); ++i) {
    LilvNode* part = lilv_new_uri(host_world(subject->host), parts[i]);
    CHECK(lilv_world_ask(host_world(subject->host), unit, part, NULL), "its unit has no %s", parts[i]);
    lilv_node_free(part);
  }
  lilv_node_free(unit);
  lilv_node_free(key);
}

static void test_have_the_units_of_the_table(const Subject* subject) {
  check_every_port(subject, check_port_unit);
}

int main(void) {
  const SuiteTest tests[] = {
    {"ports are those of the table", test_are_those_of_the_table},
    {"ports have room", test_have_room},
    {"ports have unique well-written names", test_have_unique_well_written_names},
    {"knobs are told apart by their first letters", test_tell_knobs_apart_by_their_first_letters},
    {"ports make room for readings", test_make_room_for_readings},
    {"ports have the ranges of the table", test_have_the_ranges_of_the_table},
    {"ports have the properties of the table", test_have_the_properties_of_the_table},
    {"ports have the scale points of the table", test_have_the_scale_points_of_the_table},
    {"ports have the units of the table", test_have_the_units_of_the_table},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
