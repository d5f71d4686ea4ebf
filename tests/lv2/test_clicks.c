// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Nothing clicks: a step of any control while a low sine plays adds nothing above 10 kHz that is louder than -60 dB
   relative to the sine.

   A hard step leaves about -11 dB there, a straight ramp of 10 ms about -70 dB: a kink of slope s leaves an impulse of
   spectrum s / w^2, whose peak above w0 is s (1 / w0 - 1 / pi) / pi. The last test of this file shows that the measure
   tells them apart. */

#include "common/ports/ranges.h"
#include "tests/lv2/recording.h"
#include "tests/lv2/settings.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979323846
#define SINE_HZ 250.0
#define SINE_GAIN 0.5
#define CLICK_LIMIT 1e-3  // -60 dB
#define SLOW_MS 100.0f
#define SHORT_MS 20.0f

enum {
  RATE_HZ = 48000,
  MAX_FRAMES = 4096,
  STEP = 3000,
  AFTER = 2400,
  FRAMES = STEP + AFTER,
  CORNER_HZ = 10000,
  ORDER = 8
};

/* One second-order section of a Butterworth high-pass, transposed direct form II (bilinear transform). */
typedef struct {
  double b0, b1, b2, a1, a2, z1, z2;
} HighPass;

static void high_pass_init(HighPass sections[ORDER / 2]) {
  const double k = tan(PI * CORNER_HZ / RATE_HZ);
  for (unsigned i = 0; i < ORDER / 2; ++i) {
    const double damping = 2.0 * sin(PI * (2.0 * i + 1.0) / (2.0 * ORDER));
    const double norm = 1.0 / (1.0 + damping * k + k * k);
    sections[i] = (HighPass){.b0 = norm,
                             .b1 = -2.0 * norm,
                             .b2 = norm,
                             .a1 = 2.0 * (k * k - 1.0) * norm,
                             .a2 = (1.0 - damping * k + k * k) * norm};
  }
}

static double high_pass(HighPass sections[ORDER / 2], double x) {
  for (unsigned i = 0; i < ORDER / 2; ++i) {
    HighPass* s = &sections[i];
    const double y = s->b0 * x + s->z1;
    s->z1 = s->b1 * x - s->a1 * y + s->z2;
    s->z2 = s->b2 * x - s->a2 * y;
    x = y;
  }
  return x;
}

/* What a step at frame STEP adds above the corner: the largest sample there after it, beyond what was there before and
   is there in the end (of dynamics that smoothstep the sine), relative to the sine that goes in or to the largest
   sample that comes out, whichever is louder. */
static double click_of(const float* out) {
  HighPass sections[ORDER / 2];
  double before = 0.0, during = 0.0, end = 0.0;
  high_pass_init(sections);
  for (uint32_t at = 0; at < FRAMES; ++at) {
    const double residue = fabs(high_pass(sections, (double)out[at]));
    double* part = at < STEP ? &before : at < STEP + AFTER / 2 ? &during : &end;
    if (at >= STEP / 2 && residue > *part) {  // what comes first is the start of the sine
      *part = residue;
    }
  }
  const double steady = before > end ? before : end;
  return (during - steady) / fmax(buffer_peak(out, FRAMES), SINE_GAIN);
}

static void fill_with_sines(Recording* recording) {
  for (uint32_t i = 0; i < recording->n_inputs; ++i) {
    for (uint64_t at = 0; at < recording->n_frames; ++at) {
      recording->in[i][at] = (float)(SINE_GAIN * sin(2.0 * PI * SINE_HZ * (double)at / RATE_HZ + 0.7 * i));
    }
  }
}

typedef struct {
  Instance* instance;
  Recording* recording;
  uint64_t seed;  // of the other controls; 0 for defaults
} Fixture;

/* Controls that say how fast dynamics may move a gain. They stay slow here: what moves faster than a ramp because the
   user asked for that is no click. */
static bool is_pace(const PortSpec* spec) {
  return spec->unit == UNIT_MS &&
         (strstr(spec->symbol, "attack") || strstr(spec->symbol, "release") || strstr(spec->symbol, "hold"));
}

/* The nearest value that misleads nobody. A level above unity makes the sine and the click louder alike, but a filter
   behind it may take away the sine alone; and after a long delay the sine starts late, which would be taken for a
   click. */
static float tame(const PortSpec* spec, float value) {
  const bool is_level = spec->unit == UNIT_DB && (spec->minimum == LEVEL_OFF_DB || !strcmp(spec->symbol, "makeup"));
  const bool is_delay = spec->unit == UNIT_MS && strstr(spec->symbol, "delay");
  return is_level ? fminf(value, 0.0f) : is_delay ? fminf(value, SHORT_MS) : value;
}

/* How many signals a control steps in that are added up: the steps add up even where the sines do not. The look-ahead
   of a plugin that blends delays the dry signal and the wet one. */
static double n_stepped(const Subject* subject, const PortSpec* spec) {
  bool blends = false;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    blends |= !strcmp(subject->ports[i].spec->symbol, "wet_level");
  }
  return blends && !strcmp(spec->symbol, "lookahead") ? 2.0 : 1.0;
}

