// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* However a host cuts the stream into blocks, the same comes out, bit for bit, also while controls change. */

#include "tests/lv2/material.h"
#include "tests/lv2/settings.h"
#include "tests/lv2/take.h"

#include <inttypes.h>
#include <string.h>

enum { FRAMES = 44100, MAX_FRAMES = 8192, CUTS = 200, CHANGES = 60 };

/* A second of real music on every input, offset from input to input. */
static Take* take_music(const Instance* instance) {
  static const char* const samples[] = {"loop_amen", "loop_industrial", "ambi_choir", "bass_voxy_c"};
  enum { N_SAMPLES = sizeof(samples) / sizeof(samples[0]), OFFSET_FRAMES = 1001 };
  Take* take = take_new(instance, FRAMES);
  for (uint32_t sample = 0; sample < N_SAMPLES; ++sample) {
    Wav* wav = material_loop(samples[sample], 2.0);
    for (uint32_t i = sample; i < take->n_inputs; i += N_SAMPLES) {
      memcpy(take->in[i], wav->channels[0] + (uint64_t)(i / N_SAMPLES) * OFFSET_FRAMES, FRAMES * sizeof(float));
    }
    wav_free(wav);
  }
  return take;
}

/* Renders a take from the start with settings and changes that come from a seed alone. */
static void render(const Subject* subject, Instance* instance, Take* take, uint64_t seed, Render plan) {
  ControlChange changes[CHANGES];
  Noise noise = {seed};
  settings_shuffle(subject, instance, &noise);
  instance_set(instance, settings_flagged(subject, PORT_ENABLED)->index, 1.0f);
  settings_changes(subject, &noise, take->n_frames, changes, CHANGES);
  plan.changes = changes;
  plan.n_changes = CHANGES;
  instance_reset(instance);
  take_render(take, instance, &plan);
}

/* Renders the same settings in long blocks and by a number of plans, which must give the same. */
static void check_like_long_blocks(const Subject* subject, uint64_t seed, const Render* plans, size_t n_plans) {
  Instance* instance = take_instance(subject, MATERIAL_RATE_HZ, MAX_FRAMES);
  Take* expected = take_music(instance);
  Take* take = take_music(instance);
  render(subject, instance, expected, seed, (Render){.block_frames = MAX_FRAMES});
  for (size_t i = 0; i < n_plans; ++i) {
    suite_note("settings %" PRIu64 ", cut %" PRIu64 ", blocks of %" PRIu32, seed, plans[i].cut_seed,
               plans[i].block_frames);
    render(subject, instance, take, seed, plans[i]);
    take_check_same(take, expected, 0);
  }
  take_free(take);
  take_free(expected);
  instance_free(instance);
}

static void test_any_cut_gives_the_same(const Subject* subject) {
  enum { PROGRAMMES = 4, EACH = CUTS / PROGRAMMES };
  for (uint64_t seed = 0; seed < PROGRAMMES; ++seed) {
    Render plans[EACH];
    for (uint64_t i = 0; i < EACH; ++i) {
      plans[i] = (Render){.cut_seed = 1 + i + seed * EACH};
    }
    check_like_long_blocks(subject, seed, plans, EACH);
  }
}

static void test_fixed_blocks_give_the_same(const Subject* subject) {
  const Render plans[] = {
    {.block_frames = 1},  {.block_frames = 3},   {.block_frames = 61},   {.block_frames = 64},
    {.block_frames = 65}, {.block_frames = 127}, {.block_frames = 1024}, {.block_frames = 4099},
  };
  check_like_long_blocks(subject, 10, plans, sizeof(plans) / sizeof(plans[0]));
}

/* Empty blocks, with nothing to read from or write to, as some hosts send to have controls read. */
static void run_empty(void* user, Instance* instance, uint64_t n_done) {
  (void)user;
  (void)n_done;
  for (uint32_t i = 0; i < instance_n_inputs(instance); ++i) {
    instance_connect(instance, instance_input(instance, i), NULL);
  }
  for (uint32_t i = 0; i < instance_n_outputs(instance); ++i) {
    instance_connect(instance, instance_output(instance, i), NULL);
  }
  instance_run(instance, 0);
}

