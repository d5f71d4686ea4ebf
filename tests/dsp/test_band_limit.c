// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Two filters in a row that run in one loop against the same two run one after the other: the same bits, whatever moves
   and whatever comes in. */

#include "common/dsp/band_limit.h"
#include "common/dsp/chunk.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/white_noise.h"

enum { RAMP_FRAMES = 480, CHUNKS = 300 };

static void begin(BandLimit* limit) {
  band_limit_init(limit, 48000.0);
}

static void tune(BandLimit* limit, float hpf_hz, float lpf_hz) {
  band_limit_set(limit, hpf_hz, lpf_hz, RAMP_FRAMES);
}

static void noise(float x[FILTER_MAX_CHANNELS][CHUNK_FRAMES], float largest) {
  for (unsigned i = 0; i < CHUNK_FRAMES; ++i) {
    x[0][i] = white_noise() * largest;
    x[1][i] = white_noise() * largest;
  }
}

/* Runs a chunk of noise through both, once together and once one filter after the other, which must give the same. */
static void run_alike(BandLimit* together, BandLimit* apart, unsigned n_channels, float largest, uint32_t n_frames) {
  float a[FILTER_MAX_CHANNELS][CHUNK_FRAMES];
  float b[FILTER_MAX_CHANNELS][CHUNK_FRAMES];
  float* const rows_a[] = {a[0], a[1]};
  float* const rows_b[] = {b[0], b[1]};
  noise(a, largest);
  memcpy(b, a, sizeof(b));
  band_limit_run(together, rows_a, n_channels, n_frames);
  filter_run(&apart->hpf, rows_b, n_channels, n_frames);
  filter_run(&apart->lpf, rows_b, n_channels, n_frames);
  assert_memory_equal(a, b, sizeof(a));
}

static void test_pair_while_cut_offs_move(void** state) {
  (void)state;
  static const float hpf_hz[] = {100.0f, 100.0f, 0.0f, 700.0f, 2000.0f, 0.0f};
  static const float lpf_hz[] = {5000.0f, INFINITY, 800.0f, 800.0f, 8000.0f, INFINITY};
  for (unsigned n_channels = 1; n_channels <= FILTER_MAX_CHANNELS; ++n_channels) {
    BandLimit together, apart;
    begin(&together);
    begin(&apart);
    srand(3);
    for (unsigned i = 0; i < CHUNKS; ++i) {
      if (i % 10 == 0) {
        tune(&together, hpf_hz[i / 10 % 6], lpf_hz[i / 10 % 6]);
        tune(&apart, hpf_hz[i / 10 % 6], lpf_hz[i / 10 % 6]);
      }
      run_alike(&together, &apart, n_channels, 1.0f, (uint32_t)rand() % (CHUNK_FRAMES + 1));
    }
  }
}

/* The high-pass overshoots what a float can hold; after that both go on as if nothing had been. */
static void test_pair_where_the_first_one_has_to_be_limited(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= FILTER_MAX_CHANNELS; ++n_channels) {
    BandLimit together, apart;
    begin(&together);
    begin(&apart);
    tune(&together, 2000.0f, 1000.0f);
    tune(&apart, 2000.0f, 1000.0f);
    srand(4);
    for (unsigned i = 0; i < CHUNKS; ++i) {
      run_alike(&together, &apart, n_channels, i % 7 == 3 ? FLT_MAX : 1.0f, CHUNK_FRAMES);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_pair_while_cut_offs_move),
    cmocka_unit_test(test_pair_where_the_first_one_has_to_be_limited),
  };
  return cmocka_run_group_tests_name("band limit", tests, NULL, NULL);
}
