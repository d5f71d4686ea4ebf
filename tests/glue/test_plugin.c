// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the glue does for every plugin, seen on a made-up one that counts its runs: features and extensions reach its
   hooks, and other threads see its values as they were in one run. To be run under ThreadSanitizer, too. */

#include "common/lv2/plugin.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SECTION_IN, SECTION_STRIP, SECTION_MAIN };

enum { IN_AUDIO };

enum { STRIP_CONTROL, STRIP_READING };

enum { MAIN_READING, MAIN_METER };

enum { COPIES = 3, N_PORTS = 2 + 2 * COPIES + 3 };

static const PortSpec in_specs[] = {SPEC_AUDIO(PORT_AUDIO_IN, "in", "In", "In", "")};

static const PortSpec strip_specs[] = {
  [STRIP_CONTROL] = SPEC_RANGE("control_{n}", "Control {n}", "C {n}", UNIT_NONE, 0.0f, 1e6f, 5.0f, ""),
  [STRIP_READING] = SPEC_READING("reading_{n}", "Reading {n}", "R {n}", 0.0f, 1e6f, 0, ""),
};

static const PortSpec main_specs[] = {
  [MAIN_READING] = SPEC_READING("reading", "Reading", "Reading", 0.0f, 1e6f, 0, ""),
  [MAIN_METER] = SPEC_METER("meter", "Meter", "Meter", PORT_PER_CHANNEL, ""),
};

static const PortSection sections[] = {
  [SECTION_IN] = SPEC_SECTION(GROUP_MAIN_IN, "in", "In", in_specs),
  [SECTION_STRIP] = SPEC_SECTION(GROUP_CONTROLS, "strip_{n}", "Strip {n}", strip_specs),
  [SECTION_MAIN] = SPEC_SECTION(GROUP_CONTROLS, "main", "Main", main_specs),
};

static const PortVariant variants[] = {
  {SIGNALBOX_URI "counter", "Counter", {[SECTION_IN] = {1, 2}, [SECTION_STRIP] = {COPIES, 2}, [SECTION_MAIN] = {1, 2}}},
};

static const PortFamily counter_family = {
  .name = "counter", .sections = sections, .n_sections = 3, .variants = variants, .n_variants = 1};

typedef struct {
  float control[COPIES];
} CounterParams;

typedef struct {
  CounterParams params;
  unsigned n_sets;
  float n_runs;
} Counter;

static void* engine_new(const PortVariant* variant, double rate_hz) {
  (void)variant;
  (void)rate_hz;
  return calloc(1, sizeof(Counter));
}

static void engine_reset(void* engine) {
  memset(engine, 0, sizeof(Counter));
}

static void run(const Plugin* plugin, uint32_t n_frames) {
  Counter* counter = (Counter*)plugin->engine;
  (void)n_frames;
  if (plugin->any_changed) {
    ++counter->n_sets;
    plugin_controls(plugin, SECTION_STRIP, STRIP_CONTROL, counter->params.control);
  }
  ++counter->n_runs;
  const float runs[COPIES] = {counter->n_runs, counter->n_runs, counter->n_runs};
  const float peaks[2] = {1.0f, 0.0f};
  plugin_report_copies(plugin, SECTION_STRIP, STRIP_READING, runs);
  plugin_report(plugin, SECTION_MAIN, 0, MAIN_READING, counter->n_runs);
  plugin_report_peaks(plugin, SECTION_MAIN, MAIN_METER, peaks);
}

static unsigned n_features, n_attached, n_detached;
static bool refuses;

static bool attach(Plugin* plugin, const LV2_Feature* const* features) {
  ++n_attached;
  for (n_features = 0; features[n_features]; ++n_features) {
    plugin->attachment = features[n_features]->data;
  }
  return !refuses;
}

static void detach(Plugin* plugin) {
  (void)plugin;
  ++n_detached;
}

static const void* extension(const char* uri) {
  return strcmp(uri, "urn:test:known") ? NULL : &counter_family;
}

const PluginType plugin_type = {
  .family = &counter_family,
  .params_size = sizeof(CounterParams),
  .engine_new = engine_new,
  .engine_free = free,
  .engine_reset = engine_reset,
  .run = run,
  .attach = attach,
  .detach = detach,
  .extension = extension,
};

static LV2_Handle instantiate(const LV2_Feature* const* features) {
  const LV2_Descriptor* descriptor = lv2_descriptor(0);
  n_attached = n_detached = 0;
  return descriptor->instantiate(descriptor, 48000.0, "", features);
}

static void test_features_reach_the_plugin(void** state) {
  (void)state;
  int data = 0;
  const LV2_Feature first = {"urn:test:first", NULL};
  const LV2_Feature second = {"urn:test:second", &data};
  const LV2_Feature* const features[] = {&first, &second, NULL};
  Plugin* plugin = (Plugin*)instantiate(features);
  assert_non_null(plugin);
  assert_int_equal(n_features, 2);
  assert_ptr_equal(plugin->attachment, &data);
  assert_int_equal(n_detached, 0);
  lv2_descriptor(0)->cleanup(plugin);
  assert_int_equal(n_attached, 1);
  assert_int_equal(n_detached, 1);
}

static void test_a_host_may_have_no_features(void** state) {
  (void)state;
  Plugin* plugin = (Plugin*)instantiate(NULL);
  assert_non_null(plugin);
  assert_int_equal(n_features, 0);
  assert_null(plugin->attachment);
  lv2_descriptor(0)->cleanup(plugin);
}

