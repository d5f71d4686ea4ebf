// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/faults/bench.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define RECOVERED 1e-3  // of the peak; what a poisoned plugin gives is off by far more, or NaN

Instance* bench_instance(const Subject* subject, const Bench* bench, uint64_t seed) {
  Instance* instance = take_instance(subject, bench->rate_hz, bench->max_frames);
  Noise noise = {seed};
  if (seed) {
    controls_shuffle(instance, &noise);
  }
  controls_enable(instance);
  return instance;
}

Take* bench_take(const Subject* subject, const Bench* bench, uint64_t seed) {
  Instance* instance = take_instance(subject, bench->rate_hz, bench->max_frames);
  Take* take = take_new(instance, bench->n_frames);
  take_fill(take, seed, bench->rate_hz);
  instance_free(instance);
  return take;
}

void bench_render(const Subject* subject, const Bench* bench, uint64_t seed, const Render* plan, Take* take) {
  Instance* instance = bench_instance(subject, bench, seed);
  take_render(take, instance, plan);
  instance_free(instance);
}

static double loudest(const Take* take) {
  double peak = 0.01;
  for (uint32_t i = 0; i < take->n_outputs; ++i) {
    peak = fmax(peak, take_peak(take->out[i], take->n_frames));
  }
  return peak;
}

void bench_check_same_output(const Take* take, const Take* expected, uint32_t output) {
  const bool is_same = !memcmp(take->out[output], expected->out[output], take->n_frames * sizeof(float));
  CHECK(is_same, "output %" PRIu32 " is not the same, by up to %.0f dB of the peak", output,
        20.0 * log10(take_difference(take, expected, 0) / loudest(expected)));
}

void bench_check_same(const Take* take, const Take* expected) {
  for (uint32_t i = 0; i < take->n_outputs; ++i) {
    bench_check_same_output(take, expected, i);
  }
}

void bench_check_recovered(const Bench* bench, const Take* take, const Take* expected) {
  const double peak = loudest(expected);
  const double difference = take_difference(take, expected, take->n_frames - (uint64_t)(bench->rate_hz / 4.0));
  CHECK(difference <= RECOVERED * peak, "is still off by %g, of a peak of %g, when all has been good for long",
        difference, peak);
}
