// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Bad samples and bad controls: a non-finite sample is read as 0, a non-finite control as the last good value, a
   control outside its range as the end of it; nothing that comes out is ever not finite, and nothing is left behind. */

#include "tests/lv2/settings.h"
#include "tests/lv2/take.h"

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
  Take* take;
  Take* expected;
} Stage;

static Stage stage_new(const Subject* subject, uint64_t n_frames) {
  Stage stage;
  stage.instance = take_instance(subject, RATE_HZ, MAX_FRAMES);
  stage.take = take_new(stage.instance, n_frames);
  stage.expected = take_new(stage.instance, n_frames);
  take_fill(stage.take, 1, RATE_HZ);
  take_fill(stage.expected, 1, RATE_HZ);
  return stage;
}

static void stage_free(Stage* stage) {
  take_free(stage->take);
  take_free(stage->expected);
  instance_free(stage->instance);
}

/* Controls that decide how long a plugin remembers on purpose: times, and thresholds that follow what was loud of late.
   They stay at their defaults here, so that what is to be forgotten can be in LONG_FRAMES. */
static bool is_memory(const PortSpec* spec) {
  return spec->unit == UNIT_MS || !strcmp(spec->symbol, "relative") || !strcmp(spec->symbol, "auto_level");
}

/* Renders from the start with the settings of a seed; 0 for the defaults. */
static void render(const Subject* subject, Instance* instance, Take* take, uint64_t seed, const ControlChange* changes,
                   size_t n_changes) {
  Noise noise = {seed};
  instance_set_defaults(instance);
  if (seed) {
    controls_shuffle(instance, &noise);
    controls_enable(instance);
    for (unsigned i = 0; i < subject->n_ports; ++i) {
      const PortSpec* spec = subject->ports[i].spec;
      if (spec->kind == PORT_CONTROL_IN && is_memory(spec)) {
        instance_set(instance, i, spec->initial);
      }
    }
  }
  instance_reset(instance);
  take_render(take, instance, &(Render){.changes = changes, .n_changes = n_changes});
}

static void check_recovered(const Take* take, const Take* expected) {
  double peak = 0.01;
  for (uint32_t i = 0; i < expected->n_outputs; ++i) {
    const double of_output = take_peak(expected->out[i], expected->n_frames);
    peak = of_output > peak ? of_output : peak;
  }
  const double difference = take_difference(take, expected, take->n_frames - RATE_HZ / 4);
  CHECK(difference <= RECOVERED * peak, "is still off by %g, of a peak of %g, when all has been good for long",
        difference, peak);
}

static void test_reads_non_finite_samples_as_silence(const Subject* subject) {
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  Stage stage = stage_new(subject, SHORT_FRAMES);
  for (uint32_t input = 0; input < stage.take->n_inputs; ++input) {
    for (size_t b = 0; b < 3; ++b) {
      for (uint64_t seed = 0; seed < 2; ++seed) {
        const uint64_t at = 700 + 67 * b;
        const float good = stage.expected->in[input][at];
        suite_note("%g in input %" PRIu32 ", settings %" PRIu64, (double)bad[b], input, seed);
        stage.take->in[input][at] = bad[b];
        stage.expected->in[input][at] = 0.0f;
        render(subject, stage.instance, stage.expected, seed, NULL, 0);
        render(subject, stage.instance, stage.take, seed, NULL, 0);
        take_check_finite(stage.take);
        CHECK(take_difference(stage.take, stage.expected, 0) == 0.0, "is not read as 0");
        stage.take->in[input][at] = stage.expected->in[input][at] = good;
      }
    }
  }
  stage_free(&stage);
}

static void test_forgets_huge_samples(const Subject* subject) {
  static const float huge[] = {1e30f, -FLT_MAX};
  Stage stage = stage_new(subject, LONG_FRAMES);
  for (uint64_t seed = 0; seed < 3; ++seed) {
    render(subject, stage.instance, stage.expected, seed, NULL, 0);
    for (uint32_t input = 0; input < stage.take->n_inputs; ++input) {
      const uint64_t at = 333 + input;
      const float good = stage.take->in[input][at];
      suite_note("%g in input %" PRIu32 ", settings %" PRIu64, (double)huge[seed % 2], input, seed);
      stage.take->in[input][at] = huge[seed % 2];
      render(subject, stage.instance, stage.take, seed, NULL, 0);
      take_check_finite(stage.take);
      check_recovered(stage.take, stage.expected);
      stage.take->in[input][at] = good;
    }
  }
  stage_free(&stage);
}

static void test_makes_nothing_of_subnormal_samples(const Subject* subject) {
  Stage stage = stage_new(subject, SHORT_FRAMES);
  for (uint32_t i = 0; i < stage.take->n_inputs; ++i) {
    for (uint64_t at = 0; at < SHORT_FRAMES; ++at) {
      stage.take->in[i][at] = at % 2 ? SUBNORMAL : -SUBNORMAL;
      stage.expected->in[i][at] = 0.0f;
    }
  }
  for (uint64_t seed = 0; seed < 4; ++seed) {
    suite_note("settings %" PRIu64, seed);
    render(subject, stage.instance, stage.expected, seed, NULL, 0);
    render(subject, stage.instance, stage.take, seed, NULL, 0);
    const double difference = take_difference(stage.take, stage.expected, 0);
    CHECK(difference <= 1e-36, "subnormal samples make up to %g", difference);
  }
  stage_free(&stage);
}

/* What a bad value stands for. */
static float meaning(const PortSpec* spec, float bad) {
  return isfinite(bad) ? fminf(fmaxf(bad, spec->minimum), spec->maximum) : spec->initial;
}

static void check_control(const Subject* subject, const Port* port, void* user) {
  static const float bad[] = {NAN, -NAN, INFINITY, -INFINITY, 1e30f, -1e30f, SUBNORMAL, -SUBNORMAL};
  Stage* stage = (Stage*)user;
  char symbol[PORTS_TEXT_SIZE];
  port_symbol(port, symbol);
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    ControlChange change = {.frame = 300, .port = port->index, .value = bad[i]};
    suite_note("%s at %g", symbol, (double)bad[i]);
    render(subject, stage->instance, stage->take, 0, &change, 1);
    take_check_finite(stage->take);
    change.value = fabsf(bad[i]) <= FLT_MIN ? meaning(port->spec, 0.0f) : meaning(port->spec, bad[i]);
    render(subject, stage->instance, stage->expected, 0, &change, 1);
    take_check_same(stage->take, stage->expected, 0);
  }
}

static void test_reads_bad_controls_as_good_ones(const Subject* subject) {
  Stage stage = stage_new(subject, SHORT_FRAMES / 4);
  settings_each(subject, check_control, &stage);
  stage_free(&stage);
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
