// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Meters: peak dBFS, -90..+24, instant attack, 20 dB/s fall, the same at any block size and rate. Each reading is held
   against that definition, worked out from the samples of the port that the meter is for. */

#include "common/ports/ranges.h"
#include "tests/lv2/recording.h"
#include "tests/lv2/settings.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FRAMES = 8192, N_RATES = 5, LONGEST_INTERVAL_FRAMES = 256 };

#define FALL_DB_PER_SECOND 20.0

#define PI 3.14159265358979323846

static const double rates_hz[N_RATES] = {8000.0, 44100.0, 48000.0, 192000.0, 768000.0};

static bool is_meter(const PortSpec* spec) {
  return spec->kind == PORT_CONTROL_OUT && spec->unit == UNIT_DB && spec->minimum == METER_FLOOR_DB &&
         spec->maximum == METER_CEILING_DB;
}

/* What each meter shows, by the symbols of the port tables: the level of an audio port, changed by a level control. Of
   the first copy of a port where the meter has no copies; of a stereo port its louder side, unless there is a meter for
   each. The key's meter shows the sum of both keys, of which key B is off at the defaults. */
static const struct {
  const char *family, *meter;
  const char *port, *level;  // the latter NULL where no control stands between the port and the meter
} meanings[] = {
  {"bus_summer", "meter_{n}", "in_{n}", "gain_{n}"},
  {"bus_summer", "meter", "out", NULL},
  {"aux_send", "meter", "out", NULL},
  {"aux_send", "meter_send_{n}", "send_{n}", NULL},
  {"aux_return", "meter_dry", "in", "dry_level"},
  {"aux_return", "meter_return", "return", "return_level"},
  {"aux_return", "meter", "out", NULL},
  {"parallel_splitter", "meter_{a}", "{a}", NULL},
  {"parallel_compressor", "meter_in", "in", NULL},
  {"parallel_compressor", "meter_out", "out", NULL},
  {"sidechain_router", "meter_key", "key_a", "key_a_level"},
  {"sidechain_router", "meter", "out", NULL},
};

static size_t meaning_of(const Subject* subject, const Port* meter) {
  for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); ++i) {
    if (!strcmp(meanings[i].family, subject->family->name) && !strcmp(meanings[i].meter, meter->spec->symbol)) {
      return i;
    }
  }
  suite_fail("has the meter %s, of which this test does not know what it shows", meter->spec->symbol);
}

static bool is_called(const Port* port, const char* symbol, unsigned copy) {
  char of_port[PORTS_TEXT_SIZE], wanted[PORTS_TEXT_SIZE];
  ports_expand(port->spec->symbol, port->copy, of_port);
  ports_expand(symbol, copy, wanted);
  return !strcmp(of_port, wanted);
}

/* What a meter of a buffer shows after n_frames: the highest that any sample has fallen to since. */
static double level_after(const float* buffer, uint64_t n_frames, double rate_hz) {
  const double fall = pow(10.0, -FALL_DB_PER_SECOND / rate_hz / 20.0);
  double highest = 0.0;
  for (uint64_t at = 0; at < n_frames; ++at) {
    highest = fall * fmax(highest, fabs((double)buffer[at]));
  }
  return 20.0 * log10(highest);
}

/* What a meter is to show after n_frames of a recording, its level control being where it was all the time. */
static double expected_db(const Subject* subject, const Recording* recording, const Port* meter, uint64_t n_frames,
                          double rate_hz) {
  const size_t meaning = meaning_of(subject, meter);
  const bool has_side = meter->spec->flags & PORT_PER_CHANNEL;
  uint32_t n_in = 0, n_out = 0;
  double port_db = -(double)INFINITY, level_db = 0.0;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const Port* port = &subject->ports[i];
    if (port_is_audio(port->spec)) {
      const float* buffer = port_is_input(port->spec) ? recording->in[n_in++] : recording->out[n_out++];
      if (is_called(port, meanings[meaning].port, meter->copy) && (!has_side || port->channel == meter->channel)) {
        port_db = fmax(port_db, level_after(buffer, n_frames, rate_hz));
      }
    } else if (meanings[meaning].level && is_called(port, meanings[meaning].level, meter->copy)) {
      level_db = (double)recording->controls[i];
    }
  }
  return fmin(fmax(port_db + level_db, (double)METER_FLOOR_DB), (double)METER_CEILING_DB);
}

