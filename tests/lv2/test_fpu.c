// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The processor's floating-point mode belongs to the host: whatever it is, loading and running a plugin leaves it as it
   was, and does not let it into the sound. */

#include "tests/lv2/settings.h"
#include "tests/lv2/take.h"

#include <fenv.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

enum { RATE_HZ = 48000, FRAMES = 4800, BLOCK_FRAMES = 100, MAX_MODES = 8 };

/* Control and status word of the vector unit, sticky flags included; elsewhere only the rounding mode. */
static unsigned mode_get(void) {
#if defined(__SSE2__)
  return _mm_getcsr();
#else
  return (unsigned)fegetround();
#endif
}

static void mode_set(unsigned mode) {
#if defined(__SSE2__)
  _mm_setcsr(mode);
#else
  fesetround((int)mode);
#endif
}

/* Modes that a host might be in: the first is how programs start. */
static size_t list_modes(unsigned modes[MAX_MODES]) {
  static const int roundings[] = {FE_TONEAREST, FE_TOWARDZERO, FE_UPWARD};
  size_t n = 0;
  for (size_t i = 0; i < sizeof(roundings) / sizeof(roundings[0]); ++i) {
    fesetround(roundings[i]);
    modes[n++] = mode_get();
  }
  fesetround(FE_TONEAREST);
#if defined(__SSE2__)
  const unsigned flush_to_zero = 0x8000, denormals_are_zero = 0x0040, seen_division_by_zero = 0x0004;
  modes[n++] = modes[0] | flush_to_zero;
  modes[n++] = modes[0] | flush_to_zero | denormals_are_zero | seen_division_by_zero;
#endif
  return n;
}

/* Fails with the mode put back, so that nothing else goes wrong. */
static void check_mode(unsigned expected, unsigned usual, const char* call) {
  const unsigned mode = mode_get();
  mode_set(usual);
  CHECK(mode == expected, "%s leaves the mode %#x, and it was %#x", call, mode, expected);
  mode_set(expected);
}

/* The object is loaded anew by every lilv_plugin_instantiate(), which must not change the mode either. */
static void test_loading_leaves_the_mode_alone(const Subject* subject) {
  const unsigned usual = mode_get();
  LilvInstance* instance = lilv_plugin_instantiate(subject->plugin, RATE_HZ, NULL);
  const unsigned control_bits = ~0x3fu;  // all but the sticky flags, which any sum may set
  CHECK((mode_get() & control_bits) == (usual & control_bits), "loading turns the mode %#x into %#x", usual,
        mode_get());
  CHECK(instance, "cannot be instantiated");
  lilv_instance_free(instance);
}

static void test_running_leaves_the_mode_alone(const Subject* subject) {
  unsigned modes[MAX_MODES];
  const size_t n_modes = list_modes(modes);
  Instance* instance = take_instance(subject, RATE_HZ, BLOCK_FRAMES);
  Noise noise = {1};
  for (uint32_t i = 0; i < instance_n_inputs(instance); ++i) {
    noise_fill(&noise, instance_buffer(instance, instance_input(instance, i)), BLOCK_FRAMES, 1e-38f);
  }
  for (size_t i = 0; i < n_modes; ++i) {
    for (unsigned round = 0; round < 16; ++round) {
      settings_shuffle(subject, instance, &noise);
      const uint32_t n_frames = noise_below(&noise, BLOCK_FRAMES + 1);
      mode_set(modes[i]);
      instance_run(instance, n_frames);
      check_mode(modes[i], modes[0], "run()");
      mode_set(modes[0]);
    }
  }
  instance_free(instance);
}

static void render_in_mode(const Subject* subject, Instance* instance, Take* take, unsigned mode) {
  enum { CHANGES = 20 };
  ControlChange changes[CHANGES];
  Noise noise = {2};
  const unsigned usual = mode_get();
  take_fill(take, 3, RATE_HZ);
  instance_set_defaults(instance);
  settings_changes(subject, &noise, FRAMES, changes, CHANGES);
  instance_reset(instance);
  mode_set(mode);
  take_render(take, instance, &(Render){.changes = changes, .n_changes = CHANGES});
  mode_set(usual);
}

static void test_sounds_the_same_in_any_mode(const Subject* subject) {
  unsigned modes[MAX_MODES];
  const size_t n_modes = list_modes(modes);
  Instance* instance = take_instance(subject, RATE_HZ, BLOCK_FRAMES);
  Take* expected = take_new(instance, FRAMES);
  Take* take = take_new(instance, FRAMES);
  render_in_mode(subject, instance, expected, modes[0]);
  for (size_t i = 1; i < n_modes; ++i) {
    suite_note("mode %#x", modes[i]);
    render_in_mode(subject, instance, take, modes[i]);
    take_check_same(take, expected, 0);
  }
  take_free(take);
  take_free(expected);
  instance_free(instance);
}

int main(void) {
  const SuiteTest tests[] = {
    {"leaves the processor's mode alone when loaded", test_loading_leaves_the_mode_alone},
    {"leaves the processor's mode alone when run", test_running_leaves_the_mode_alone},
    {"sounds the same in any mode", test_sounds_the_same_in_any_mode},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
