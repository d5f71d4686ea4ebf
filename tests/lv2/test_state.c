// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a session or a preset saves comes back: the same controls, the same sound. */

#include "tests/host/state.h"
#include "tests/lv2/settings.h"
#include "tests/lv2/take.h"

#include <lv2/atom/atom.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RATE_HZ = 48000, MAX_FRAMES = 1024, FRAMES = RATE_HZ / 4, ROUNDS = 8 };

/* Within a range, and a number that lilv's decimals keep whole: a multiple of 1/8. */
static float savable(const PortSpec* spec, float value) {
  const float rounded = roundf(value * 8.0f) / 8.0f + 0.0f;  // no -0
  return rounded >= spec->minimum && rounded <= spec->maximum ? rounded : spec->initial;
}

static void set_savable(const Subject* subject, Instance* instance, Noise* noise) {
  settings_shuffle(subject, instance, noise);
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const PortSpec* spec = subject->ports[i].spec;
    if (spec->kind == PORT_CONTROL_IN) {
      instance_set(instance, i, savable(spec, instance_get(instance, i)));
    }
  }
}

static void check_controls_came_back(const Subject* subject, const Instance* saved, const Instance* restored) {
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    if (subject->ports[i].spec->kind == PORT_CONTROL_IN) {
      const float was = instance_get(saved, i), is = instance_get(restored, i);
      CHECK(!memcmp(&was, &is, sizeof(float)), "port %u comes back as %.9g, not %.9g", i, (double)is, (double)was);
    }
  }
}

/* The second instance plays other settings first, as a host does that restores into a running plugin. */
static void check_round_trip(const Subject* subject, Noise* noise) {
  HostError error;
  Instance* saved = take_instance(subject, RATE_HZ, MAX_FRAMES);
  Instance* restored = take_instance(subject, RATE_HZ, MAX_FRAMES);
  Take* expected = take_new(saved, FRAMES);
  Take* take = take_new(restored, FRAMES);
  take_fill(expected, 1, RATE_HZ);
  take_fill(take, 1, RATE_HZ);
  set_savable(subject, saved, noise);
  take_render(expected, saved, NULL);
  char* turtle = state_save(saved, &error);
  CHECK(turtle, "%s", error.text);
  settings_shuffle(subject, restored, noise);
  take_render(take, restored, NULL);
  CHECK(state_restore(restored, turtle, &error), "%s", error.text);
  check_controls_came_back(subject, saved, restored);
  instance_reset(restored);
  take_render(take, restored, NULL);
  take_check_same(take, expected, 0);
  free(turtle);
  take_free(take);
  take_free(expected);
  instance_free(restored);
  instance_free(saved);
}

static void test_state_comes_back(const Subject* subject) {
  Noise noise = {1};
  for (unsigned round = 0; round < ROUNDS; ++round) {
    suite_note("settings %u", round);
    check_round_trip(subject, &noise);
  }
}

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
    {"comes back from its state", test_state_comes_back},
    {"has presets that fit its ports", test_presets_fit_the_ports},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