/* Meters fall once per interval of frames, which in some plugins is the longer one. */
static double tolerance_db(double rate_hz) {
  return 0.1 + FALL_DB_PER_SECOND * LONGEST_INTERVAL_FRAMES / rate_hz;
}

/* Every meter shows what it is to show after n_frames; some show something. Readings are by port. */
static void check_readings(const Subject* subject, const Recording* recording, const float* readings, uint64_t n_frames,
                           double rate_hz) {
  unsigned n_seen = 0;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    if (is_meter(subject->ports[i].spec)) {
      const double db = expected_db(subject, recording, &subject->ports[i], n_frames, rate_hz);
      CHECK(fabs((double)readings[i] - db) <= tolerance_db(rate_hz), "port %u reads %.2f dBFS, not %.2f dBFS", i,
            (double)readings[i], db);
      n_seen += db > (double)METER_FLOOR_DB + 30.0;
    }
  }
  CHECK(n_seen, "no meter has anything to show");
}

/* Different from input to input, and low enough for every sum to stay below the meters' ceiling. */
static double input_gain(uint32_t input) {
  return 0.5 * pow(10.0, -0.05 * (double)input);
}

/* About 1 kHz, with a whole number of frames in a quarter of a cycle, so that a sample falls on every crest. */
static void fill_with_tones(Recording* recording, double rate_hz, uint64_t n_frames) {
  const double period_frames = 4.0 * round(rate_hz / 4000.0);
  for (uint32_t i = 0; i < recording->n_inputs; ++i) {
    for (uint64_t at = 0; at < n_frames; ++at) {
      recording->in[i][at] = (float)(input_gain(i) * sin(2.0 * PI * (double)at / period_frames));
    }
  }
}

/* Every level that is not off at its own; of a splitter, all branches sound; and, for two outputs of a mono sum to
   differ, a pan. */
static void set_levels_apart(const Subject* subject, Instance* instance) {
  float level_db = -3.0f;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const PortSpec* spec = subject->ports[i].spec;
    const bool is_level = spec->kind == PORT_CONTROL_IN && spec->unit == UNIT_DB && spec->minimum == LEVEL_OFF_DB;
    if (is_level && spec->initial > LEVEL_OFF_DB) {
      instance_set(instance, i, level_db);
      level_db -= 1.0f;
    } else if (is_called(&subject->ports[i], "branches", 0)) {
      instance_set(instance, i, spec->maximum);
    } else if (is_called(&subject->ports[i], "pan_1", 0)) {
      instance_set(instance, i, -0.5f);
    }
  }
}

static void test_meters_show_the_peak_of_a_tone(const Subject* subject) {
  for (unsigned r = 0; r < 2 * N_RATES; ++r) {
    const double rate_hz = rates_hz[r / 2];
    suite_note("at %g Hz, %s", rate_hz, r % 2 ? "at levels of their own" : "at the defaults");
    Instance* instance = suite_instance(subject, rate_hz, MAX_FRAMES);
    Recording* recording = recording_new(instance, (uint64_t)(rate_hz * 0.2));
    if (r % 2) {
      set_levels_apart(subject, instance);
    }
    fill_with_tones(recording, rate_hz, recording->n_frames);
    recording_render(recording, instance, &(Render){.cut_seed = r + 1});
    check_readings(subject, recording, recording->controls, recording->n_frames, rate_hz);
    recording_free(recording);
    instance_free(instance);
  }
}

