// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Meters: peak dBFS, -90..+24, instant attack, 20 dB/s fall, the same at any block size and rate. The readings are held
   against that definition, worked out from the samples of the ports. */

#include "common/dsp/chunk.h"
#include "common/dsp/meter.h"
#include "tests/lv2/settings.h"
#include "tests/lv2/take.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

enum { MAX_FRAMES = 8192, N_RATES = 5 };

#define PI 3.14159265358979323846

static const double rates_hz[N_RATES] = {8000.0, 44100.0, 48000.0, 192000.0, 768000.0};

static bool is_meter(const PortSpec* spec) {
  return spec->kind == PORT_CONTROL_OUT && spec->unit == UNIT_DB && spec->minimum == METER_FLOOR_DB &&
         spec->maximum == METER_CEILING_DB;
}

/* What a meter at a port shows at the end of a take: the highest that any sample has fallen to since. */
static double meter_at(const float* buffer, uint64_t n_frames, double rate_hz) {
  double highest_db = (double)METER_FLOOR_DB;
  for (uint64_t at = 0; at < n_frames; ++at) {
    const double fallen_db = METER_FALL_DB_PER_SECOND * (double)(n_frames - at) / rate_hz;
    highest_db = fmax(highest_db, 20.0 * log10(fabs((double)buffer[at])) - fallen_db);
  }
  return highest_db;
}

/* Meters fall once per interval of frames. */
static double tolerance_db(double rate_hz) {
  return 0.1 + METER_FALL_DB_PER_SECOND * CHUNK_FRAMES / rate_hz;
}

/* At the defaults, with another level on every input, what a meter shows is the level of some port. */
static void check_readings(const Subject* subject, const Take* take, double rate_hz) {
  double levels_db[128];
  uint32_t n_levels = 0;
  CHECK(take->n_inputs + take->n_outputs <= 128, "has more audio ports than this test has room for");
  for (uint32_t i = 0; i < take->n_inputs; ++i) {
    levels_db[n_levels++] = meter_at(take->in[i], take->n_frames, rate_hz);
  }
  for (uint32_t i = 0; i < take->n_outputs; ++i) {
    levels_db[n_levels++] = meter_at(take->out[i], take->n_frames, rate_hz);
  }
  unsigned n_seen = 0;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const double reading_db = (double)take->controls[i];
    if (is_meter(subject->ports[i].spec) && reading_db > (double)METER_FLOOR_DB) {
      bool found = false;
      for (uint32_t k = 0; k < n_levels; ++k) {
        found |= fabs(levels_db[k] - reading_db) <= tolerance_db(rate_hz);
      }
      CHECK(found, "port %u reads %.2f dBFS, which is the level of no port", i, reading_db);
      ++n_seen;
    }
  }
  CHECK(n_seen, "no meter shows anything");
}

/* Different from input to input, and low enough for every sum to stay below the meters' ceiling. */
static double input_gain(uint32_t input) {
  return 0.5 * pow(10.0, -0.035 * (double)input);
}

/* About 1 kHz, with a whole number of frames in a quarter of a cycle, so that a sample falls on every crest. */
static void fill_with_tones(Take* take, double rate_hz, uint64_t n_frames) {
  const double period_frames = 4.0 * round(rate_hz / 4000.0);
  for (uint32_t i = 0; i < take->n_inputs; ++i) {
    for (uint64_t at = 0; at < n_frames; ++at) {
      take->in[i][at] = (float)(input_gain(i) * sin(2.0 * PI * (double)at / period_frames));
    }
  }
}

static void test_meters_show_the_peak_of_a_tone(const Subject* subject) {
  for (unsigned r = 0; r < N_RATES; ++r) {
    suite_note("at %g Hz", rates_hz[r]);
    Instance* instance = take_instance(subject, rates_hz[r], MAX_FRAMES);
    Take* take = take_new(instance, (uint64_t)(rates_hz[r] * 0.2));
    fill_with_tones(take, rates_hz[r], take->n_frames);
    take_render(take, instance, &(Render){.cut_seed = r + 1});
    check_readings(subject, take, rates_hz[r]);
    take_free(take);
    instance_free(instance);
  }
}

static void test_meters_rise_at_once(const Subject* subject) {
  enum { BLOCK_FRAMES = 100, RATE_HZ = 48000 };
  Instance* instance = take_instance(subject, RATE_HZ, BLOCK_FRAMES);
  Take* take = take_new(instance, BLOCK_FRAMES);
  for (unsigned at = 0; at < BLOCK_FRAMES; ++at) {
    suite_note("impulse at frame %u", at);
    for (uint32_t i = 0; i < take->n_inputs; ++i) {
      take->in[i][at ? at - 1 : 0] = 0.0f;
      take->in[i][at] = (float)input_gain(i);
    }
    instance_reset(instance);
    take_render(take, instance, NULL);
    check_readings(subject, take, RATE_HZ);
  }
  take_free(take);
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

/* A tone, then silence; the readings 0.2 s and 0.7 s into it are 10 dB apart. */
static void check_fall(const Subject* subject, double rate_hz, Render plan) {
  Instance* instance = take_instance(subject, rate_hz, MAX_FRAMES);
  Take* take = take_new(instance, (uint64_t)rate_hz);
  fill_with_tones(take, rate_hz, take->n_frames / 4);
  Fall fall = {.early_frame = take->n_frames * 45 / 100, .late_frame = take->n_frames * 95 / 100};
  fall.early = (float*)calloc(take->n_ports, sizeof(float));
  fall.late = (float*)calloc(take->n_ports, sizeof(float));
  CHECK(fall.early && fall.late, "there is not enough memory for the test");
  const uint32_t enabled = settings_flagged(subject, PORT_ENABLED)->index;  // changes to the same value end a block
  const ControlChange marks[] = {{fall.early_frame, enabled, 1.0f}, {fall.late_frame, enabled, 1.0f}};
  plan.changes = marks;
  plan.n_changes = 2;
  plan.after_block = read_meters;
  plan.user = &fall;
  take_render(take, instance, &plan);
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    if (is_meter(subject->ports[i].spec) && fall.early[i] > METER_FLOOR_DB + 15.0f) {
      const double fell_db = (double)fall.early[i] - (double)fall.late[i];
      const double seconds = (double)(fall.late_frame - fall.early_frame) / rate_hz;
      CHECK(fabs(fell_db - METER_FALL_DB_PER_SECOND * seconds) <= tolerance_db(rate_hz),
            "port %u falls by %.2f dB in %.2f s", i, fell_db, seconds);
    }
  }
  free(fall.early);
  free(fall.late);
  take_free(take);
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