static void set_controls(const Subject* subject, const Fixture* fixture) {
  Noise noise = {fixture->seed};
  instance_set_defaults(fixture->instance);
  if (fixture->seed) {
    controls_shuffle(fixture->instance, &noise);
    controls_enable(fixture->instance);
  }
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const PortSpec* spec = subject->ports[i].spec;
    if (spec->kind == PORT_CONTROL_IN) {
      const float value = instance_get(fixture->instance, i);
      instance_set(fixture->instance, i, is_pace(spec) ? fminf(spec->maximum, SLOW_MS) : tame(spec, value));
    }
  }
}

static void check_step(const Subject* subject, const Fixture* fixture, const Port* port, float from, float to) {
  from = tame(port->spec, from);
  to = tame(port->spec, to);
  const ControlChange change = {.frame = STEP, .port = port->index, .value = to};
  char symbol[PORTS_TEXT_SIZE];
  port_symbol(port, symbol);
  suite_note("%s from %g to %g, settings %" PRIu64, symbol, (double)from, (double)to, fixture->seed);
  set_controls(subject, fixture);
  instance_set(fixture->instance, port->index, from);
  instance_reset(fixture->instance);
  recording_render(fixture->recording, fixture->instance, &(Render){.changes = &change, .n_changes = 1});
  for (uint32_t i = 0; i < fixture->recording->n_outputs; ++i) {
    const bool is_sound = instance_port(fixture->instance, instance_output(fixture->instance, i))->kind ==
                          HOST_PORT_AUDIO;
    const double click = is_sound ? click_of(fixture->recording->out[i]) : 0.0;
    CHECK(click <= CLICK_LIMIT * n_stepped(subject, port->spec), "output %" PRIu32 " clicks at %.1f dB", i,
          20.0 * log10(click));
  }
}

static void check_control(const Subject* subject, const Port* port, void* user) {
  const Fixture* fixture = (const Fixture*)user;
  const PortSpec* spec = port->spec;
  Noise noise = {port->index + 1};
  if (is_pace(spec)) {
    return;
  }
  check_step(subject, fixture, port, spec->initial, spec->minimum);
  check_step(subject, fixture, port, spec->maximum, spec->minimum);
  check_step(subject, fixture, port, spec->minimum, spec->maximum);
  const HostPort* described = instance_port(fixture->instance, port->index);
  const float from = control_choose(described, &noise);
  check_step(subject, fixture, port, from, control_choose(described, &noise));
}

/* Whether the sines come through with the settings of the seed, as long as none is stepped. */
static bool is_heard(const Subject* subject, const Fixture* fixture) {
  double peak = 0.0;
  set_controls(subject, fixture);
  instance_reset(fixture->instance);
  recording_render(fixture->recording, fixture->instance, NULL);
  for (uint32_t i = 0; i < fixture->recording->n_outputs; ++i) {
    peak = larger_or_nan(peak, buffer_peak(fixture->recording->out[i], FRAMES));
  }
  return peak > 0.1 * SINE_GAIN;
}

static void test_no_control_clicks(const Subject* subject) {
  Fixture fixture = {.instance = suite_instance(subject, RATE_HZ, MAX_FRAMES)};
  fixture.recording = recording_new(fixture.instance, FRAMES);
  fill_with_sines(fixture.recording);
  unsigned n_settings = 0;
  for (fixture.seed = 0; n_settings < 5; ++fixture.seed) {
    suite_note("settings %" PRIu64, fixture.seed);
    CHECK(fixture.seed < 2000 && (fixture.seed || is_heard(subject, &fixture)), "is silent");
    if (is_heard(subject, &fixture)) {
      settings_each(subject, check_control, &fixture);
      ++n_settings;
    }
  }
  recording_free(fixture.recording);
  instance_free(fixture.instance);
}

/* A sine whose level goes from 1 to 0 on a straight line. */
static double click_of_ramp(double ramp_ms) {
  float out[FRAMES];
  for (uint32_t at = 0; at < FRAMES; ++at) {
    const double way = ((double)at - STEP) / (ramp_ms * 0.001 * RATE_HZ + 1e-9);
    const double gain = at < STEP ? 1.0 : way < 1.0 ? 1.0 - way : 0.0;
    out[at] = (float)(SINE_GAIN * gain * sin(2.0 * PI * SINE_HZ * ((double)at - STEP) / RATE_HZ + 0.25 * PI));
  }
  return 20.0 * log10(click_of(out));
}

static void test_the_measure_knows_a_click(const Subject* subject) {
  (void)subject;
  CHECK(fabs(click_of_ramp(0.0) - -11.0) < 4.0, "a hard step measures %.1f dB", click_of_ramp(0.0));
  CHECK(fabs(click_of_ramp(10.0) - -70.0) < 4.0, "a ramp of 10 ms measures %.1f dB", click_of_ramp(10.0));
  CHECK(click_of_ramp(1.0) > -56.0, "a ramp of 1 ms measures %.1f dB", click_of_ramp(1.0));
}

int main(void) {
  const SuiteTest tests[] = {
    {"does not click", test_no_control_clicks},
    {"is measured by what knows a click", test_the_measure_knows_a_click},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
