// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The processor's floating-point mode belongs to the host: whatever it is, running a plugin leaves it as it was, sticky
   flags included, and does not let it into the sound. */

#include "tests/lv2/recording.h"
#include "tests/support/controls.h"
#include "tests/support/fpu_mode.h"
#include "tests/support/noise_signals.h"

enum { RATE_HZ = 48000, FRAMES = 4800, BLOCK_FRAMES = 100 };

/* Fails with the mode put back, so that nothing else goes wrong. */
static void check_mode(unsigned expected, unsigned usual, const char* call) {
  const unsigned mode = fpu_mode_get();
  fpu_mode_set(usual);
  CHECK(mode == expected, "%s leaves the mode %#x, and it was %#x", call, mode, expected);
  fpu_mode_set(expected);
}

static void test_running_leaves_the_mode_alone(const Subject* subject) {
  unsigned modes[FPU_MODES];
  const size_t n_modes = fpu_modes(modes);
  Instance* instance = suite_instance(subject, RATE_HZ, BLOCK_FRAMES);
  Noise noise = {1};
  for (uint32_t i = 0; i < instance_n_inputs(instance); ++i) {
    noise_fill(&noise, instance_buffer(instance, instance_input(instance, i)), BLOCK_FRAMES, 1e-38f);
  }
  for (size_t i = 0; i < n_modes; ++i) {
    for (unsigned round = 0; round < 16; ++round) {
      controls_shuffle(instance, &noise);
      const uint32_t n_frames = noise_below(&noise, BLOCK_FRAMES + 1);
      fpu_mode_set(modes[i]);
      instance_run(instance, n_frames);
      check_mode(modes[i], modes[0], "run()");
      fpu_mode_set(modes[0]);
    }
  }
  instance_free(instance);
}

static void render_in_mode(Instance* instance, Recording* recording, unsigned mode) {
  enum { CHANGES = 20 };
  ControlChange changes[CHANGES];
  Noise noise = {2};
  const unsigned usual = fpu_mode_get();
  recording_fill(recording, 3, RATE_HZ);
  instance_set_defaults(instance);
  controls_changes(instance, &noise, FRAMES, changes, CHANGES);
  instance_reset(instance);
  fpu_mode_set(mode);
  recording_render(recording, instance, &(Render){.changes = changes, .n_changes = CHANGES});
  fpu_mode_set(usual);
}

static void test_sounds_the_same_in_any_mode(const Subject* subject) {
  unsigned modes[FPU_MODES];
  const size_t n_modes = fpu_modes(modes);
  Instance* instance = suite_instance(subject, RATE_HZ, BLOCK_FRAMES);
  Recording* expected = recording_new(instance, FRAMES);
  Recording* recording = recording_new(instance, FRAMES);
  render_in_mode(instance, expected, modes[0]);
  for (size_t i = 1; i < n_modes; ++i) {
    suite_note("mode %#x", modes[i]);
    render_in_mode(instance, recording, modes[i]);
    recording_check_same(recording, expected, 0);
  }
  recording_free(recording);
  recording_free(expected);
  instance_free(instance);
}

int main(void) {
  const SuiteTest tests[] = {
    {"leaves the processor's mode alone when run", test_running_leaves_the_mode_alone},
    {"sounds the same in any mode", test_sounds_the_same_in_any_mode},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
