// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Ports that a host leaves unconnected: silence, their default, or nowhere. */

#include "tests/lv2/recording.h"
#include "tests/support/controls.h"

#include <inttypes.h>
#include <string.h>

enum { RATE_HZ = 48000, FRAMES = 2048, BLOCK_FRAMES = 256, SUBSETS = 200, AUDIO_SUBSET_BITS = 10 };

/* Renders a recording with some ports on NULL: those with their place in `unconnected` set. A shuffle is by the seed.
 */
static void render_without(const Subject* subject, Instance* instance, Recording* recording, const bool* unconnected,
                           uint64_t seed) {
  Noise noise = {seed};
  instance_set_defaults(instance);
  controls_shuffle(instance, &noise);
  instance_reset(instance);
  for (uint32_t i = 0; i < subject->n_ports; ++i) {
    instance_connect_own(instance, i);
  }
  for (uint64_t at = 0; at < FRAMES; at += BLOCK_FRAMES) {
    for (uint32_t i = 0; i < recording->n_inputs; ++i) {
      instance_connect(instance, instance_input(instance, i), recording->in[i] + at);
    }
    for (uint32_t i = 0; i < recording->n_outputs; ++i) {
      instance_connect(instance, instance_output(instance, i), recording->out[i] + at);
    }
    for (uint32_t i = 0; i < subject->n_ports; ++i) {
      if (unconnected[i]) {
        instance_connect(instance, i, NULL);
      }
    }
    instance_run(instance, BLOCK_FRAMES);
  }
}

/* Renders what NULL ports stand for: silence, and controls at their defaults. */
static void render_expected(const Subject* subject, Instance* instance, Recording* recording, const bool* unconnected,
                            uint64_t seed) {
  Noise noise = {seed};
  instance_set_defaults(instance);
  controls_shuffle(instance, &noise);
  recording_fill(recording, seed, RATE_HZ);
  uint32_t input = 0;
  for (uint32_t i = 0; i < subject->n_ports; ++i) {
    instance_connect_own(instance, i);
    const PortSpec* spec = subject->ports[i].spec;
    if (spec->kind == PORT_AUDIO_IN) {
      if (unconnected[i]) {
        memset(recording->in[input], 0, FRAMES * sizeof(float));
      }
      ++input;
    } else if (spec->kind == PORT_CONTROL_IN && unconnected[i]) {
      instance_set(instance, i, spec->initial);
    }
  }
  instance_reset(instance);
  recording_render(recording, instance, &(Render){.block_frames = BLOCK_FRAMES});
}

/* The outputs that are connected must be the same in both. */
static void check_without(const Subject* subject, Instance* instance, Recording* recording, Recording* expected,
                          const bool* unconnected, uint64_t seed) {
  recording_fill(recording, seed, RATE_HZ);
  render_without(subject, instance, recording, unconnected, seed);
  render_expected(subject, instance, expected, unconnected, seed);
  memcpy(recording->controls, expected->controls, recording->n_ports * sizeof(float));
  for (uint32_t i = 0; i < recording->n_outputs; ++i) {
    if (unconnected[instance_output(instance, i)]) {
      memcpy(recording->out[i], expected->out[i], FRAMES * sizeof(float));
    }
  }
  recording_check_same(recording, expected, 0);
}

static void with_recordings(const Subject* subject,
                            void (*check)(const Subject*, Instance*, Recording*, Recording*, bool*)) {
  enum { MAX_PORTS = 1024 };
  bool unconnected[MAX_PORTS] = {false};
  CHECK(subject->n_ports <= MAX_PORTS, "has more ports than this test has room for");
  Instance* instance = suite_instance(subject, RATE_HZ, BLOCK_FRAMES);
  Recording* recording = recording_new(instance, FRAMES);
  Recording* expected = recording_new(instance, FRAMES);
  check(subject, instance, recording, expected, unconnected);
  recording_free(expected);
  recording_free(recording);
  instance_free(instance);
}

static void check_each(const Subject* subject, Instance* instance, Recording* recording, Recording* expected,
                       bool* unconnected) {
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    char symbol[PORTS_TEXT_SIZE];
    port_symbol(&subject->ports[i], symbol);
    suite_note("%s unconnected", symbol);
    unconnected[i] = true;
    check_without(subject, instance, recording, expected, unconnected, i);
    unconnected[i] = false;
  }
}

static void test_each_port_may_be_unconnected(const Subject* subject) {
  with_recordings(subject, check_each);
}

static void check_subsets(const Subject* subject, Instance* instance, Recording* recording, Recording* expected,
                          bool* unconnected) {
  Noise noise = {7};
  for (unsigned round = 0; round < SUBSETS; ++round) {
    suite_note("set %u of ports unconnected", round);
    const uint32_t odds = 2 + noise_below(&noise, 8);
    for (unsigned i = 0; i < subject->n_ports; ++i) {
      unconnected[i] = noise_below(&noise, odds) == 0;
    }
    check_without(subject, instance, recording, expected, unconnected, round);
  }
}

static void test_any_ports_may_be_unconnected(const Subject* subject) {
  with_recordings(subject, check_subsets);
}

/* Every set of audio ports where there are few, else random ones. */
static void check_audio_subsets(const Subject* subject, Instance* instance, Recording* recording, Recording* expected,
                                bool* unconnected) {
  Noise noise = {8};
  const uint32_t n_audio = recording->n_inputs + recording->n_outputs;
  const bool is_few = n_audio <= AUDIO_SUBSET_BITS;
  for (uint32_t round = 0; round < 1u << (is_few ? n_audio : AUDIO_SUBSET_BITS); ++round) {
    const uint64_t set = is_few ? round : noise_next(&noise);
    suite_note("set %#" PRIx64 " of audio ports unconnected", set);
    for (uint32_t i = 0; i < recording->n_inputs; ++i) {
      unconnected[instance_input(instance, i)] = (set >> i) & 1u;
    }
    for (uint32_t i = 0; i < recording->n_outputs; ++i) {
      unconnected[instance_output(instance, i)] = (set >> (recording->n_inputs + i)) & 1u;
    }
    check_without(subject, instance, recording, expected, unconnected, round);
  }
}

static void test_any_audio_ports_may_be_unconnected(const Subject* subject) {
  with_recordings(subject, check_audio_subsets);
}

static void check_all(const Subject* subject, Instance* instance, Recording* recording, Recording* expected,
                      bool* unconnected) {
  suite_note("all ports unconnected");
  memset(unconnected, true, subject->n_ports * sizeof(bool));
  check_without(subject, instance, recording, expected, unconnected, 1);
}

static void test_all_ports_may_be_unconnected(const Subject* subject) {
  with_recordings(subject, check_all);
}

/* A host that has connected nothing at all yet. */
static void test_runs_before_anything_is_connected(const Subject* subject) {
  LilvInstance* instance = lilv_plugin_instantiate(subject->plugin, RATE_HZ, NULL);
  CHECK(instance, "cannot be instantiated");
  lilv_instance_activate(instance);
  lilv_instance_run(instance, BLOCK_FRAMES);
  lilv_instance_deactivate(instance);
  lilv_instance_free(instance);
}

int main(void) {
  const SuiteTest tests[] = {
    {"lets each port be unconnected", test_each_port_may_be_unconnected},
    {"lets any ports be unconnected", test_any_ports_may_be_unconnected},
    {"lets any audio ports be unconnected", test_any_audio_ports_may_be_unconnected},
    {"lets all ports be unconnected", test_all_ports_may_be_unconnected},
    {"runs before anything is connected", test_runs_before_anything_is_connected},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