static void test_empty_blocks_change_nothing(const Subject* subject) {
  const Render plans[] = {{.cut_seed = 1000, .after_block = run_empty}, {.cut_seed = 1001, .after_block = run_empty}};
  check_like_long_blocks(subject, 20, plans, sizeof(plans) / sizeof(plans[0]));
}

static void test_an_empty_block_writes_nothing(const Subject* subject) {
  Instance* instance = take_instance(subject, MATERIAL_RATE_HZ, 64);
  for (uint32_t i = 0; i < instance_n_outputs(instance); ++i) {
    instance_buffer(instance, instance_output(instance, i))[0] = 0.5f;
  }
  instance_run(instance, 0);
  for (uint32_t i = 0; i < instance_n_outputs(instance); ++i) {
    CHECK(instance_buffer(instance, instance_output(instance, i))[0] == 0.5f, "writes to output %" PRIu32, i);
  }
  instance_free(instance);
}

static void set_for_start(const Subject* subject, Instance* instance) {
  Noise noise = {30};
  settings_shuffle(subject, instance, &noise);
  instance_set(instance, settings_flagged(subject, PORT_ENABLED)->index, 1.0f);
}

/* Hosts may run an empty block with the defaults in place before they set what the session says. */
static void test_a_first_empty_block_does_not_start(const Subject* subject) {
  Instance* instance = take_instance(subject, MATERIAL_RATE_HZ, MAX_FRAMES);
  Take* expected = take_music(instance);
  Take* take = take_music(instance);
  set_for_start(subject, instance);
  take_render(expected, instance, NULL);
  instance_reset(instance);
  instance_set_defaults(instance);
  instance_run(instance, 0);
  set_for_start(subject, instance);
  take_render(take, instance, NULL);
  take_check_same(take, expected, 0);
  take_free(take);
  take_free(expected);
  instance_free(instance);
}

/* Runs the same block of a take through an instance as render_run() would. */
static void run_block(Instance* instance, const Take* take, uint64_t at, uint32_t n_frames) {
  for (uint32_t i = 0; i < take->n_inputs; ++i) {
    instance_connect(instance, instance_input(instance, i), take->in[i] + at);
  }
  for (uint32_t i = 0; i < take->n_outputs; ++i) {
    instance_connect(instance, instance_output(instance, i), take->out[i] + at);
  }
  instance_run(instance, n_frames);
}

static void test_instances_share_nothing(const Subject* subject) {
  enum { BLOCK = 100 };
  Instance* instances[2];
  Take* alone[2];
  Take* in_turn[2];
  for (unsigned k = 0; k < 2; ++k) {
    instances[k] = take_instance(subject, MATERIAL_RATE_HZ, BLOCK);
    alone[k] = take_music(instances[k]);
    in_turn[k] = take_music(instances[k]);
    Noise noise = {50 + k};
    settings_shuffle(subject, instances[k], &noise);
    take_render(alone[k], instances[k], NULL);
    instance_reset(instances[k]);
  }
  for (uint64_t at = 0; at < FRAMES; at += BLOCK) {
    run_block(instances[0], in_turn[0], at, BLOCK);
    run_block(instances[1], in_turn[1], at, BLOCK);
  }
  for (unsigned k = 0; k < 2; ++k) {
    memcpy(in_turn[k]->controls, alone[k]->controls, alone[k]->n_ports * sizeof(float));
    take_check_same(in_turn[k], alone[k], 0);
    take_free(in_turn[k]);
    take_free(alone[k]);
    instance_free(instances[k]);
  }
}

int main(void) {
  const SuiteTest tests[] = {
    {"gives the same under any cut", test_any_cut_gives_the_same},
    {"gives the same in blocks of any size", test_fixed_blocks_give_the_same},
    {"is not changed by empty blocks", test_empty_blocks_change_nothing},
    {"writes nothing in an empty block", test_an_empty_block_writes_nothing},
    {"does not start with a first empty block", test_a_first_empty_block_does_not_start},
    {"shares nothing with another instance", test_instances_share_nothing},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
