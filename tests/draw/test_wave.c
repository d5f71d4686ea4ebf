// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/theme.h"
#include "common/draw/wave.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

static WaveView wave;

/* Wherever a lone sample stands, exactly one slice has it: none is skipped and none is read twice. */
static void test_every_frame_is_in_one_slice(void** state) {
  (void)state;
  enum { N_FRAMES = 4 * WAVE_POINTS + 7 };
  static float samples[N_FRAMES];
  for (unsigned at = 0; at < N_FRAMES; ++at) {
    samples[at] = -0.75f;
    wave_read(&wave, 0, samples, N_FRAMES);
    samples[at] = 0.0f;
    unsigned n = 0;
    for (unsigned i = 0; i < WAVE_POINTS; ++i) {
      n += wave.points[0][i].low < -0.5f;
      assert_true(wave.points[0][i].high <= 0.0f);
    }
    assert_int_equal(n, 1);
  }
}

/* A sine has peaks of 1 and an RMS of 1 / sqrt 2 in every slice that holds whole periods. */
static void test_envelope_of_a_sine(void** state) {
  (void)state;
  enum { PERIOD = 64, N_FRAMES = WAVE_POINTS * PERIOD };
  static float samples[N_FRAMES];
  for (unsigned i = 0; i < N_FRAMES; ++i) {
    samples[i] = (float)sin(i * 6.28318530717958647692 / PERIOD);
  }
  wave_read(&wave, 1, samples, N_FRAMES);
  for (unsigned i = 0; i < WAVE_POINTS; ++i) {
    assert_near(wave.points[1][i].low, -1.0, 1e-6);
    assert_near(wave.points[1][i].high, 1.0, 1e-6);
    assert_near(wave.points[1][i].rms, sqrt(0.5), 1e-6);
  }
}

static void test_short_and_empty_audio(void** state) {
  (void)state;
  const float samples[] = {0.25f, -0.5f};
  wave_read(&wave, 0, samples, 2);
  assert_near(wave.points[0][0].high, 0.25, 0.0);
  assert_near(wave.points[0][WAVE_POINTS - 1].low, -0.5, 0.0);
  wave_read(&wave, 0, NULL, 0);
  assert_near(wave.points[0][WAVE_POINTS / 2].high, 0.0, 0.0);
}

static uint32_t pixel(cairo_surface_t* surface, int x, int y) {
  cairo_surface_flush(surface);
  uint32_t value;
  memcpy(&value, cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface) + 4 * x,
         sizeof value);
  return value & 0xFFFFFFU;
}

/* How many pixels of a column are not paper. */
static int column_ink(cairo_surface_t* surface, uint32_t paper, int x) {
  int n = 0;
  for (int y = 0; y < cairo_image_surface_get_height(surface); ++y) {
    n += pixel(surface, x, y) != paper;
  }
  return n;
}

/* One slice of a thousand at full scale is seen at any width, to the full height, in one column. */
static void test_no_peak_is_lost(void** state) {
  (void)state;
  const int widths[] = {16, 100, 333, WAVE_POINTS};
  wave.n_channels = 1;
  for (unsigned w = 0; w < sizeof widths / sizeof *widths; ++w) {
    for (unsigned at = 0; at < WAVE_POINTS; at += 97) {
      memset(wave.points, 0, sizeof wave.points);
      wave.points[0][at].high = 1.0f;
      cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, widths[w], 40);
      cairo_t* cr = cairo_create(surface);
      ink_set(cr, INK_PAPER, 1.0);
      cairo_paint(cr);
      const uint32_t paper = pixel(surface, 0, 0);
      wave_draw(cr, &wave, 0.0, 0.0, widths[w], 40.0);
      int n_full = 0;
      for (int x = 0; x < widths[w]; ++x) {
        n_full += column_ink(surface, paper, x) >= 20;
      }
      assert_int_equal(n_full, 1);
      cairo_destroy(cr);
      cairo_surface_destroy(surface);
    }
  }
}

/* Only what is over full scale is marked in the colour of clipping. */
static void test_clipping_is_marked(void** state) {
  (void)state;
  const float peaks[] = {1.0f, 1.0001f};
  for (int i = 0; i < 2; ++i) {
    memset(wave.points, 0, sizeof wave.points);
    wave.n_channels = 1;
    wave.points[0][600].high = peaks[i];
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 100, 40);
    cairo_t* cr = cairo_create(surface);
    ink_set(cr, INK_CLIP, 1.0);
    cairo_paint(cr);
    const uint32_t red = pixel(surface, 0, 0);
    ink_set(cr, INK_PAPER, 1.0);
    cairo_paint(cr);
    wave_draw(cr, &wave, 0.0, 0.0, 100.0, 40.0);
    int n_red = 0;
    for (int x = 0; x < 100; ++x) {
      n_red += pixel(surface, x, 1) == red;
    }
    assert_true(i == 0 ? n_red == 0 : n_red >= 1 && n_red <= 3);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_every_frame_is_in_one_slice), cmocka_unit_test(test_envelope_of_a_sine),
    cmocka_unit_test(test_short_and_empty_audio),       cmocka_unit_test(test_no_peak_is_lost),
    cmocka_unit_test(test_clipping_is_marked),
  };
  return cmocka_run_group_tests_name("wave", tests, NULL, NULL);
}
