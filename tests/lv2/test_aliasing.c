// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Any buffer may be any other: outputs on inputs, all ports on one. Inputs are never written otherwise, and nothing is
   read or written past a block. */

#include "tests/lv2/pages.h"
#include "tests/lv2/settings.h"
#include "tests/lv2/take.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RATE_HZ = 48000, BLOCK_FRAMES = 517, BLOCKS = 4, FRAMES = BLOCK_FRAMES * BLOCKS, ROUNDS = 12 };

static void start(const Subject* subject, Instance* instance, uint64_t seed) {
  Noise noise = {seed};
  instance_set_defaults(instance);
  if (seed) {
    settings_shuffle(subject, instance, &noise);
  }
  instance_reset(instance);
}

static void render_apart(const Subject* subject, Instance* instance, Take* take, uint64_t seed) {
  start(subject, instance, seed);
  take_render(take, instance, NULL);
}

/* Renders with each output i on the buffer of input map[i], or on its own where that is UINT32_MAX. */
static void render_on_inputs(const Subject* subject, Instance* instance, Take* take, const uint32_t* map,
                             uint64_t seed) {
  start(subject, instance, seed);
  for (uint64_t at = 0; at < FRAMES; at += BLOCK_FRAMES) {
    for (uint32_t i = 0; i < take->n_inputs; ++i) {
      float* buffer = instance_buffer(instance, instance_input(instance, i));
      memcpy(buffer, take->in[i] + at, BLOCK_FRAMES * sizeof(float));
    }
    for (uint32_t i = 0; i < take->n_outputs; ++i) {
      const uint32_t owner = map[i] < take->n_inputs ? instance_input(instance, map[i]) : instance_output(instance, i);
      instance_connect(instance, instance_output(instance, i), instance_buffer(instance, owner));
    }
    instance_run(instance, BLOCK_FRAMES);
    for (uint32_t i = 0; i < take->n_outputs; ++i) {
      const uint32_t owner = map[i] < take->n_inputs ? instance_input(instance, map[i]) : instance_output(instance, i);
      memcpy(take->out[i] + at, instance_buffer(instance, owner), BLOCK_FRAMES * sizeof(float));
    }
  }
}

/* Calls for a take that is rendered apart and one to render otherwise, with the defaults and with other settings. */
static void with_takes(const Subject* subject,
                       void (*check)(const Subject*, Instance*, Take* take, const Take* expected, uint64_t seed)) {
  Instance* instance = take_instance(subject, RATE_HZ, BLOCK_FRAMES);
  Take* expected = take_new(instance, FRAMES);
  Take* take = take_new(instance, FRAMES);
  take_fill(expected, 1, RATE_HZ);
  take_fill(take, 1, RATE_HZ);
  for (uint64_t seed = 0; seed < 3; ++seed) {
    render_apart(subject, instance, expected, seed);
    memcpy(take->controls, expected->controls, take->n_ports * sizeof(float));
    check(subject, instance, take, expected, seed);
  }
  take_free(take);
  take_free(expected);
  instance_free(instance);
}

static void check_each_pair(const Subject* subject, Instance* instance, Take* take, const Take* expected,
                            uint64_t seed) {
  uint32_t map[64];
  for (uint32_t output = 0; output < take->n_outputs; ++output) {
    for (uint32_t input = 0; input < take->n_inputs; ++input) {
      suite_note("settings %" PRIu64 ", output %" PRIu32 " on input %" PRIu32, seed, output, input);
      for (uint32_t i = 0; i < take->n_outputs; ++i) {
        map[i] = i == output ? input : UINT32_MAX;
      }
      render_on_inputs(subject, instance, take, map, seed);
      take_check_same(take, expected, 0);
    }
  }
}

static void test_any_output_may_be_any_input(const Subject* subject) {
  with_takes(subject, check_each_pair);
}

