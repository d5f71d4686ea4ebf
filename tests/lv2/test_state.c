// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Presets are states that fit the ports. */

#include "common/host/state.h"
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
  CHECK(number == port_clean(port->spec, number, NAN), "sets %s to %g, which it cannot be", symbol, (double)number);
}

static void test_presets_fit_the_ports(const Subject* subject) {
  char** presets = state_presets(subject->host, subject->plugin);
  for (char** preset = presets; *preset; ++preset) {
    suite_note("preset %s", *preset);
    LilvNode* uri = lilv_new_uri(host_world(subject->host), *preset);
    lilv_world_load_resource(host_world(subject->host), uri);
    LilvState* state = lilv_state_new_from_world(host_world(subject->host), host_map(subject->host), uri);
    CHECK(state, "cannot be read");
    CHECK(lilv_state_get_label(state) && lilv_state_get_label(state)[0], "has no label");
    CHECK(!strcmp(lilv_node_as_uri(lilv_state_get_plugin_uri(state)), subject->variant->uri), "is not of this variant");
    lilv_state_emit_port_values(state, check_preset_value, (void*)subject);
    lilv_state_free(state);
    lilv_node_free(uri);
  }
  state_presets_free(presets);
}

int main(void) {
  const SuiteTest tests[] = {
    {"has presets that fit its ports", test_presets_fit_the_ports},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
