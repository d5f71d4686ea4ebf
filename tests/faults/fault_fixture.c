// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/faults/fault_fixture.h"

#include <inttypes.h>
#include <math.h>

#define RECOVERED 1e-3  // of the peak; what a poisoned plugin gives is off by far more, or NaN

Instance* fault_instance(const Subject* subject, const FaultFixture* fixture, uint64_t seed) {
  Instance* instance = suite_instance(subject, fixture->rate_hz, fixture->max_frames);
  Noise noise = {seed};
  if (seed) {
    controls_shuffle(instance, &noise);
  }
  controls_enable(instance);
  controls_shorten_memory(instance);
  return instance;
}

Recording* fault_recording(const Subject* subject, const FaultFixture* fixture, uint64_t seed) {
  Instance* instance = suite_instance(subject, fixture->rate_hz, fixture->max_frames);
  Recording* recording = recording_new(instance, fixture->n_frames);
  recording_fill(recording, seed, fixture->rate_hz);
  instance_free(instance);
  return recording;
}

void fault_render(const Subject* subject, const FaultFixture* fixture, uint64_t seed, const Render* plan,
                  Recording* recording) {
  Instance* instance = fault_instance(subject, fixture, seed);
  recording_render(recording, instance, plan);
  instance_free(instance);
}

static double loudest(const Recording* recording) {
  double peak = 0.01;
  for (uint32_t i = 0; i < recording->n_outputs; ++i) {
    peak = fmax(peak, buffer_peak(recording->out[i], recording->n_frames));
  }
  return peak;
}

void fault_check_same_output(const Recording* recording, const Recording* expected, uint32_t output) {
  bool is_same = true;
  for (uint64_t at = 0; at < recording->n_frames; ++at) {
    is_same &= recording->out[output][at] == expected->out[output][at];
  }
  CHECK(is_same, "output %" PRIu32 " is not the same, by up to %.0f dB of the peak", output,
        20.0 * log10(recording_difference(recording, expected, 0) / loudest(expected)));
}

void fault_check_same(const Recording* recording, const Recording* expected) {
  for (uint32_t i = 0; i < recording->n_outputs; ++i) {
    fault_check_same_output(recording, expected, i);
  }
}

void fault_check_recovered(const FaultFixture* fixture, const Recording* recording, const Recording* expected) {
  const double peak = loudest(expected);
  const double difference = recording_difference(recording, expected,
                                                 recording->n_frames - (uint64_t)(fixture->rate_hz / 4.0));
  CHECK(difference <= RECOVERED * peak, "is still off by %g, of a peak of %g, when all has been good for long",
        difference, peak);
}