/* As many outputs on inputs as there are, in random order, each on another. */
static void check_permutations(const Subject* subject, Instance* instance, Take* take, const Take* expected,
                               uint64_t seed) {
  uint32_t map[64];
  Noise noise = {seed};
  for (unsigned round = 0; round < ROUNDS; ++round) {
    suite_note("settings %" PRIu64 ", outputs on inputs, order %u", seed, round);
    for (uint32_t i = 0; i < take->n_outputs; ++i) {
      bool taken;
      map[i] = UINT32_MAX;
      for (unsigned attempt = 0; i < take->n_inputs && map[i] == UINT32_MAX && attempt < 1000; ++attempt) {
        const uint32_t input = noise_below(&noise, take->n_inputs);
        taken = false;
        for (uint32_t j = 0; j < i; ++j) {
          taken |= map[j] == input;
        }
        map[i] = taken ? UINT32_MAX : input;
      }
    }
    render_on_inputs(subject, instance, take, map, seed);
    take_check_same(take, expected, 0);
  }
}

static void test_all_outputs_may_be_inputs(const Subject* subject) {
  with_takes(subject, check_permutations);
}

/* With everything on one buffer, all inputs are alike, and what is left in the buffer is one of the outputs. */
static void test_all_ports_may_be_one_buffer(const Subject* subject) {
  Instance* instance = take_instance(subject, RATE_HZ, BLOCK_FRAMES);
  Take* expected = take_new(instance, BLOCK_FRAMES);
  float buffer[BLOCK_FRAMES];
  for (uint64_t seed = 0; seed < ROUNDS; ++seed) {
    suite_note("settings %" PRIu64, seed);
    noise_programme(seed, buffer, BLOCK_FRAMES, RATE_HZ);
    for (uint32_t i = 0; i < expected->n_inputs; ++i) {
      memcpy(expected->in[i], buffer, sizeof(buffer));
    }
    render_apart(subject, instance, expected, seed);
    start(subject, instance, seed);
    for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
      if (host_port_is_audio(instance_port(instance, i))) {
        instance_connect(instance, i, buffer);
      }
    }
    instance_run(instance, BLOCK_FRAMES);
    bool found = false;
    for (uint32_t i = 0; i < expected->n_outputs; ++i) {
      found |= !memcmp(buffer, expected->out[i], sizeof(buffer));
    }
    CHECK(found, "the buffer holds none of the outputs");
  }
  take_free(expected);
  instance_free(instance);
}

/* Buffers for all audio ports of an instance that end with the block; inputs are filled and read-only. */
static Pages* guarded_buffers(Instance* instance, uint32_t n_frames) {
  Pages* pages = (Pages*)calloc(instance_n_ports(instance), sizeof(Pages));
  CHECK(pages, "there is not enough memory for the test");
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    const HostPort* port = instance_port(instance, i);
    if (host_port_is_audio(port)) {
      CHECK(pages_init(&pages[i], n_frames), "memory cannot be protected");
      noise_programme(i, pages[i].data, n_frames, RATE_HZ);
      pages_set_read_only(&pages[i], port->is_input);
      instance_connect(instance, i, pages[i].data);
    }
  }
  return pages;
}

static void guarded_buffers_free(Pages* pages, uint32_t n_ports) {
  for (uint32_t i = 0; i < n_ports; ++i) {
    if (pages[i].memory) {
      pages_free(&pages[i]);
    }
  }
  free(pages);
}

static void test_inputs_are_only_read_and_blocks_not_left(const Subject* subject) {
  static const uint32_t blocks[] = {1, 2, 3, 5, 15, 16, 17, 63, 64, 65, 127, 129, 1000, BLOCK_FRAMES};
  Instance* instance = take_instance(subject, RATE_HZ, 1000);
  Noise noise = {5};
  for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); ++i) {
    Pages* pages = guarded_buffers(instance, blocks[i]);
    for (unsigned round = 0; round < ROUNDS; ++round) {
      suite_note("blocks of %" PRIu32 " frames, settings %u", blocks[i], round);
      settings_shuffle(subject, instance, &noise);
      if (round % 4 == 0) {
        instance_reset(instance);
      }
      instance_run(instance, blocks[i]);
    }
    guarded_buffers_free(pages, instance_n_ports(instance));
  }
  instance_free(instance);
}

int main(void) {
  const SuiteTest tests[] = {
    {"lets any output be any input", test_any_output_may_be_any_input},
    {"lets all outputs be inputs", test_all_outputs_may_be_inputs},
    {"lets all ports be one buffer", test_all_ports_may_be_one_buffer},
    {"only reads its inputs and keeps to its block", test_inputs_are_only_read_and_blocks_not_left},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
