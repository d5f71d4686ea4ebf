// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Ramps take as long at any sample rate, odd ones included. */

#include "tests/lv2/sample_rates.h"
#include "tests/lv2/take.h"

#include <math.h>

enum { MAX_FRAMES = 4096 };

/* Milliseconds from a change of a level until every output has arrived, to within a thousandth of its way; negative
   where nothing moves. A constant goes in, so that the outputs are the gains. */
static double ramp_ms_of(Instance* instance, uint32_t level, float to_db) {
  const double rate_hz = instance_rate_hz(instance);
  const uint64_t before = (uint64_t)(rate_hz * 0.1), after = (uint64_t)(rate_hz * 0.05);
  const ControlChange change = {.frame = before, .port = level, .value = to_db};
  Take* take = take_new(instance, before + after);
  for (uint32_t i = 0; i < take->n_inputs; ++i) {
    for (uint64_t at = 0; at < take->n_frames; ++at) {
      take->in[i][at] = 0.25f;
    }
  }
  instance_set_defaults(instance);
  instance_reset(instance);
  take_render(take, instance, &(Render){.changes = &change, .n_changes = 1});
  double ms = -1.0;
  for (uint32_t i = 0; i < take->n_outputs; ++i) {
    const float* out = take->out[i];
    const float end = out[take->n_frames - 1];
    const float way = fabsf(end - out[before - 1]);
    if (way > 0.01f) {
      uint64_t last = take->n_frames;
      while (last > before && fabsf(out[last - 1] - end) <= 1e-3f * way) {
        --last;
      }
      ms = fmax(ms, 1000.0 * (double)(last - before) / rate_hz);
    }
  }
  take_free(take);
  return ms;
}

static bool is_level(const PortSpec* spec) {
  return spec->kind == PORT_CONTROL_IN && spec->unit == UNIT_DB && spec->minimum == -90.0f && spec->maximum == 12.0f;
}

/* "10 ms from where it is to the new value", for the first copy of every level. */
static void test_levels_ramp_in_ten_milliseconds(const Subject* subject) {
  unsigned n_seen = 0;
  for (unsigned r = 0; r < N_RATES; ++r) {
    Instance* instance = take_instance(subject, rates_hz[r], MAX_FRAMES);
    for (unsigned i = 0; i < subject->n_ports; ++i) {
      if (is_level(subject->ports[i].spec) && subject->ports[i].copy == 0) {
        suite_note("port %u at %g Hz", i, rates_hz[r]);
        const double ms = ramp_ms_of(instance, i, -20.0f);
        CHECK(ms < 0.0 || fabs(ms - 10.0) <= 0.5, "ramps for %.3f ms", ms);
        n_seen += ms >= 0.0;
      }
    }
    instance_free(instance);
  }
  suite_note("at any rate");
  CHECK(n_seen, "no level moves anything");
}

int main(void) {
  const SuiteTest tests[] = {
    {"moves levels in ten milliseconds at any rate", test_levels_ramp_in_ten_milliseconds},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
