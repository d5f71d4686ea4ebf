// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Any buffer may be any other, unless a plugin says that it is broken in place; ports that a plugin calls optional may
   be on no buffer; inputs are never written, and nothing is read or written past a block. */

#include "tests/faults/fault_fixture.h"
#include "tests/faults/rows.h"
#include "tests/lv2/pages.h"
#include "tests/support/noise_signals.h"

#include <lv2/core/lv2.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_FRAMES = 517, BLOCKS = 4, MAX_CHANNELS = 64, SEEDS = 3, ROUNDS = 12, SUBSET_BITS = 10 };

static const FaultFixture fixture = {.rate_hz = 48000.0, .max_frames = BLOCK_FRAMES, .n_frames = BLOCK_FRAMES * BLOCKS};

static void skip_if_broken_in_place(const Subject* subject) {
  LilvNode* uri = lilv_new_uri(host_world(subject->host), LV2_CORE__inPlaceBroken);
  const bool is_broken = lilv_plugin_has_feature(subject->plugin, uri);
  lilv_node_free(uri);
  if (is_broken) {
    suite_skip("says that it does not work in place");
  }
}

/* Where an output goes whose place is the buffer of input `input`, or its own where there is no such input. */
static float* place(const Instance* instance, uint32_t output, uint32_t input) {
  const bool is_in_place = input < instance_n_inputs(instance);
  return instance_buffer(instance, is_in_place ? instance_input(instance, input) : instance_output(instance, output));
}

static void render_in_place(const Subject* subject, Recording* recording, const uint32_t* map, uint64_t seed) {
  Instance* instance = fault_instance(subject, &fixture, seed);
  for (uint64_t at = 0; at < recording->n_frames; at += BLOCK_FRAMES) {
    for (uint32_t i = 0; i < recording->n_inputs; ++i) {
      memcpy(instance_buffer(instance, instance_input(instance, i)), recording->in[i] + at,
             BLOCK_FRAMES * sizeof(float));
    }
    for (uint32_t i = 0; i < recording->n_outputs; ++i) {
      instance_connect(instance, instance_output(instance, i), place(instance, i, map[i]));
    }
    instance_run(instance, BLOCK_FRAMES);
    for (uint32_t i = 0; i < recording->n_outputs; ++i) {
      memcpy(recording->out[i] + at, place(instance, i, map[i]), BLOCK_FRAMES * sizeof(float));
    }
  }
  instance_free(instance);
}

/* Each output on each input, the others apart. */
static void check_pairs(const Subject* subject, Recording* recording, const Recording* expected, uint64_t seed) {
  for (uint32_t output = 0; output < recording->n_outputs; ++output) {
    for (uint32_t input = 0; input < recording->n_inputs; ++input) {
      uint32_t map[MAX_CHANNELS];
      memset(map, 0xff, sizeof(map));
      map[output] = input;
      suite_note("settings %" PRIu64 ", output %" PRIu32 " on input %" PRIu32, seed, output, input);
      render_in_place(subject, recording, map, seed);
      fault_check_same(recording, expected);
    }
  }
}

/* As many outputs on inputs as there are, in random order, each on another. */
static void check_orders(const Subject* subject, Recording* recording, const Recording* expected, uint64_t seed) {
  Noise noise = {seed};
  for (unsigned round = 0; round < ROUNDS; ++round) {
    uint32_t map[MAX_CHANNELS];
    const uint32_t n = recording->n_outputs > recording->n_inputs ? recording->n_outputs : recording->n_inputs;
    for (uint32_t i = 0; i < n; ++i) {
      const uint32_t j = noise_below(&noise, i + 1);
      map[i] = map[j];
      map[j] = i;
    }
    suite_note("settings %" PRIu64 ", outputs on inputs, order %u", seed, round);
    render_in_place(subject, recording, map, seed);
    fault_check_same(recording, expected);
  }
}

void buffers_check_in_place(const Subject* subject) {
  skip_if_broken_in_place(subject);
  Recording* expected = fault_recording(subject, &fixture, 1);
  Recording* recording = fault_recording(subject, &fixture, 1);
  CHECK(recording->n_inputs <= MAX_CHANNELS && recording->n_outputs <= MAX_CHANNELS,
        "has more channels than there is room for");
  for (uint64_t seed = 0; seed < SEEDS; ++seed) {
    fault_render(subject, &fixture, seed, NULL, expected);
    check_pairs(subject, recording, expected, seed);
    check_orders(subject, recording, expected, seed);
  }
  recording_free(recording);
  recording_free(expected);
}

/* All inputs are alike then, and what is left in the buffer is one of the outputs. */
void buffers_check_one(const Subject* subject) {
  skip_if_broken_in_place(subject);
  const FaultFixture one_block = {fixture.rate_hz, BLOCK_FRAMES, BLOCK_FRAMES};
  Recording* expected = fault_recording(subject, &one_block, 0);
  float buffer[BLOCK_FRAMES];
  for (uint64_t seed = 0; seed < ROUNDS; ++seed) {
    suite_note("settings %" PRIu64, seed);
    noise_programme(seed, buffer, BLOCK_FRAMES, fixture.rate_hz);
    for (uint32_t i = 0; i < expected->n_inputs; ++i) {
      memcpy(expected->in[i], buffer, sizeof(buffer));
    }
    fault_render(subject, &one_block, seed, NULL, expected);
    Instance* instance = fault_instance(subject, &one_block, seed);
    for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
      if (host_port_is_audio(instance_port(instance, i))) {
        instance_connect(instance, i, buffer);
      }
    }
    instance_run(instance, BLOCK_FRAMES);
    bool found = !expected->n_outputs;
    for (uint32_t i = 0; i < expected->n_outputs; ++i) {
      found |= !memcmp(buffer, expected->out[i], sizeof(buffer));
    }
    CHECK(found, "the buffer holds none of the outputs");
    instance_free(instance);
  }
  recording_free(expected);
}