static void test_a_plugin_may_refuse(void** state) {
  (void)state;
  refuses = true;
  assert_null(instantiate(NULL));
  refuses = false;
  assert_int_equal(n_attached, 1);
  assert_int_equal(n_detached, 1);
}

static void test_extensions_are_the_plugin_s(void** state) {
  (void)state;
  assert_ptr_equal(lv2_descriptor(0)->extension_data("urn:test:known"), &counter_family);
  assert_null(lv2_descriptor(0)->extension_data("urn:test:unknown"));
}

static void test_is_set_only_when_a_control_changes(void** state) {
  (void)state;
  float control = 7.0f;
  Plugin* plugin = (Plugin*)instantiate(NULL);
  assert_non_null(plugin);
  const LV2_Descriptor* descriptor = lv2_descriptor(0);
  const Counter* counter = (const Counter*)plugin->engine;
  descriptor->connect_port(plugin, 2, &control);
  descriptor->activate(plugin);
  descriptor->run(plugin, 64);
  descriptor->run(plugin, 64);
  assert_int_equal(counter->n_sets, 1);
  assert_true(counter->params.control[0] == 7.0f);
  assert_true(counter->params.control[1] == 5.0f);
  control = 8.0f;
  descriptor->run(plugin, 0);  // no frame has had it yet
  descriptor->run(plugin, 64);
  descriptor->run(plugin, 64);
  assert_int_equal(counter->n_sets, 3);
  assert_true(counter->params.control[0] == 8.0f);
  descriptor->cleanup(plugin);
}

typedef struct {
  Plugin* plugin;
  float control;
  float readings[N_PORTS];
  atomic_bool done;
} Audio;

static void audio_connect(Audio* audio) {
  const LV2_Descriptor* descriptor = lv2_descriptor(0);
  Port ports[N_PORTS];
  assert_int_equal(ports_list(&counter_family, &variants[0], ports), N_PORTS);
  for (unsigned i = 0; i < N_PORTS; ++i) {
    if (ports[i].spec->kind == PORT_CONTROL_IN) {
      descriptor->connect_port(audio->plugin, i, &audio->control);
    } else if (ports[i].spec == &main_specs[MAIN_READING]) {
      descriptor->connect_port(audio->plugin, i, NULL);
    } else if (ports[i].spec->kind == PORT_CONTROL_OUT) {
      descriptor->connect_port(audio->plugin, i, &audio->readings[i]);
    }
  }
  descriptor->activate(audio->plugin);
}

/* Every control of run n is n, and so is every reading. */
static void* run_on(void* data) {
  Audio* audio = (Audio*)data;
  while (!atomic_load(&audio->done)) {
    audio->control += 1.0f;
    lv2_descriptor(0)->run(audio->plugin, 64);
    sched_yield();
  }
  return NULL;
}

static void check_is_of_one_run(const Plugin* plugin, const float* values) {
  const PortView view = port_view(plugin->view.family, plugin->view.variant, values);
  const float n = port_view_value(&view, SECTION_MAIN, 0, MAIN_READING, 0);
  assert_true(n >= 1.0f);
  for (unsigned i = 0; i < COPIES; ++i) {
    assert_true(port_view_value(&view, SECTION_STRIP, i, STRIP_CONTROL, 0) == n);
    assert_true(port_view_value(&view, SECTION_STRIP, i, STRIP_READING, 0) == n);
  }
  assert_true(port_view_value(&view, SECTION_MAIN, 0, MAIN_METER, 0) == 0.0f);
  assert_true(port_view_value(&view, SECTION_MAIN, 0, MAIN_METER, 1) == METER_FLOOR_DB);
}

static void test_another_thread_sees_one_run(void** state) {
  (void)state;
  enum { N_READS = 5000, N_DIFFERENT = 200, MOST_VALUES = 64 };
  Audio audio = {.plugin = (Plugin*)instantiate(NULL), .control = 0.0f};
  pthread_t thread;
  float values[MOST_VALUES];
  unsigned n_different = 0;
  float last = 0.0f;
  assert_non_null(audio.plugin);
  assert_in_range(audio.plugin->view.layout.n_slots, N_PORTS, MOST_VALUES);
  atomic_init(&audio.done, false);
  audio_connect(&audio);
  assert_int_equal(pthread_create(&thread, NULL, run_on, &audio), 0);
  for (unsigned n = 0; n < N_READS || n_different < N_DIFFERENT;) {
    if (plugin_read(audio.plugin, values)) {
      const float run_number = values[audio.plugin->view.layout.base[SECTION_MAIN]];
      check_is_of_one_run(audio.plugin, values);
      n_different += run_number != last;
      last = run_number;
      ++n;
    }
    sched_yield();
  }
  atomic_store(&audio.done, true);
  assert_int_equal(pthread_join(thread, NULL), 0);
  assert_true(audio.readings[N_PORTS - 2] == 0.0f && audio.readings[N_PORTS - 1] == METER_FLOOR_DB);
  lv2_descriptor(0)->cleanup(audio.plugin);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_features_reach_the_plugin),
    cmocka_unit_test(test_a_host_may_have_no_features),
    cmocka_unit_test(test_a_plugin_may_refuse),
    cmocka_unit_test(test_extensions_are_the_plugin_s),
    cmocka_unit_test(test_is_set_only_when_a_control_changes),
    cmocka_unit_test(test_another_thread_sees_one_run),
  };
  return cmocka_run_group_tests_name("plugin", tests, NULL, NULL);
}
