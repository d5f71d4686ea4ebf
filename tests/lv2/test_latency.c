// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Latency is what a variant says it is, to the frame: an impulse into the main input comes out of the main output that
   much later, whatever the controls say. */

#include "common/ports/ranges.h"
#include "tests/lv2/recording.h"
#include "tests/lv2/settings.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { RATE_HZ = 48000, MAX_FRAMES = 1024, TAIL_FRAMES = 2400 };

/* Low enough to leave dynamics at rest at their defaults. */
#define IMPULSE 0.03f
#define HEARD 1e-6

static bool is_first_main(const Port* port, GroupRole role) {
  return port->section->role == role && port->copy == 0 && port_is_audio(port->spec);
}

/* What keeps the main input out of the main output of a plugin that is switched on, from a value on or up to it. */
static const struct {
  const char *family, *symbol;
  float lowest, highest;
} mutes[] = {
  {"aux_return", "mode", 2.0f, 2.0f},                       // wet only
  {"aux_return", "dry_level", LEVEL_OFF_DB, LEVEL_OFF_DB},  //
  {"sidechain_router", "listen", 1.0f, 1.0f},               // to the key
};

static bool is_muted_by(const Subject* subject, const char* symbol, float value) {
  bool is_muted = false;
  for (size_t i = 0; i < sizeof(mutes) / sizeof(mutes[0]); ++i) {
    is_muted |= !strcmp(mutes[i].family, subject->family->name) && !strcmp(mutes[i].symbol, symbol) &&
                value >= mutes[i].lowest && value <= mutes[i].highest;
  }
  return is_muted;
}

/* Position of the largest sample of the main output after an impulse at frame 0 of the main input; UINT64_MAX where the
   main output does not carry it. */
static uint64_t measured_frames(const Subject* subject, Instance* instance, uint64_t n_frames) {
  Recording* recording = recording_new(instance, n_frames);
  uint32_t input = 0, output = 0;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const Port* port = &subject->ports[i];
    if (port->spec->kind == PORT_AUDIO_IN) {
      recording->in[input++][0] = is_first_main(port, GROUP_MAIN_IN) ? IMPULSE : 0.0f;
    }
  }
  recording_render(recording, instance, NULL);
  double peak = HEARD;
  uint64_t frames = UINT64_MAX;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const Port* port = &subject->ports[i];
    if (is_first_main(port, GROUP_MAIN_OUT)) {
      for (uint64_t at = 0; at < n_frames; ++at) {
        const double size = fabs((double)recording->out[output][at]);
        frames = size > peak ? at : frames;
        peak = size > peak ? size : peak;
      }
    }
    output += port_is_audio(port->spec) && !port_is_input(port->spec);
  }
  recording_free(recording);
  return frames;
}

static void check_latency(const Subject* subject, Instance* instance, bool is_muted) {
  instance_reset(instance);
  instance_run(instance, 0);
  instance_run(instance, 1);
  const uint32_t reported = instance_latency_frames(instance);
  instance_reset(instance);
  const uint64_t measured = measured_frames(subject, instance, reported + TAIL_FRAMES);
  CHECK(instance_latency_frames(instance) == reported, "reports %" PRIu32 " frames, then %" PRIu32, reported,
        instance_latency_frames(instance));
  CHECK(is_muted == (measured == UINT64_MAX), "its main output is %s", is_muted ? "not silent" : "silent");
  CHECK(is_muted || measured == reported, "is late by %" PRIu64 " frames and reports %" PRIu32, measured, reported);
}

static void check_control(const Subject* subject, const Port* port, void* user) {
  Instance* instance = (Instance*)user;
  const PortSpec* spec = port->spec;
  const Port* enabled = settings_flagged(subject, PORT_ENABLED);
  char symbol[PORTS_TEXT_SIZE];
  port_symbol(port, symbol);
  for (unsigned step = 0; step <= 8; ++step) {
    for (unsigned on = 0; on < 2; ++on) {
      const float value = port_sanitize(spec, spec->minimum + (spec->maximum - spec->minimum) * (float)step / 8.0f,
                                        0.0f);
      suite_note("%s at %g, %s", symbol, (double)value, on ? "on" : "off");
      instance_set_defaults(instance);
      instance_set(instance, enabled->index, (float)on);
      instance_set(instance, port->index, value);
      check_latency(subject, instance, on && is_muted_by(subject, symbol, value));
    }
  }
}

static void test_latency_is_what_is_reported(const Subject* subject) {
  Instance* instance = suite_instance(subject, RATE_HZ, MAX_FRAMES);
  CHECK(instance_has_latency(instance) == (settings_flagged(subject, PORT_LATENCY) != NULL),
        "the host %s a latency port", instance_has_latency(instance) ? "finds" : "does not find");
  suite_note("defaults");
  check_latency(subject, instance, false);
  if (instance_has_latency(instance)) {
    settings_each(subject, check_control, instance);
  }
  instance_free(instance);
}

/* With every control at an end of its range, at the highest rate there is. */
static void test_latency_keeps_to_its_maximum(const Subject* subject) {
  const Port* latency = settings_flagged(subject, PORT_LATENCY);
  Instance* instance = suite_instance(subject, 768000.0, MAX_FRAMES);
  for (unsigned end = 0; latency && end < 2; ++end) {
    for (unsigned i = 0; i < subject->n_ports; ++i) {
      const PortSpec* spec = subject->ports[i].spec;
      if (spec->kind == PORT_CONTROL_IN) {
        instance_set(instance, i, end ? spec->maximum : spec->minimum);
      }
    }
    instance_reset(instance);
    instance_run(instance, MAX_FRAMES);
    const uint32_t reported = instance_latency_frames(instance);
    CHECK((float)reported <= latency->spec->maximum, "reports %" PRIu32 " frames, above its maximum of %g", reported,
          (double)latency->spec->maximum);
    CHECK(!end || (float)reported == latency->spec->maximum, "reports %" PRIu32 " frames at most, and may report %g",
          reported, (double)latency->spec->maximum);
  }
  instance_free(instance);
}

int main(void) {
  const SuiteTest tests[] = {
    {"is as late as it reports", test_latency_is_what_is_reported},
    {"reports no more than its maximum", test_latency_keeps_to_its_maximum},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
