// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Bad samples and bad controls: a non-finite sample is read as 0, a non-finite control as the last good value, a
   control outside its range as the end of it; nothing that comes out is ever not finite, and nothing is left behind. */

#include "tests/lv2/recording.h"
#include "tests/lv2/settings.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Long enough for the slowest filter to forget 1e30: at 10 Hz, 12 dB/octave Butterworth loses 386 dB a second. */
enum { RATE_HZ = 16000, MAX_FRAMES = 512, SHORT_FRAMES = RATE_HZ / 8, LONG_FRAMES = RATE_HZ * 5 / 2 };

#define SUBNORMAL 1e-40f
#define RECOVERED 1e-3  // of the peak, after LONG_FRAMES; what a poisoned plugin gives is off by far more, or NaN

typedef struct {
  Instance* instance;
  Recording* recording;
  Recording* expected;
} Fixture;

static Fixture fixture_new(const Subject* subject, uint64_t n_frames) {
  Fixture fixture;
  fixture.instance = suite_instance(subject, RATE_HZ, MAX_FRAMES);
  fixture.recording = recording_new(fixture.instance, n_frames);
  fixture.expected = recording_new(fixture.instance, n_frames);
  recording_fill(fixture.recording, 1, RATE_HZ);
  recording_fill(fixture.expected, 1, RATE_HZ);
  return fixture;
}

static void fixture_free(Fixture* fixture) {
  recording_free(fixture->recording);
  recording_free(fixture->expected);
  instance_free(fixture->instance);
}

/* Controls that decide how long a plugin remembers on purpose: times, which stay at their defaults here, and what
   follows that which was loud of late, which is off. So what is to be forgotten can be in LONG_FRAMES. */
static bool is_memory(const PortSpec* spec) {
  return spec->unit == UNIT_MS || !strcmp(spec->symbol, "relative");
}

static bool is_long_memory(const PortSpec* spec) {
  return !strcmp(spec->symbol, "auto_level") || !strcmp(spec->symbol, "match");
}

/* Renders from the start with the settings of a seed; 0 for the defaults. */
static void render(const Subject* subject, Instance* instance, Recording* recording, uint64_t seed,
                   const ControlChange* changes, size_t n_changes) {
  Noise noise = {seed};
  instance_set_defaults(instance);
  if (seed) {
    controls_shuffle(instance, &noise);
    controls_enable(instance);
  }
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const PortSpec* spec = subject->ports[i].spec;
    if (spec->kind == PORT_CONTROL_IN && (is_memory(spec) || is_long_memory(spec))) {
      instance_set(instance, i, is_memory(spec) ? spec->initial : 0.0f);
    }
  }
  instance_reset(instance);
  recording_render(recording, instance, &(Render){.changes = changes, .n_changes = n_changes});
}

static void check_recovered(const Recording* recording, const Recording* expected) {
  double peak = 0.01;
  for (uint32_t i = 0; i < expected->n_outputs; ++i) {
    const double of_output = buffer_peak(expected->out[i], expected->n_frames);
    peak = of_output > peak ? of_output : peak;
  }
  const double difference = recording_difference(recording, expected, recording->n_frames - RATE_HZ / 4);
  CHECK(difference <= RECOVERED * peak, "is still off by %g, of a peak of %g, when all has been good for long",
        difference, peak);
}

static void test_reads_non_finite_samples_as_silence(const Subject* subject) {
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  Fixture fixture = fixture_new(subject, SHORT_FRAMES);
  for (uint32_t input = 0; input < fixture.recording->n_inputs; ++input) {
    for (size_t b = 0; b < 3; ++b) {
      for (uint64_t seed = 0; seed < 2; ++seed) {
        const uint64_t at = 700 + 67 * b;
        const float good = fixture.expected->in[input][at];
        suite_note("%g in input %" PRIu32 ", settings %" PRIu64, (double)bad[b], input, seed);
        fixture.recording->in[input][at] = bad[b];
        fixture.expected->in[input][at] = 0.0f;
        render(subject, fixture.instance, fixture.expected, seed, NULL, 0);
        render(subject, fixture.instance, fixture.recording, seed, NULL, 0);
        recording_check_finite(fixture.recording);
        CHECK(recording_difference(fixture.recording, fixture.expected, 0) == 0.0, "is not read as 0");
        fixture.recording->in[input][at] = fixture.expected->in[input][at] = good;
      }
    }
  }
  fixture_free(&fixture);
}