/* Buffers for all audio ports of an instance that end with the block; inputs are filled and read-only. */
static Pages* guarded_buffers(Instance* instance, uint32_t n_frames) {
  Pages* pages = (Pages*)calloc(instance_n_ports(instance), sizeof(Pages));
  CHECK(pages, "there is not enough memory for the test");
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    const HostPort* port = instance_port(instance, i);
    if (host_port_is_audio(port)) {
      CHECK(pages_init(&pages[i], n_frames), "memory cannot be protected");
      noise_programme(i, pages[i].data, n_frames, fixture.rate_hz);
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

void buffers_check_pages(const Subject* subject) {
  static const uint32_t blocks[] = {1, 2, 3, 5, 15, 16, 17, 63, 64, 65, 127, 129, BLOCK_FRAMES};
  Noise noise = {5};
  for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); ++i) {
    Instance* instance = fault_instance(subject, &fixture, 0);
    Pages* pages = guarded_buffers(instance, blocks[i]);
    for (unsigned round = 0; round < ROUNDS; ++round) {
      suite_note("blocks of %" PRIu32 " frames, settings %u", blocks[i], round);
      controls_shuffle(instance, &noise);
      controls_enable(instance);
      if (round % 4 == 0) {
        instance_reset(instance);
      }
      instance_run(instance, blocks[i]);
    }
    guarded_buffers_free(pages, instance_n_ports(instance));
    instance_free(instance);
  }
}

/* Renders with some of the optional ports on nothing: number n is where bit n of `set` is clear. */
static void render_without(const Subject* subject, Recording* recording, const uint32_t* optional, uint32_t n_optional,
                           uint64_t set, bool is_silence) {
  Instance* instance = fault_instance(subject, &fixture, 0);
  recording_fill(recording, 1, fixture.rate_hz);
  for (uint64_t at = 0; at < recording->n_frames; at += BLOCK_FRAMES) {
    for (uint32_t i = 0; i < recording->n_inputs; ++i) {
      memcpy(instance_buffer(instance, instance_input(instance, i)), recording->in[i] + at,
             BLOCK_FRAMES * sizeof(float));
    }
    for (uint32_t k = 0; k < n_optional; ++k) {
      const HostPort* port = instance_port(instance, optional[k]);
      if (!((set >> (k % 64)) & 1u) && !is_silence) {
        instance_connect(instance, optional[k], NULL);
      } else if (!((set >> (k % 64)) & 1u) && host_port_is_audio(port) && port->is_input) {
        memset(instance_buffer(instance, optional[k]), 0, BLOCK_FRAMES * sizeof(float));
      }
    }
    instance_run(instance, BLOCK_FRAMES);
    for (uint32_t i = 0; i < recording->n_outputs; ++i) {
      const float* out = instance_buffer(instance, instance_output(instance, i));
      memcpy(recording->out[i] + at, out, BLOCK_FRAMES * sizeof(float));
    }
  }
  instance_free(instance);
}

/* Outputs that are optional themselves are not compared. */
static void check_without(const Subject* subject, Recording* recordings[2], const uint32_t* optional,
                          uint32_t n_optional, uint64_t set) {
  suite_note("unconnected set %" PRIx64 " of %" PRIu32 " optional ports", ~set, n_optional);
  render_without(subject, recordings[0], optional, n_optional, set, false);
  render_without(subject, recordings[1], optional, n_optional, set, true);
  Instance* instance = fault_instance(subject, &fixture, 0);
  for (uint32_t i = 0; i < recordings[0]->n_outputs; ++i) {
    if (!instance_port(instance, instance_output(instance, i))->is_optional) {
      fault_check_same_output(recordings[0], recordings[1], i);
    }
  }
  instance_free(instance);
}

/* Every subset where there are few ports, else random ones. */
void buffers_check_unconnected(const Subject* subject) {
  Instance* instance = fault_instance(subject, &fixture, 0);
  uint32_t* optional = (uint32_t*)calloc(instance_n_ports(instance), sizeof(uint32_t));
  uint32_t n_optional = 0;
  for (uint32_t i = 0; optional && i < instance_n_ports(instance); ++i) {
    if (instance_port(instance, i)->is_optional) {
      optional[n_optional++] = i;
    }
  }
  instance_free(instance);
  if (!n_optional) {
    suite_skip("calls none of its ports optional");
  }
  Noise noise = {7};
  Recording* recordings[2] = {fault_recording(subject, &fixture, 1), fault_recording(subject, &fixture, 1)};
  const uint64_t n_sets = (uint64_t)1 << (n_optional < SUBSET_BITS ? n_optional : SUBSET_BITS);
  for (uint64_t set = 0; set < n_sets; ++set) {
    const bool is_all = n_optional <= SUBSET_BITS || set == 0;
    check_without(subject, recordings, optional, n_optional, is_all ? set : noise_next(&noise));
  }
  recording_free(recordings[0]);
  recording_free(recordings[1]);
  free(optional);
}
