// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The processor's floating-point mode belongs to the host: whatever it is, loading and running a plugin leaves it as it
   was. */

#include "tests/faults/fault_fixture.h"
#include "tests/faults/rows.h"
#include "tests/support/fpu_mode.h"
#include "tests/support/noise_signals.h"

enum { FRAMES = 100, ROUNDS = 16 };

static const FaultFixture fixture = {.rate_hz = 48000.0, .max_frames = FRAMES, .n_frames = FRAMES};

/* The control word alone: any sum may set the sticky flags. */
static unsigned mode_get(void) {
  return fpu_mode_get() & ~(unsigned)FPU_STICKY_FLAGS;
}

/* Fails with the mode put back, so that nothing else goes wrong. */
static void check_mode(unsigned expected, unsigned usual, const char* call) {
  const unsigned mode = mode_get();
  fpu_mode_set(usual);
  CHECK(mode == expected, "%s leaves the mode %#x, and it was %#x", call, mode, expected);
}

/* In a process where nothing has loaded the object yet. */
void mode_check_loading(const Subject* subject) {
  const unsigned usual = mode_get();
  Instance* instance = fault_instance(subject, &fixture, 0);
  check_mode(usual, usual, "loading");
  instance_run(instance, 0);
  instance_free(instance);
  check_mode(usual, usual, "unloading");
}

void mode_check_running(const Subject* subject) {
  unsigned modes[FPU_MODES];
  const size_t n_modes = fpu_modes(modes);
  Instance* instance = fault_instance(subject, &fixture, 0);
  Noise noise = {1};
  for (uint32_t i = 0; i < instance_n_inputs(instance); ++i) {
    noise_fill(&noise, instance_buffer(instance, instance_input(instance, i)), FRAMES, 1e-38f);
  }
  for (size_t i = 0; i < n_modes; ++i) {
    for (unsigned round = 0; round < ROUNDS; ++round) {
      controls_shuffle(instance, &noise);
      const uint32_t n_frames = noise_below(&noise, FRAMES + 1);
      fpu_mode_set(modes[i]);
      instance_run(instance, n_frames);
      check_mode(modes[i] & ~(unsigned)FPU_STICKY_FLAGS, modes[0], "run()");
    }
  }
  instance_free(instance);
}
