// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The mix of strips against the same sum written out plainly, at every length from 0 to the longest chunk: equal to the
   bit, because kernels promise an order of summation. */

#include "plugins/bus_summer/mix_kernels.h"

#include "common/dsp/chunk.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/white_noise.h"

enum { LENGTHS = CHUNK_LONG_FRAMES + 1 };

typedef struct {
  float l[CHUNK_LONG_FRAMES], r[CHUNK_LONG_FRAMES];
} Pair;

static void fill_pair(Pair* pair) {
  white_noise_fill(pair->l, CHUNK_LONG_FRAMES);
  white_noise_fill(pair->r, CHUNK_LONG_FRAMES);
}

/* Each of its own, set out `done` frames ago to be somewhere else after `length` frames; at once where that is 0. */
static void fill_gains(StripGains* gains, uint32_t length, uint32_t done) {
  StripTargets target;
  strip_gains_init(gains);
  for (unsigned turn = 0; turn < (length ? 2u : 1u); ++turn) {
    for (unsigned row = 0; row < STRIP_ROWS; ++row) {
      for (unsigned s = 0; s < STRIP_GAINS_SIZE; ++s) {
        target.gain[row][s] = white_noise();
      }
    }
    strip_gains_set(gains, &target, turn ? (RampFrames){length, length} : (RampFrames){0, 0});
  }
  strip_gains_advance(gains, done);
}

typedef void MixKernel(float* sum_l, float* sum_r, const MixInput* input, const StripGains* gains, float* peaks);

/* From any frame on, of no strip more than asked for, and into no frame more. The third strip is not connected. */
static void assert_mix_adds_in_order(MixKernel* kernel, const StripGains* gains, uint32_t n, uint32_t n_strips,
                                     unsigned n_channels) {
  const uint32_t at = CHUNK_LONG_FRAMES - n < 5 ? CHUNK_LONG_FRAMES - n : 5;
  Pair in[STRIP_GAINS_SIZE];
  const float* channels[2 * STRIP_GAINS_SIZE];
  float peaks[STRIP_GAINS_SIZE + 1];
  Pair sum;
  fill_pair(&sum);
  Pair expected = sum;
  memset(expected.l, 0, n * sizeof(float));
  memset(expected.r, 0, n * sizeof(float));
  for (unsigned s = 0; s < n_strips; ++s) {
    const bool connected = s != 2;
    fill_pair(&in[s]);
    if (!connected) {
      memset(&in[s], 0, sizeof(in[s]));
    }
    if (n_channels == 1) {
      memcpy(in[s].r, in[s].l, sizeof(in[s].r));
    }
    channels[s * n_channels] = connected ? in[s].l : NULL;
    channels[(s + 1) * n_channels - 1] = connected ? in[s].r : NULL;
    for (unsigned i = 0; i < n; ++i) {
      expected.l[i] += in[s].l[at + i] * strip_gain_at(gains, STRIP_LEFT, s, i);
      expected.r[i] += in[s].r[at + i] * strip_gain_at(gains, STRIP_RIGHT, s, i);
    }
  }
  peaks[n_strips] = -7.0f;
  const MixInput input = {
    .channels = channels, .n_strips = n_strips, .n_channels = n_channels, .at = at, .n_frames = n};
  kernel(sum.l, sum.r, &input, gains, peaks);
  assert_memory_equal(&sum, &expected, sizeof(sum));
  assert_true(peaks[n_strips] == -7.0f);
  for (unsigned s = 0; s < n_strips; ++s) {
    float peak = 0.0f;
    for (unsigned i = 0; i < n; ++i) {
      peak = fmaxf(peak, fmaxf(fabsf(in[s].l[at + i]), fabsf(in[s].r[at + i])));
    }
    assert_true(peaks[s] == peak);
  }
}

static void test_mix_adds_in_order(void** state) {
  (void)state;
  for (uint32_t n = 0; n < LENGTHS; ++n) {
    for (uint32_t n_strips = 0; n_strips <= STRIP_GAINS_SIZE; ++n_strips) {
      const unsigned n_channels = 1 + n_strips % 2;
      StripGains gains;
      fill_gains(&gains, 0, 0);
      assert_mix_adds_in_order(kernel_mix, &gains, n, n_strips, n_channels);
      assert_mix_adds_in_order(kernel_mix_ramping, &gains, n, n_strips, n_channels);
      fill_gains(&gains, 2 * CHUNK_LONG_FRAMES, n);
      assert_mix_adds_in_order(kernel_mix_ramping, &gains, n, n_strips, n_channels);
    }
  }
}

int main(void) {
  srand(1);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_mix_adds_in_order),
  };
  return cmocka_run_group_tests_name("mix_kernels", tests, NULL, NULL);
}
