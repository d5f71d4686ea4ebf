// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The busses and groups of ports that a host finds in the bundle are the sections of the port tables. */

#include "tests/lv2/rdf.h"

#include <lv2/core/lv2.h>
#include <lv2/port-groups/port-groups.h>

#include <stdio.h>
#include <string.h>

#define RDFS_LABEL "http://www.w3.org/2000/01/rdf-schema#label"
#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

/* The section whose group a port is in. */
static const PortSection* group_section(const Subject* subject, const Port* port) {
  const PortFamily* family = subject->family;
  return &family->sections[ports_group_section(family, (unsigned)(port->section - family->sections))];
}

static bool is_audio_section(const PortSection* section) {
  return section->role != GROUP_NONE && section->role != GROUP_CONTROLS;
}

static unsigned section_channels(const Subject* subject, const PortSection* section) {
  return subject->variant->shape[section - subject->family->sections].channels;
}

/* The group that a port says it is in; "" for none. */
static void port_group(const Subject* subject, const Port* port, char uri[RDF_TEXT_SIZE]) {
  rdf_port_text(subject, port, LV2_PORT_GROUPS__group, uri);
}

static void check_property(const Subject* subject, const char* group, const char* predicate, const char* expected) {
  char text[RDF_TEXT_SIZE];
  rdf_text(subject, group, predicate, text);
  CHECK(!strcmp(text, expected), "group %s has the %s \"%s\", not \"%s\"", group, predicate, text, expected);
}

static void check_group(const Subject* subject, const Port* port, const char* group) {
  const PortSection* section = group_section(subject, port);
  char text[PORTS_TEXT_SIZE];
  CHECK(group[0], "is in no group");
  CHECK(!strncmp(group, subject->variant->uri, strlen(subject->variant->uri)), "its group %s is not the plugin's own",
        group);
  ports_expand(section->symbol, port->copy, text);
  check_property(subject, group, LV2_CORE__symbol, text);
  ports_expand(section->name, port->copy, text);
  check_property(subject, group, LV2_CORE__name, text);
  check_property(subject, group, RDFS_LABEL, text);
  if (is_audio_section(section)) {
    const bool stereo = section_channels(subject, section) > 1;
    const char* layout = stereo ? LV2_PORT_GROUPS__StereoGroup : LV2_PORT_GROUPS__MonoGroup;
    const char* way = port_is_input(port->spec) ? LV2_PORT_GROUPS__InputGroup : LV2_PORT_GROUPS__OutputGroup;
    CHECK(rdf_has(subject, group, RDF_TYPE, layout), "its group is no %s", layout);
    CHECK(rdf_has(subject, group, RDF_TYPE, way), "its group is no %s", way);
  } else {
    CHECK(rdf_has(subject, group, RDF_TYPE, LV2_PORT_GROUPS__Group), "its group is no %s", LV2_PORT_GROUPS__Group);
  }
}

static void test_are_the_sections_of_the_table(const Subject* subject) {
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const Port* port = &subject->ports[i];
    char group[RDF_TEXT_SIZE];
    suite_note("port %u", i);
    port_group(subject, port, group);
    if (group_section(subject, port)->role == GROUP_NONE) {
      CHECK(!group[0], "is in the group %s, and in none in the table", group);
    } else {
      check_group(subject, port, group);
    }
  }
}

/* Below, at or above 0, as the group of a port comes before that of another in the table, is it, or comes after. */
static int table_order(const Subject* subject, const Port* a, const Port* b) {
  const PortSection* section_a = group_section(subject, a);
  const PortSection* section_b = group_section(subject, b);
  if (section_a != section_b) {
    return section_a < section_b ? -1 : 1;
  }
  return (a->copy > b->copy) - (a->copy < b->copy);
}

/* By their URIs, too, groups sort as in the table: jalv shows them in that order. */
static void test_are_one_for_each_copy_in_order(const Subject* subject) {
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    for (unsigned j = 0; j < i; ++j) {
      const Port* a = &subject->ports[i];
      const Port* b = &subject->ports[j];
      char of_a[RDF_TEXT_SIZE];
      char of_b[RDF_TEXT_SIZE];
      port_group(subject, a, of_a);
      port_group(subject, b, of_b);
      const int order = strcmp(of_a, of_b);
      CHECK(!of_a[0] || !of_b[0] || (order > 0) - (order < 0) == table_order(subject, a, b),
            "ports %u and %u are in the groups %s and %s", j, i, of_b, of_a);
    }
  }
}

static void test_say_which_side_an_audio_port_is(const Subject* subject) {
  static const char* const stereo[] = {LV2_PORT_GROUPS__left, LV2_PORT_GROUPS__right};
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const Port* port = &subject->ports[i];
    if (port->spec->kind == PORT_AUDIO_IN || port->spec->kind == PORT_AUDIO_OUT) {
      const char* side = port->channels > 1 ? stereo[port->channel] : LV2_PORT_GROUPS__center;
      CHECK(rdf_port_has(subject, port, LV2_CORE__designation, side), "port %u is not designated %s", i, side);
      CHECK(rdf_port_count(subject, port, LV2_CORE__designation) == 1, "port %u has two designations", i);
    }
  }
}

/* The main input (output) of the plugin is the group of the first copy of its main section, and that comes first among
   audio inputs (outputs). */
static void check_main(const Subject* subject, GroupRole role, PortKind kind, const char* predicate) {
  const Port* first = NULL;
  const Port* first_main = NULL;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const Port* port = &subject->ports[i];
    first = !first && port->spec->kind == kind ? port : first;
    first_main = !first_main && port->section->role == role ? port : first_main;
  }
  char group[RDF_TEXT_SIZE] = "";
  char main_group[RDF_TEXT_SIZE];
  rdf_plugin_text(subject, predicate, main_group);
  CHECK(first_main, "its table has no section that is its %s", predicate);
  CHECK(first == first_main, "its %s does not come first", predicate);
  port_group(subject, first_main, group);
  CHECK(!strcmp(group, main_group), "its %s is \"%s\", not %s", predicate, main_group, group);
}

static void test_main_busses_come_first(const Subject* subject) {
  check_main(subject, GROUP_MAIN_IN, PORT_AUDIO_IN, LV2_PORT_GROUPS__mainInput);
  check_main(subject, GROUP_MAIN_OUT, PORT_AUDIO_OUT, LV2_PORT_GROUPS__mainOutput);
}

static void test_keys_are_side_chains_of_the_main_input(const Subject* subject) {
  char main_group[RDF_TEXT_SIZE];
  rdf_plugin_text(subject, LV2_PORT_GROUPS__mainInput, main_group);
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const Port* port = &subject->ports[i];
    char group[RDF_TEXT_SIZE];
    port_group(subject, port, group);
    const bool is_key = group[0] && rdf_has(subject, group, LV2_PORT_GROUPS__sideChainOf, main_group);
    CHECK(is_key == (port->section->role == GROUP_SIDECHAIN), "the group of port %u %s %s", i, is_key ? "is" : "is not",
          LV2_PORT_GROUPS__sideChainOf);
  }
}

int main(void) {
  const SuiteTest tests[] = {
    {"groups are the sections of the table", test_are_the_sections_of_the_table},
    {"groups are one for each copy, in order", test_are_one_for_each_copy_in_order},
    {"groups say which side an audio port is", test_say_which_side_an_audio_port_is},
    {"main busses come first", test_main_busses_come_first},
    {"keys are side chains of the main input", test_keys_are_side_chains_of_the_main_input},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
