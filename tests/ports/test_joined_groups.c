// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Ports of a later section sit in the groups of the section that it joins: in the Turtle of a made-up family, as hosts
   read it. */

#include "common/ports/specs.h"
#include "common/turtle/turtle_reader.h"
#include "ttl/describe_family.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define LV2 "http://lv2plug.in/ns/lv2core#"
#define PG "http://lv2plug.in/ns/ext/port-groups#"
#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

enum { SECTION_IN, SECTION_STRIP, SECTION_MAIN, SECTION_LOOSE, SECTION_LATER };

static const PortSpec in_specs[] = {SPEC_AUDIO(PORT_AUDIO_IN, "in_{n}", "In {n}", "In {n}", "Audio.")};
static const PortSpec strip_specs[] = {SPEC_LEVEL("gain_{n}", "Gain {n}", "Gain {n}", 0.0f, "A level.")};
static const PortSpec main_specs[] = {SPEC_LEVEL("fader", "Fader", "Fader", 0.0f, "A level.")};
static const PortSpec loose_specs[] = {SPEC_TOGGLE("loose", "Loose", "Loose", 0.0f, "In no group.")};
static const PortSpec later_specs[] = {
  SPEC_RANGE("delay_{n}", "Delay {n}", "Delay {n}", UNIT_MS, 0.0f, 50.0f, 0.0f, "A delay."),
  SPEC_READING("lag_{n}", "Lag {n}", "Lag {n}", -50.0f, 50.0f, 0, "A reading."),
};

static const PortSection sections[] = {
  [SECTION_IN] = SPEC_SECTION(GROUP_MAIN_IN, "in_{n}", "In {n}", in_specs),
  [SECTION_STRIP] = SPEC_SECTION(GROUP_CONTROLS, "strip_{n}", "Strip {n}", strip_specs),
  [SECTION_MAIN] = SPEC_SECTION(GROUP_CONTROLS, "main", "Main", main_specs),
  [SECTION_LOOSE] = {GROUP_NONE, NULL, NULL, loose_specs, SPEC_COUNT(loose_specs)},
  [SECTION_LATER] = {GROUP_JOINED, NULL, NULL, later_specs, SPEC_COUNT(later_specs), .joins = SECTION_STRIP},
};

static const PortVariant variants[] = {
  {SIGNALBOX_URI "joined", "Joined", {{3, 2}, {3, 2}, {1, 2}, {1, 2}, {3, 2}}},
};

static const PortFamily family = {.name = "joined",
                                  .lv2_class = "MixerPlugin",
                                  .sections = sections,
                                  .n_sections = SPEC_COUNT(sections),
                                  .variants = variants,
                                  .n_variants = SPEC_COUNT(variants)};

/* What stands in the file that describe_family() writes. */
static void read_described(Statements* statements) {
  char folder[] = "/tmp/signalbox-joined-XXXXXX";
  char path[64];
  char mistake[STATEMENTS_MISTAKE_SIZE];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof(path), "%s/joined.ttl", folder);
  assert_true(describe_family(folder, &family));
  statements_init(statements);
  const bool good = statements_read(statements, path, NULL, mistake);
  remove(path);
  rmdir(folder);
  if (!good) {
    fail_msg("%s", mistake);
  }
}

/* The node that has a symbol. */
static const SordNode* find_symbol(const Statements* statements, const char* symbol) {
  const SordNode* found = NULL;
  SordIter* all = statements_search(statements, NULL, LV2 "symbol", NULL);
  for (; !sord_iter_end(all); sord_iter_next(all)) {
    if (!strcmp(node_text(sord_iter_get_node(all, SORD_OBJECT)), symbol)) {
      assert_null(found);
      found = sord_iter_get_node(all, SORD_SUBJECT);
    }
  }
  sord_iter_free(all);
  assert_non_null(found);
  return found;
}

static void check_is_in(const Statements* statements, const char* symbol, const char* group_symbol) {
  const SordNode* group = statements_object(statements, find_symbol(statements, symbol), PG "group");
  if (!group_symbol) {
    assert_null(group);
    return;
  }
  assert_non_null(group);
  assert_ptr_equal(group, find_symbol(statements, group_symbol));
}

static void test_later_ports_sit_with_their_strip(void** state) {
  (void)state;
  Statements statements;
  read_described(&statements);
  for (unsigned copy = 0; copy < 3; ++copy) {
    char strip[PORTS_TEXT_SIZE];
    ports_expand("strip_{n}", copy, strip);
    static const char* const ports[] = {"gain_{n}", "delay_{n}", "lag_{n}"};
    for (unsigned i = 0; i < 3; ++i) {
      char symbol[PORTS_TEXT_SIZE];
      ports_expand(ports[i], copy, symbol);
      check_is_in(&statements, symbol, strip);
    }
  }
  check_is_in(&statements, "fader", "main");
  check_is_in(&statements, "loose", NULL);
  statements_free(&statements);
}

static void test_a_joined_section_has_no_groups_of_its_own(void** state) {
  (void)state;
  Statements statements;
  unsigned n_groups = 0;
  read_described(&statements);
  SordIter* all = statements_search(&statements, NULL, RDF_TYPE, PG "Group");
  for (; !sord_iter_end(all); sord_iter_next(all)) {
    ++n_groups;
  }
  sord_iter_free(all);
  assert_int_equal(n_groups, 3 + 1);
  statements_free(&statements);
}

static void test_later_ports_come_last(void** state) {
  (void)state;
  Port ports[20];
  const unsigned n = ports_list(&family, &variants[0], ports);
  assert_int_equal(n, 6 + 3 + 1 + 1 + 6);
  for (unsigned i = 0; i < n; ++i) {
    assert_int_equal(ports[i].section == &sections[SECTION_LATER], i >= n - 6);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_later_ports_sit_with_their_strip),
    cmocka_unit_test(test_a_joined_section_has_no_groups_of_its_own),
    cmocka_unit_test(test_later_ports_come_last),
  };
  return cmocka_run_group_tests_name("joined groups", tests, NULL, NULL);
}
