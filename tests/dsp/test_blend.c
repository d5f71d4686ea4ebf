// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What mixes two signals, and what takes the louder of two, against the same written out plainly, at every length. */

#include "common/dsp/blend_kernels.h"
#include "common/dsp/chunk.h"
#include "common/dsp/sample_kernels.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/white_noise.h"

enum { FRAMES = CHUNK_LONG_FRAMES };

/* A gain on its way, as a number of frames ago it was at its start. */
static double gain_at(RampLine line, unsigned frame) {
  return (double)line.from + (double)line.step * ((double)line.at + frame);
}

static double peak_of(const float* samples, uint32_t begin, uint32_t end) {
  double peak = 0.0;
  for (uint32_t i = begin; i < end; ++i) {
    peak = fmax(peak, fabs((double)samples[i]));
  }
  return peak;
}

static double louder(const float* const* channels, uint32_t begin, uint32_t end) {
  return fmax(peak_of(channels[0], begin, end), peak_of(channels[1], begin, end));
}

static void check_part(const Blend* blend, float* const* out, uint32_t begin, uint32_t end) {
  const BlendPeaks* part = &blend->part[begin / CHUNK_FRAMES];
  double added_a = 0.0, added_b = 0.0;
  for (unsigned c = 0; c < 2; ++c) {
    for (uint32_t i = begin; i < end; ++i) {
      const double a = (double)blend->a[c][i] * gain_at(blend->gain_a, i);
      const double b = (double)blend->b[c][i] * gain_at(blend->gain_b[c], i);
      assert_near(out[c][i], a + b, 1e-6);
      added_a = fmax(added_a, fabs(a));
      added_b = fmax(added_b, fabs(b));
    }
  }
  assert_near(part->a, louder(blend->a, begin, end), 0.0);
  assert_near(part->b, louder(blend->b, begin, end), 0.0);
  assert_near(part->out, louder((const float* const*)out, begin, end), 0.0);
  assert_near(part->added_a, added_a, 1e-6);
  assert_near(part->added_b, added_b, 1e-6);
}

static void check_levels(const Blend* blend, float* const* out, uint32_t n) {
  for (uint32_t i = 0; i < n; ++i) {
    assert_true(blend->levels_b[i] == fmaxf(fabsf(blend->b[0][i]), fabsf(blend->b[1][i])));
    assert_true(blend->levels_out[i] == fmaxf(fabsf(out[0][i]), fabsf(out[1][i])));
  }
  assert_true(blend->levels_b[n] == 9.0f && blend->levels_out[n] == 9.0f);
}

static float signals[4][FRAMES], sums[2][FRAMES + 1], levels[2][FRAMES + 1];

/* Blends n frames of mono or stereo signals, and looks at all that comes of it. */
static void check_blend(uint32_t n, bool stereo, bool ramping, bool with_levels) {
  const float* const a[] = {signals[0], signals[stereo]};
  const float* const b[] = {signals[2], signals[2 + stereo]};
  float* const out[] = {sums[0], sums[stereo]};
  const float step = ramping ? 1.0f / 1024.0f : 0.0f;
  Blend blend = {.a = a,
                 .b = b,
                 .gain_a = {0.25f, step, 7.0f},
                 .gain_b = {{0.75f, -step, 100.0f}, {0.75f, -step, 100.0f}},
                 .levels_b = with_levels ? levels[0] : NULL,
                 .levels_out = with_levels ? levels[1] : NULL};
  if (stereo) {
    blend.gain_b[1] = (RampLine){0.125f, 2.0f * step, 3.0f};
  }
  sums[0][n] = sums[1][n] = levels[0][n] = levels[1][n] = 9.0f;
  (ramping ? kernel_blend_ramping : kernel_blend)(out, &blend, n);
  for (uint32_t begin = 0; begin < n; begin += CHUNK_FRAMES) {
    check_part(&blend, out, begin, begin + CHUNK_FRAMES < n ? begin + CHUNK_FRAMES : n);
  }
  for (unsigned c = 0; c < 2; ++c) {
    assert_near(blend.peak_out[c], peak_of(out[c], 0, n), 0.0);
    assert_true(out[c][n] == 9.0f);
  }
  if (with_levels) {
    check_levels(&blend, out, n);
  }
}

static void test_a_blend_adds_two_signals_at_their_gains(void** state) {
  (void)state;
  for (uint32_t n = 1; n <= FRAMES; ++n) {
    for (unsigned i = 0; i < 4; ++i) {
      white_noise_fill(signals[i], FRAMES);
    }
    for (unsigned stereo = 0; stereo < 2; ++stereo) {
      check_blend(n, stereo, false, false);
      check_blend(n, stereo, false, true);
      if (n <= CHUNK_FRAMES) {
        check_blend(n, stereo, true, false);
      }
    }
  }
}

static void test_the_louder_of_two_is_taken_up_to_a_ceiling(void** state) {
  (void)state;
  static float a[FRAMES], b[FRAMES], out[FRAMES + 1];
  for (uint32_t n = 0; n <= FRAMES; ++n) {
    float expected_peak = 0.0f;
    white_noise_fill(a, FRAMES);
    white_noise_fill(b, FRAMES);
    out[n] = 9.0f;
    const float peak = kernel_max_abs(out, a, b, 0.9f, n);
    for (uint32_t i = 0; i < n; ++i) {
      const float expected = fminf(fmaxf(fabsf(a[i]), fabsf(b[i])), 0.9f);
      assert_true(out[i] == expected);
      expected_peak = fmaxf(expected_peak, expected);
    }
    assert_true(peak == expected_peak && out[n] == 9.0f);
  }
}

int main(void) {
  srand(1);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_blend_adds_two_signals_at_their_gains),
    cmocka_unit_test(test_the_louder_of_two_is_taken_up_to_a_ceiling),
  };
  return cmocka_run_group_tests_name("blend", tests, NULL, NULL);
}
