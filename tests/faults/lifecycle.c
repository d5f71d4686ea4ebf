// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* From instantiation to clean-up: nothing leaks, no memory is no crash, state comes back, and the shared object shows
   no more than it must. */

#include "common/host/state.h"
#include "tests/faults/calls.h"
#include "tests/faults/fault_fixture.h"
#include "tests/faults/rows.h"

#include <lv2/core/lv2.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CYCLES = 200, WARM_UP = 20, MOST_ALLOCATIONS = 100000, STATES = 8 };

static const FaultFixture fixture = {.rate_hz = 48000.0, .max_frames = 1024, .n_frames = 12000};

static void live_once(const Subject* subject, uint64_t seed) {
  Instance* instance = fault_instance(subject, &fixture, seed);
  instance_run(instance, 64);
  instance_free(instance);
}

/* One instance stays, so that the object stays loaded, as it does in a session. */
void lifecycle_check_leaks(const Subject* subject) {
  Instance* resident = fault_instance(subject, &fixture, 0);
  const unsigned n_cycles = suite_rounds(CYCLES);
  for (unsigned i = 0; i < WARM_UP; ++i) {
    live_once(subject, i);
  }
  const long before = calls_n_blocks();
  for (unsigned i = 0; i < n_cycles; ++i) {
    live_once(subject, i);
  }
  const long leaked = calls_n_blocks() - before;
  CHECK(leaked < 1, "leaves %ld blocks of memory after %u lives", leaked, n_cycles);
  instance_free(resident);
}

/* Instantiates while the k-th allocation fails. Returns whether there were as many. */
static bool instantiate_without(Instance* instance, const char* path, unsigned k) {
  const LV2_Descriptor* descriptor = lilv_instance_get_descriptor(instance_lilv(instance));
  const long before = calls_n_blocks();
  calls_fail_allocation(k);
  LV2_Handle handle = descriptor->instantiate(descriptor, fixture.rate_hz, path, instance_features(instance));
  const bool has_failed = calls_fail_allocation(0);
  CHECK(!has_failed || !handle, "gives an instance");
  if (handle) {
    descriptor->cleanup(handle);
  }
  const long leaked = calls_n_blocks() - before;
  CHECK(leaked < 1, "leaves %ld blocks of memory", leaked);
  return has_failed;
}

void lifecycle_check_no_memory(const Subject* subject) {
  if (!calls_are_seen()) {
    suite_skip("is checked by a tool whose allocator does not fail");
  }
  Instance* instance = fault_instance(subject, &fixture, 0);
  char* path = lilv_file_uri_parse(lilv_node_as_uri(lilv_plugin_get_bundle_uri(subject->plugin)), NULL);
  for (unsigned i = 0; i < WARM_UP; ++i) {
    live_once(subject, 0);
  }
  unsigned k = 0;
  do {
    suite_note("allocation %u fails", ++k);
  } while (instantiate_without(instance, path, k) && k < MOST_ALLOCATIONS);
  suite_note("%s", "");
  CHECK(k > 1, "allocates nothing that could fail");
  lilv_free(path);
  instance_free(instance);
}

/* Within a range, and a number that lilv's decimals keep whole: a multiple of 1/8. */
static float savable(const HostPort* port, float value) {
  const float rounded = roundf(value * 8.0f) / 8.0f + 0.0f;  // no -0
  return rounded >= port->minimum && rounded <= port->maximum ? rounded : port->initial;
}

static void set_savable(Instance* instance) {
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    const HostPort* port = instance_port(instance, i);
    if (control_is_settable(port) && !isnan(port->minimum) && !isnan(port->maximum)) {
      instance_set(instance, i, savable(port, instance_get(instance, i)));
    }
  }
}

static void check_controls_came_back(const Instance* saved, const Instance* restored) {
  for (uint32_t i = 0; i < instance_n_ports(saved); ++i) {
    const HostPort* port = instance_port(saved, i);
    if (control_is_settable(port)) {
      const float was = instance_get(saved, i), is = instance_get(restored, i);
      CHECK(!memcmp(&was, &is, sizeof(float)), "%s comes back as %.9g, not %.9g", port->symbol, (double)is,
            (double)was);
    }
  }
}

void lifecycle_check_state(const Subject* subject) {
  HostError error;
  Recording* expected = fault_recording(subject, &fixture, 1);
  Recording* recording = fault_recording(subject, &fixture, 1);
  for (uint64_t seed = 1; seed <= STATES; ++seed) {
    suite_note("settings %u", (unsigned)seed);
    Instance* saved = fault_instance(subject, &fixture, seed);
    Instance* restored = fault_instance(subject, &fixture, 0);
    set_savable(saved);
    char* turtle = state_save(saved, &error);
    CHECK(turtle, "%s", error.text);
    CHECK(state_restore(restored, turtle, &error), "%s", error.text);
    check_controls_came_back(saved, restored);
    recording_render(expected, saved, NULL);
    recording_render(recording, restored, NULL);
    fault_check_same(recording, expected);
    free(turtle);
    instance_free(restored);
    instance_free(saved);
  }
  recording_free(recording);
  recording_free(expected);
}

void lifecycle_check_symbols(const Subject* subject) {
  char* path = lilv_file_uri_parse(lilv_node_as_uri(lilv_plugin_get_library_uri(subject->plugin)), NULL);
  char command[4096];
  snprintf(command, sizeof(command), "nm -D --defined-only --format=just-symbols '%s'", path);
  FILE* pipe = popen(command, "r");
  unsigned n_others = 0, n_descriptors = 0;
  char line[1024], first[sizeof(line)] = "";
  while (pipe && fgets(line, sizeof(line), pipe)) {
    line[strcspn(line, "\n")] = '\0';
    if (!strcmp(line, "lv2_descriptor")) {
      ++n_descriptors;
    } else if (!n_others++) {
      memcpy(first, line, sizeof(line));
    }
  }
  CHECK(pipe && pclose(pipe) == 0 && n_descriptors == 1, "has no lv2_descriptor, or nm cannot read it");
  CHECK(!n_others, "shows %u more symbols than lv2_descriptor, such as %s", n_others, first);
  lilv_free(path);
}