static void test_meters_rise_at_once(const Subject* subject) {
  enum { BLOCK_FRAMES = 100, RATE_HZ = 48000 };
  Instance* instance = suite_instance(subject, RATE_HZ, BLOCK_FRAMES);
  Recording* recording = recording_new(instance, BLOCK_FRAMES);
  for (unsigned at = 0; at < BLOCK_FRAMES; ++at) {
    suite_note("impulse at frame %u", at);
    for (uint32_t i = 0; i < recording->n_inputs; ++i) {
      recording->in[i][at ? at - 1 : 0] = 0.0f;
      recording->in[i][at] = (float)input_gain(i);
    }
    instance_reset(instance);
    recording_render(recording, instance, NULL);
    check_readings(subject, recording, recording->controls, BLOCK_FRAMES, RATE_HZ);
  }
  recording_free(recording);
  instance_free(instance);
}

/* Readings some time into the silence after a tone. */
typedef struct {
  uint64_t early_frame, late_frame;
  float* early;
  float* late;
} Fall;

static void read_meters(void* user, Instance* instance, uint64_t n_done) {
  const Fall* fall = (const Fall*)user;
  float* readings = n_done == fall->early_frame ? fall->early : n_done == fall->late_frame ? fall->late : NULL;
  for (uint32_t i = 0; readings && i < instance_n_ports(instance); ++i) {
    readings[i] = instance_port(instance, i)->kind == HOST_PORT_CONTROL ? instance_get(instance, i) : 0.0f;
  }
}

/* A tone of 0.25 s, then silence, in which the readings have fallen for 0.2 s and for 0.7 s. */
static void check_fall(const Subject* subject, double rate_hz, Render plan) {
  Instance* instance = suite_instance(subject, rate_hz, MAX_FRAMES);
  Recording* recording = recording_new(instance, (uint64_t)rate_hz);
  fill_with_tones(recording, rate_hz, recording->n_frames / 4);
  Fall fall = {.early_frame = recording->n_frames * 45 / 100, .late_frame = recording->n_frames * 95 / 100};
  fall.early = (float*)calloc(recording->n_ports, sizeof(float));
  fall.late = (float*)calloc(recording->n_ports, sizeof(float));
  CHECK(fall.early && fall.late, "there is not enough memory for the test");
  const uint32_t enabled = settings_flagged(subject, PORT_ENABLED)->index;  // changes to the same value end a block
  const ControlChange marks[] = {{fall.early_frame, enabled, 1.0f}, {fall.late_frame, enabled, 1.0f}};
  plan.changes = marks;
  plan.n_changes = 2;
  plan.after_block = read_meters;
  plan.user = &fall;
  recording_render(recording, instance, &plan);
  check_readings(subject, recording, fall.early, fall.early_frame, rate_hz);
  check_readings(subject, recording, fall.late, fall.late_frame, rate_hz);
  free(fall.early);
  free(fall.late);
  recording_free(recording);
  instance_free(instance);
}

static void test_meters_fall_by_20_db_a_second(const Subject* subject) {
  for (unsigned r = 0; r < N_RATES; ++r) {
    suite_note("at %g Hz, cut at random", rates_hz[r]);
    check_fall(subject, rates_hz[r], (Render){.cut_seed = r + 1});
  }
  static const uint32_t sizes[] = {1, 33, 64, 100, MAX_FRAMES};
  for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); ++i) {
    suite_note("in blocks of %" PRIu32, sizes[i]);
    check_fall(subject, 44100.0, (Render){.block_frames = sizes[i]});
  }
}

int main(void) {
  const SuiteTest tests[] = {
    {"meters show the peak of a tone", test_meters_show_the_peak_of_a_tone},
    {"meters rise at once", test_meters_rise_at_once},
    {"meters fall by 20 dB a second", test_meters_fall_by_20_db_a_second},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
