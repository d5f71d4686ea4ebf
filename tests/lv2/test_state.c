// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Presets are states that fit the ports, sound the same whatever was set before, and tell people what to do. */

#include "common/host/state.h"
#include "tests/lv2/rdf.h"
#include "tests/lv2/suite.h"

#include <lv2/atom/atom.h>

#include <math.h>
#include <string.h>

static const Port* find_port(const Subject* subject, const char* symbol) {
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    char text[PORTS_TEXT_SIZE];
    port_symbol(&subject->ports[i], text);
    if (!strcmp(text, symbol)) {
      return &subject->ports[i];
    }
  }
  return NULL;
}

static void check_preset_value(const char* symbol, void* user, const void* value, uint32_t size, uint32_t type) {
  const Subject* subject = (const Subject*)user;
  LV2_URID_Map* map = host_map(subject->host);
  const Port* port = find_port(subject, symbol);
  CHECK(port && port->spec->kind == PORT_CONTROL_IN, "sets %s, which is no control", symbol);
  CHECK(type == map->map(map->handle, LV2_ATOM__Float) && size == sizeof(float), "sets %s to no decimal", symbol);
  const float number = *(const float*)value;
  CHECK(number == port_sanitize(port->spec, number, NAN), "sets %s to %g, which it cannot be", symbol, (double)number);
}

static LilvState* load(const Subject* subject, const char* preset) {
  suite_note("preset %s", preset);
  LilvNode* uri = lilv_new_uri(host_world(subject->host), preset);
  lilv_world_load_resource(host_world(subject->host), uri);
  LilvState* state = lilv_state_new_from_world(host_world(subject->host), host_map(subject->host), uri);
  CHECK(state, "cannot be read");
  lilv_node_free(uri);
  return state;
}

static void test_presets_fit_the_ports(const Subject* subject) {
  char** presets = state_presets(subject->host, subject->plugin);
  for (char** preset = presets; *preset; ++preset) {
    LilvState* state = load(subject, *preset);
    CHECK(lilv_state_get_label(state) && lilv_state_get_label(state)[0], "has no label");
    CHECK(!strcmp(lilv_node_as_uri(lilv_state_get_plugin_uri(state)), subject->variant->uri), "is not of this variant");
    lilv_state_emit_port_values(state, check_preset_value, (void*)subject);
    lilv_state_free(state);
  }
  state_presets_free(presets);
}

static void count_value(const char* symbol, void* user, const void* value, uint32_t size, uint32_t type) {
  (void)symbol, (void)value, (void)size, (void)type;
  ++*(unsigned*)user;
}

/* Controls but Enabled, which is the host's. */
static unsigned count_controls(const Subject* subject) {
  unsigned n = 0;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const PortSpec* spec = subject->ports[i].spec;
    n += spec->kind == PORT_CONTROL_IN && !(spec->flags & PORT_ENABLED);
  }
  return n;
}

static void test_presets_set_all_or_say_what_they_leave(const Subject* subject) {
  const unsigned n_controls = count_controls(subject);
  char** presets = state_presets(subject->host, subject->plugin);
  for (char** preset = presets; *preset; ++preset) {
    char comment[RDF_TEXT_SIZE];
    unsigned n_set = 0;
    LilvState* state = load(subject, *preset);
    lilv_state_emit_port_values(state, count_value, &n_set);
    rdf_text(subject, *preset, LILV_NS_RDFS "comment", comment);
    const bool says = strstr(comment, "Leaves ") != NULL;
    CHECK(says == (n_set < n_controls), "sets %u of %u controls, and %s that it leaves any", n_set, n_controls,
          says ? "says" : "does not say");
    lilv_state_free(state);
  }
  state_presets_free(presets);
}

static bool has_one_of(const char* text, const char* const* words) {
  bool found = false;
  for (; *words; ++words) {
    found |= strstr(text, *words) != NULL;
  }
  return found;
}

static void test_presets_say_where_to_wire_them_and_what_to_listen_for(const Subject* subject) {
  static const char* const wiring[] = {"Wire ", "wire ", "On ", "Sum ", NULL};
  static const char* const listening[] = {"Listen ", "listen ", NULL};
  char** presets = state_presets(subject->host, subject->plugin);
  for (char** preset = presets; *preset; ++preset) {
    char comment[RDF_TEXT_SIZE];
    lilv_state_free(load(subject, *preset));
    rdf_text(subject, *preset, LILV_NS_RDFS "comment", comment);
    CHECK(has_one_of(comment, wiring), "does not say where to wire it: %s", comment);
    CHECK(has_one_of(comment, listening), "does not say what to listen for: %s", comment);
  }
  state_presets_free(presets);
}

int main(void) {
  const SuiteTest tests[] = {
    {"has presets that fit its ports", test_presets_fit_the_ports},
    {"has presets that set all, or say what they leave", test_presets_set_all_or_say_what_they_leave},
    {"has presets that say where to wire them", test_presets_say_where_to_wire_them_and_what_to_listen_for},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
