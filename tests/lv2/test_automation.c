// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Automation. Hosts set a control once a block. A level that falls by 80 dB a second, in blocks of any length that
   hosts use, leaves a sine a sine: what is more than 100 Hz away from it stays below a limit relative to it.

   A level on an ideal, exponential, way leaves about -100 dB there under the window used here. With ramps of 10 ms in
   blocks of 2048 it would be -53 dB, since the level then rests between them. Straight lines from block to block leave
   about -76 dB. */

#include "common/ports/ranges.h"
#include "tests/lv2/recording.h"
#include "tests/lv2/settings.h"

#include <complex.h>
#include <fftw3.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979323846
#define SINE_HZ 1000.0
#define SINE_GAIN 0.02  // below every threshold
#define FALL_DB_PER_SECOND 80.0
#define AWAY_HZ 100.0

enum { RATE_HZ = 48000, START = 12288, WINDOW = 16384, FRAMES = START + WINDOW, MAX_FRAMES = 4096 };

static const struct {
  uint32_t block_frames;
  double limit_db;
} blocks[] = {{64, -83.0}, {256, -83.0}, {1024, -74.0}, {2048, -74.0}, {MAX_FRAMES, -72.0}};

enum { N_BLOCKS = sizeof(blocks) / sizeof(blocks[0]) };

/* The sum of four terms of Blackman and Harris, whose side lobes are at -92 dB. */
static double window_at(unsigned i) {
  const double phase = 2.0 * PI * i / WINDOW;
  return 0.35875 - 0.48829 * cos(phase) + 0.14128 * cos(2.0 * phase) - 0.01168 * cos(3.0 * phase);
}

/* The largest line of a window's spectrum that is away from the sine, relative to the sine, in dB. */
static double spurious_db(const float* samples) {
  double* in = fftw_alloc_real(WINDOW);
  double complex* lines = (double complex*)fftw_alloc_complex(WINDOW / 2 + 1);
  CHECK(in && lines, "there is not enough memory for the test");
  fftw_plan plan = fftw_plan_dft_r2c_1d(WINDOW, in, (fftw_complex*)lines, FFTW_ESTIMATE);
  for (unsigned i = 0; i < WINDOW; ++i) {
    in[i] = window_at(i) * (double)samples[i];
  }
  fftw_execute(plan);
  double sine = 0.0, spurious = 0.0;
  for (unsigned k = 0; k <= WINDOW / 2; ++k) {
    double* line = fabs((double)k * RATE_HZ / WINDOW - SINE_HZ) > AWAY_HZ ? &spurious : &sine;
    *line = fmax(*line, cabs(lines[k]));
  }
  fftw_destroy_plan(plan);
  fftw_free(lines);
  fftw_free(in);
  return 20.0 * log10(spurious / sine);
}

/* Of something that is put out: not a threshold, and not a level that only a detector hears. */
static bool is_level(const PortSpec* spec) {
  return spec->kind == PORT_CONTROL_IN && spec->unit == UNIT_DB && spec->minimum == LEVEL_OFF_DB &&
         spec->maximum > 0.0f && strcmp(spec->symbol, "key_level") != 0;
}

typedef struct {
  Instance* instance;
  Recording* recording;
  ControlChange changes[FRAMES / 64 + 1];
} Fixture;

/* All at rest, but for what would make up for a level or hide it; and every other level off, if so wished. */
static void set_controls(const Subject* subject, const Fixture* fixture, bool alone) {
  instance_set_defaults(fixture->instance);
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const PortSpec* spec = subject->ports[i].spec;
    if (!strcmp(spec->symbol, "auto_level") || !strcmp(spec->symbol, "match")) {
      instance_set(fixture->instance, i, 0.0f);
    } else if (!strcmp(spec->symbol, "branches")) {
      instance_set(fixture->instance, i, spec->maximum);
    } else if (is_level(spec) && alone) {
      instance_set(fixture->instance, i, LEVEL_OFF_DB);
    }
  }
}

/* Renders a sine on one input while a level falls, set once a block. */
static void render(Fixture* fixture, uint32_t input, const Port* level, uint32_t block_frames) {
  size_t n_changes = 0;
  for (uint32_t at = block_frames; at < FRAMES; at += block_frames) {
    const float level_db = (float)(-FALL_DB_PER_SECOND * at / RATE_HZ);
    fixture->changes[n_changes++] = (ControlChange){.frame = at, .port = level->index, .value = level_db};
  }
  for (uint32_t i = 0; i < fixture->recording->n_inputs; ++i) {
    for (uint32_t at = 0; at < FRAMES; ++at) {
      fixture->recording->in[i][at] = i == input ? (float)(SINE_GAIN * sin(2.0 * PI * SINE_HZ * at / RATE_HZ)) : 0.0f;
    }
  }
  instance_set(fixture->instance, level->index, 0.0f);
  instance_reset(fixture->instance);
  recording_render(fixture->recording, fixture->instance,
                   &(Render){.changes = fixture->changes, .n_changes = n_changes, .block_frames = block_frames});
}

