// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Reduction: held at its deepest and back by 20 dB a second, so that a host that reads it 15 times a second sees a duck
   of 20 ms. */

#include "tests/lv2/recording.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { RATE_HZ = 48000, N_FRAMES = RATE_HZ, BURST_AT = RATE_HZ / 2 + 100, BURST_FRAMES = RATE_HZ / 50 };

/* What has each family turn down quickly, and let go as quickly. */
static const struct {
  const char *family, *symbol;
  float value;
} ducks[] = {
  {"parallel_compressor", "threshold", -24.0f}, {"parallel_compressor", "attack", 1.0f},
  {"parallel_compressor", "release", 5.0f},     {"aux_return", "duck_depth", 12.0f},
  {"aux_return", "duck_attack", 1.0f},          {"aux_return", "duck_release", 5.0f},
  {"sidechain_router", "action", 1.0f},         {"sidechain_router", "attack", 1.0f},
  {"sidechain_router", "release", 5.0f},
};

typedef struct {
  uint32_t port;
  double deepest_db, last_db;
  uint64_t deepest_at, last_at;
} Readings;

static void read_reduction(void* user, Instance* instance, uint64_t n_done) {
  Readings* readings = (Readings*)user;
  const double db = (double)instance_get(instance, readings->port);
  if (db < readings->deepest_db) {
    readings->deepest_db = db;
    readings->deepest_at = n_done;
  }
  readings->last_db = db;
  readings->last_at = n_done;
}

static bool has_reduction(const Subject* subject) {
  bool found = false;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    found |= !strcmp(subject->ports[i].spec->symbol, "reduction");
  }
  return found;
}

/* Reads once a block while everything that comes in is quiet but for one burst. */
static Readings play_burst(const Subject* subject, uint32_t block_frames) {
  Instance* instance = suite_instance(subject, RATE_HZ, block_frames);
  Recording* recording = recording_new(instance, N_FRAMES);
  Readings readings = {.port = instance_find(instance, "reduction")};
  for (size_t i = 0; i < sizeof(ducks) / sizeof(ducks[0]); ++i) {
    if (!strcmp(ducks[i].family, subject->family->name)) {
      instance_set(instance, instance_find(instance, ducks[i].symbol), ducks[i].value);
    }
  }
  for (uint32_t i = 0; i < recording->n_inputs; ++i) {
    for (uint32_t at = 0; at < N_FRAMES; ++at) {
      const bool loud = at >= BURST_AT && at < BURST_AT + BURST_FRAMES;
      recording->in[i][at] = (loud ? 0.5f : 0.001f) * (at / 24 % 2 ? 1.0f : -1.0f);
    }
  }
  recording_render(recording, instance,
                   &(Render){.block_frames = block_frames, .after_block = read_reduction, .user = &readings});
  recording_free(recording);
  instance_free(instance);
  return readings;
}

static void test_short_ducks_are_seen(const Subject* subject) {
  if (!has_reduction(subject)) {
    return;
  }
  const Readings all = play_burst(subject, 16);
  CHECK(all.deepest_db < -6.0, "turns down by %.2f dB only", all.deepest_db);
  static const uint32_t reads_a_second[] = {15, 25, 50};
  for (unsigned i = 0; i < 3; ++i) {
    suite_note("read %" PRIu32 " times a second", reads_a_second[i]);
    const Readings readings = play_burst(subject, RATE_HZ / reads_a_second[i]);
    const double most_lost_db = 20.0 / reads_a_second[i] + 0.05;
    CHECK(readings.deepest_db <= all.deepest_db + most_lost_db, "reads %.2f dB of %.2f dB", readings.deepest_db,
          all.deepest_db);
    const double back_db = 20.0 * (double)(readings.last_at - readings.deepest_at) / RATE_HZ;
    CHECK(fabs(readings.last_db - fmin(readings.deepest_db + back_db, 0.0)) < 0.1, "is at %.2f dB, %.2f dB later",
          readings.last_db, back_db);
  }
}

int main(void) {
  const SuiteTest tests[] = {{"short ducks are seen", test_short_ducks_are_seen}};
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
