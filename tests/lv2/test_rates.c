// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Ramps take as long at any sample rate, odd ones included. */

#include "common/ports/specs.h"
#include "tests/lv2/recording.h"
#include "tests/lv2/sample_rates.h"

#include <math.h>
#include <string.h>

enum { MAX_FRAMES = 4096 };

/* Every branch of a splitter; the other plugins let all be heard at their defaults. */
static void let_all_sound(Instance* instance) {
  const uint32_t branches = instance_find(instance, "branches");
  if (branches != UINT32_MAX) {
    instance_set(instance, branches, 4.0f);
  }
}

/* Milliseconds from a change of a level to the end of the frame on which every audio output has arrived, to within a
   thousandth of its way; fails where no output moves. A constant goes in, so that the
   outputs are the gains; another one on each input, as a bus takes inputs that are all alike for one. */
static double ramp_ms_of(Instance* instance, uint32_t level, float to_db) {
  const double rate_hz = instance_rate_hz(instance);
  const uint64_t before = (uint64_t)(rate_hz * 0.1), after = (uint64_t)(rate_hz * 0.05);
  const ControlChange change = {.frame = before, .port = level, .value = to_db};
  Recording* recording = recording_new(instance, before + after);
  for (uint32_t i = 0; i < recording->n_inputs; ++i) {
    for (uint64_t at = 0; at < recording->n_frames; ++at) {
      recording->in[i][at] = 0.25f + 0.001f * (float)i;
    }
  }
  instance_set_defaults(instance);
  let_all_sound(instance);
  instance_reset(instance);
  recording_render(recording, instance, &(Render){.changes = &change, .n_changes = 1});
  double ms = -1.0;
  for (uint32_t i = 0; i < recording->n_outputs; ++i) {
    const float* out = recording->out[i];
    const float end = out[recording->n_frames - 1];
    const float way = fabsf(end - out[before - 1]);
    const bool is_sound = instance_port(instance, instance_output(instance, i))->kind == HOST_PORT_AUDIO;
    if (is_sound && way > 0.01f) {
      uint64_t last = recording->n_frames;
      while (last > before && fabsf(out[last - 1] - end) <= 1e-3f * way) {
        --last;
      }
      ms = fmax(ms, 1000.0 * (double)(last + 1 - before) / rate_hz);
    }
  }
  recording_free(recording);
  CHECK(ms >= 0.0, "moves no output");
  return ms;
}

/* Of something that is heard, which the compressor's key is not. */
static bool is_level(const PortSpec* spec) {
  return spec->kind == PORT_CONTROL_IN && spec->unit == UNIT_DB && spec->points == spec_level_points &&
         strcmp(spec->symbol, "key_level") != 0;
}

/* Checks the levels of the first copy of a section, or of all. */
static void check_levels(const Subject* subject, double rate_hz, bool all) {
  const double frame_ms = 1000.0 / rate_hz;
  unsigned n_levels = 0;
  Instance* instance = suite_instance(subject, rate_hz, MAX_FRAMES);
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    if (is_level(subject->ports[i].spec) && (all || subject->ports[i].copy == 0)) {
      suite_note("port %u at %g Hz", i, rate_hz);
      const double ms = ramp_ms_of(instance, i, -20.0f);
      CHECK(fabs(ms - 10.0) <= 0.02 + 0.6 * frame_ms, "ramps for %.3f ms", ms);
      ++n_levels;
    }
  }
  suite_note("ports");
  CHECK(n_levels, "none of them is a level");
  instance_free(instance);
}

/* "10 ms from where it is to the new value", for every level at one rate, and for one of each kind at all rates. */
static void test_levels_ramp_in_ten_milliseconds(const Subject* subject) {
  check_levels(subject, 48000.0, true);
  for (unsigned r = 0; r < N_RATES; ++r) {
    check_levels(subject, rates_hz[r], false);
  }
}

int main(void) {
  const SuiteTest tests[] = {
    {"moves levels in ten milliseconds at any rate", test_levels_ramp_in_ten_milliseconds},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