/* Whether an output has gone down as the level has, from sound. */
static bool follows(const float* out) {
  const double last = buffer_peak(out + FRAMES - 480, 480);
  const double expected = SINE_GAIN * pow(10.0, -FALL_DB_PER_SECOND / 20.0 * FRAMES / RATE_HZ);
  return buffer_peak(out, 480) > 0.3 * SINE_GAIN && last > 0.2 * expected && last < 10.0 * expected;
}

/* Checks all outputs that go down with a level where a sine comes in on one input; gives how many. */
static unsigned check_outputs(Fixture* fixture, uint32_t input, const Port* level, unsigned block) {
  unsigned n_followers = 0;
  render(fixture, input, level, blocks[block].block_frames);
  for (uint32_t i = 0; i < fixture->recording->n_outputs; ++i) {
    const HostPort* port = instance_port(fixture->instance, instance_output(fixture->instance, i));
    if (port->kind == HOST_PORT_AUDIO && follows(fixture->recording->out[i])) {
      const double spurious = spurious_db(fixture->recording->out[i] + START);
      CHECK(spurious < blocks[block].limit_db, "blocks of %u, output %u: spurious %.1f dB",
            (unsigned)blocks[block].block_frames, (unsigned)i, spurious);
      ++n_followers;
    }
  }
  return n_followers;
}

static void check_level(const Subject* subject, const Port* port, void* user) {
  Fixture* fixture = (Fixture*)user;
  unsigned n_followers = 0;
  if (!is_level(port->spec)) {
    return;
  }
  for (unsigned alone = 0; alone < 2; ++alone) {
    set_controls(subject, fixture, alone);
    for (uint32_t input = 0; input < fixture->recording->n_inputs; ++input) {
      const unsigned n = check_outputs(fixture, input, port, 0);
      for (unsigned block = 1; n && block < N_BLOCKS; ++block) {
        CHECK(check_outputs(fixture, input, port, block) == n, "blocks of %u: not all outputs follow it",
              (unsigned)blocks[block].block_frames);
      }
      n_followers += n;
    }
  }
  CHECK(n_followers, "no output follows it");
}

static void test_automated_levels_stay_clean_in_any_block(const Subject* subject) {
  Fixture fixture = {.instance = suite_instance(subject, RATE_HZ, MAX_FRAMES)};
  fixture.recording = recording_new(fixture.instance, FRAMES);
  settings_each(subject, check_level, &fixture);
  recording_free(fixture.recording);
  instance_free(fixture.instance);
}

/* A sine whose level falls, by ramps of so many frames that begin once a block. */
static double spurious_of_ramps(unsigned block_frames, double ramp_frames) {
  float out[FRAMES];
  for (unsigned at = 0; at < FRAMES; ++at) {
    const double db = -FALL_DB_PER_SECOND / RATE_HZ;
    const unsigned begun = at - at % block_frames;
    const double from = pow(10.0, db * ((double)begun - block_frames) / 20.0);
    const double to = pow(10.0, db * begun / 20.0);
    const double gain = from + (to - from) * fmin(1.0, (at - begun + 1) / ramp_frames);
    out[at] = (float)(gain * SINE_GAIN * sin(2.0 * PI * SINE_HZ * at / RATE_HZ));
  }
  return spurious_db(out + START);
}

static void test_the_measure_knows_rests_between_ramps(const Subject* subject) {
  (void)subject;
  const double resting = spurious_of_ramps(2048, 480.0);
  const double lines = spurious_of_ramps(2048, 2048.0);
  const double ideal = spurious_of_ramps(1, 1.0);
  CHECK(fabs(resting - -53.0) < 3.0, "ramps with rests between them measure %.1f dB", resting);
  CHECK(fabs(lines - -76.0) < 3.0, "lines from block to block measure %.1f dB", lines);
  CHECK(ideal < -90.0, "an ideal way measures %.1f dB", ideal);
}

int main(void) {
  const SuiteTest tests[] = {
    {"keeps automated levels clean in any block", test_automated_levels_stay_clean_in_any_block},
    {"is measured by what knows rests between ramps", test_the_measure_knows_rests_between_ramps},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
