// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the suite promises of blocks beyond the same samples under any cut (see tests/faults/stream.c): the same
   readings too, and that an empty block, with nothing connected, is none. */

#include "tests/lv2/recording.h"
#include "tests/support/controls.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>

enum { RATE_HZ = 48000, FRAMES = RATE_HZ, MAX_FRAMES = 8192, CHANGES = 60 };

static Recording* programme_new(const Instance* instance) {
  Recording* recording = recording_new(instance, FRAMES);
  recording_fill(recording, 1, RATE_HZ);
  return recording;
}

/* Numbers next to the smallest that there are, some inputs now and then silent: what is made of them by adding or
   scaling vanishes as often as not. */
static Recording* vanishing_new(const Instance* instance) {
  enum { SPELL_FRAMES = 97, MOST_EXPONENT = 6 };
  Recording* recording = recording_new(instance, FRAMES);
  Noise noise = {7};
  for (uint32_t i = 0; i < recording->n_inputs; ++i) {
    bool is_silent = false;
    for (uint64_t at = 0; at < recording->n_frames; ++at) {
      is_silent = at % SPELL_FRAMES ? is_silent : noise_below(&noise, 2) == 0;
      const int exponent = (int)noise_below(&noise, MOST_EXPONENT);
      recording->in[i][at] = is_silent ? 0.0f : ldexpf(noise_between(&noise, -2.0f, 2.0f) * FLT_MIN, exponent);
    }
  }
  return recording;
}

/* Renders a recording from the start with settings and changes that come from a seed alone. */
static void render(Instance* instance, Recording* recording, uint64_t seed, Render plan) {
  ControlChange changes[CHANGES];
  Noise noise = {seed};
  controls_shuffle(instance, &noise);
  controls_enable(instance);
  controls_changes(instance, &noise, recording->n_frames, changes, CHANGES);
  plan.changes = changes;
  plan.n_changes = CHANGES;
  instance_reset(instance);
  recording_render(recording, instance, &plan);
}

/* Renders the same settings in long blocks and by a number of plans, which must give the same. */
static void check_like_long_blocks(const Subject* subject, Recording* (*input_new)(const Instance* instance),
                                   uint64_t seed, const Render* plans, size_t n_plans) {
  Instance* instance = suite_instance(subject, RATE_HZ, MAX_FRAMES);
  Recording* expected = input_new(instance);
  Recording* recording = input_new(instance);
  render(instance, expected, seed, (Render){.block_frames = MAX_FRAMES});
  for (size_t i = 0; i < n_plans; ++i) {
    suite_note("settings %" PRIu64 ", cut %" PRIu64 ", blocks of %" PRIu32, seed, plans[i].cut_seed,
               plans[i].block_frames);
    render(instance, recording, seed, plans[i]);
    recording_check_same(recording, expected, 0);
  }
  recording_free(recording);
  recording_free(expected);
  instance_free(instance);
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
  for (uint64_t seed = 20; seed < 24; ++seed) {
    check_like_long_blocks(subject, programme_new, seed, plans, sizeof(plans) / sizeof(plans[0]));
  }
}

static void test_vanishing_samples_are_the_same_under_any_cut(const Subject* subject) {
  const Render plans[] = {{.block_frames = 1}, {.block_frames = 61}, {.cut_seed = 1002}, {.cut_seed = 1003}};
  for (uint64_t seed = 24; seed < 32; ++seed) {
    check_like_long_blocks(subject, vanishing_new, seed, plans, sizeof(plans) / sizeof(plans[0]));
  }
}

static void set_for_start(Instance* instance) {
  Noise noise = {30};
  controls_shuffle(instance, &noise);
  controls_enable(instance);
}

/* Hosts may run an empty block with the defaults in place before they set what the session says. */
static void test_a_first_empty_block_does_not_start(const Subject* subject) {
  Instance* instance = suite_instance(subject, RATE_HZ, MAX_FRAMES);
  Recording* expected = programme_new(instance);
  Recording* recording = programme_new(instance);
  set_for_start(instance);
  recording_render(expected, instance, NULL);
  instance_reset(instance);
  instance_set_defaults(instance);
  instance_run(instance, 0);
  set_for_start(instance);
  recording_render(recording, instance, NULL);
  recording_check_same(recording, expected, 0);
  recording_free(recording);
  recording_free(expected);
  instance_free(instance);
}

int main(void) {
  const SuiteTest tests[] = {
    {"is not changed by empty blocks", test_empty_blocks_change_nothing},
    {"makes the same of vanishing samples under any cut", test_vanishing_samples_are_the_same_under_any_cut},
    {"does not start with a first empty block", test_a_first_empty_block_does_not_start},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