static void test_forgets_huge_samples(const Subject* subject) {
  static const float huge[] = {1e30f, -FLT_MAX};
  Fixture fixture = fixture_new(subject, LONG_FRAMES);
  for (uint64_t seed = 0; seed < 3; ++seed) {
    render(subject, fixture.instance, fixture.expected, seed, NULL, 0);
    for (uint32_t input = 0; input < fixture.recording->n_inputs; ++input) {
      const uint64_t at = 333 + input;
      const float good = fixture.recording->in[input][at];
      suite_note("%g in input %" PRIu32 ", settings %" PRIu64, (double)huge[seed % 2], input, seed);
      fixture.recording->in[input][at] = huge[seed % 2];
      render(subject, fixture.instance, fixture.recording, seed, NULL, 0);
      recording_check_finite(fixture.recording);
      check_recovered(fixture.recording, fixture.expected);
      fixture.recording->in[input][at] = good;
    }
  }
  fixture_free(&fixture);
}

static void test_makes_nothing_of_subnormal_samples(const Subject* subject) {
  Fixture fixture = fixture_new(subject, SHORT_FRAMES);
  for (uint32_t i = 0; i < fixture.recording->n_inputs; ++i) {
    for (uint64_t at = 0; at < SHORT_FRAMES; ++at) {
      fixture.recording->in[i][at] = at % 2 ? SUBNORMAL : -SUBNORMAL;
      fixture.expected->in[i][at] = 0.0f;
    }
  }
  for (uint64_t seed = 0; seed < 4; ++seed) {
    suite_note("settings %" PRIu64, seed);
    render(subject, fixture.instance, fixture.expected, seed, NULL, 0);
    render(subject, fixture.instance, fixture.recording, seed, NULL, 0);
    const double difference = recording_difference(fixture.recording, fixture.expected, 0);
    CHECK(difference <= 1e-36, "subnormal samples make up to %g", difference);
  }
  fixture_free(&fixture);
}

/* What a bad value stands for. */
static float meaning(const PortSpec* spec, float bad) {
  const float last = is_long_memory(spec) ? 0.0f : spec->initial;
  return isfinite(bad) ? fminf(fmaxf(bad, spec->minimum), spec->maximum) : last;
}

static void check_control(const Subject* subject, const Port* port, void* user) {
  static const float bad[] = {NAN, -NAN, INFINITY, -INFINITY, 1e30f, -1e30f, SUBNORMAL, -SUBNORMAL};
  Fixture* fixture = (Fixture*)user;
  char symbol[PORTS_TEXT_SIZE];
  port_symbol(port, symbol);
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    ControlChange change = {.frame = 300, .port = port->index, .value = bad[i]};
    suite_note("%s at %g", symbol, (double)bad[i]);
    render(subject, fixture->instance, fixture->recording, 0, &change, 1);
    recording_check_finite(fixture->recording);
    change.value = fabsf(bad[i]) <= FLT_MIN ? meaning(port->spec, 0.0f) : meaning(port->spec, bad[i]);
    render(subject, fixture->instance, fixture->expected, 0, &change, 1);
    recording_check_same(fixture->recording, fixture->expected, 0);
  }
}

static void test_reads_bad_controls_as_good_ones(const Subject* subject) {
  Fixture fixture = fixture_new(subject, SHORT_FRAMES / 4);
  settings_each(subject, check_control, &fixture);
  fixture_free(&fixture);
}

int main(void) {
  const SuiteTest tests[] = {
    {"reads non-finite samples as silence", test_reads_non_finite_samples_as_silence},
    {"forgets huge samples", test_forgets_huge_samples},
    {"makes nothing of subnormal samples", test_makes_nothing_of_subnormal_samples},
    {"reads bad controls as good ones", test_reads_bad_controls_as_good_ones},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
