// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The lag meter on signals whose lags are known: noise and loops, shifted, inverted, filtered; and on signals that have
   none. */

#include "common/dsp/lag_meter.h"

#include "tests/dsp/music.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FRAMES = 96000, STEP = 256 };

static const double rate_hz = 48000.0;
static const double pi = 3.14159265358979323846;

typedef struct {
  LagMeter meter;
  float* memory;
  float* side[2][2];  // of both signals: float[n_frames]
  uint32_t n_frames;
} Fixture;

static Fixture* fixture_new(unsigned n_channels, float longest_ms, uint32_t n_frames) {
  Fixture* fixture = (Fixture*)calloc(1, sizeof(Fixture));
  assert_non_null(fixture);
  fixture->n_frames = n_frames;
  fixture->memory = (float*)calloc(lag_meter_floats(n_channels, rate_hz, longest_ms), sizeof(float));
  assert_non_null(fixture->memory);
  lag_meter_init(&fixture->meter, n_channels, rate_hz, longest_ms, fixture->memory);
  for (unsigned i = 0; i < 4; ++i) {
    fixture->side[i / 2][i % 2] = (float*)calloc(n_frames, sizeof(float));
    assert_non_null(fixture->side[i / 2][i % 2]);
  }
  return fixture;
}

static void fixture_free(Fixture* fixture) {
  for (unsigned i = 0; i < 4; ++i) {
    free(fixture->side[i / 2][i % 2]);
  }
  free(fixture->memory);
  free(fixture);
}

/* Hands over what it records in blocks of some length, and takes a step per STEP frames. */
static Lag measure_in(Fixture* fixture, bool mirrored, uint32_t block) {
  LagMeter* meter = &fixture->meter;
  lag_meter_start(meter, mirrored);
  for (uint32_t at = 0; at < fixture->n_frames;) {
    const uint32_t until_step = STEP - at % STEP;
    uint32_t n = block < until_step ? block : until_step;
    n = n < fixture->n_frames - at ? n : fixture->n_frames - at;
    if (lag_meter_is_recording(meter)) {
      uint32_t room = n;
      for (unsigned s = 0; s < 2; ++s) {
        for (unsigned c = 0; c < meter->n_channels; ++c) {
          float* to = lag_meter_room(meter, s, c, &room);
          memcpy(to, fixture->side[s][c] + at, room * sizeof(float));
        }
      }
      lag_meter_add(meter, room);
    }
    at += n;
    if (at % STEP == 0 && lag_meter_steps(meter, LAG_LONG_CHUNK_SLICES)) {
      return meter->lag;
    }
  }
  fail_msg("The measurement has not ended.");
  return meter->lag;
}

static Lag measure(Fixture* fixture) {
  return measure_in(fixture, false, STEP);
}

static float noise(void) {
  return (float)rand() / (float)RAND_MAX - 0.5f;
}

/* Noise on both sides, of which `shared` is the same. */
static void fill_noise(Fixture* fixture, float shared) {
  for (uint32_t i = 0; i < fixture->n_frames; ++i) {
    const float both = noise();
    for (unsigned c = 0; c < 2; ++c) {
      fixture->side[0][c][i] = shared * both + (1.0f - shared) * noise();
    }
  }
}

static void fill_music(Fixture* fixture, const char* name, uint64_t start) {
  Music music = music_load(name);
  for (uint32_t i = 0; i < fixture->n_frames; ++i) {
    fixture->side[0][0][i] = fixture->side[0][1][i] = 0.5f * music_at(&music, start + i);
  }
  music_free(&music);
}

/* The second signal is the first, so much later, at a gain; what comes before is silence. A negative lag makes the
   first one late. */
static void shift(Fixture* fixture, int32_t lag, float gain) {
  for (unsigned c = 0; c < 2; ++c) {
    float* early = fixture->side[0][c];
    float* late = fixture->side[1][c];
    const uint32_t size = (uint32_t)abs(lag);
    memcpy(late, early, fixture->n_frames * sizeof(float));
    if (lag < 0) {
      memmove(early + size, early, (fixture->n_frames - size) * sizeof(float));
      memset(early, 0, size * sizeof(float));
    } else {
      memmove(late + size, late, (fixture->n_frames - size) * sizeof(float));
      memset(late, 0, size * sizeof(float));
    }
    for (uint32_t i = 0; i < fixture->n_frames; ++i) {
      late[i] *= gain;
    }
  }
}

static void assert_lag(const Lag lag, int32_t frames, bool inverted) {
  assert_true(lag.known);
  assert_int_equal(lag.frames, frames);
  assert_int_equal(lag.inverted, inverted);
}

static void test_shifts_to_the_frame(void** state) {
  (void)state;
  static const int32_t lags[] = {0, 1, 2, 3, 17, 137, 480, 1000, 1999, 2399, 2400};
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Fixture* fixture = fixture_new(n_channels, 50.0f, FRAMES);
    for (unsigned i = 0; i < sizeof(lags) / sizeof(lags[0]); ++i) {
      for (int sign = -1; sign <= 1; sign += 2) {
        const float gain = i % 2 ? -0.125f : 2.0f;
        fill_noise(fixture, 0.5f);
        shift(fixture, sign * lags[i], gain);
        const Lag lag = measure(fixture);
        assert_lag(lag, sign * lags[i], gain < 0.0f);
        assert_true(lag.exact);
      }
    }
    fixture_free(fixture);
  }
}

static const char* const loops[] = {"loop_amen", "loop_garzul", "loop_electric", "loop_mika", "guit_e_fifths"};

static void test_loops_to_the_frame(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(2, 50.0f, FRAMES);
  for (unsigned i = 0; i < sizeof(loops) / sizeof(loops[0]); ++i) {
    const int32_t lag = (int32_t)(37 + 523 * i) * (i % 2 ? -1 : 1);
    fill_music(fixture, loops[i], 10000 * i);
    shift(fixture, lag, i % 2 ? -0.3f : 1.5f);
    assert_lag(measure(fixture), lag, i % 2);
  }
  fixture_free(fixture);
}

static void filter_copy(Fixture* fixture, bool high, double cutoff_hz) {
  for (unsigned c = 0; c < 2; ++c) {
    /* Butterworth, 12 dB/octave, by the bilinear transform. */
    const double k = tan(pi * cutoff_hz / rate_hz);
    const double norm = 1.0 / (1.0 + k * sqrt(2.0) + k * k);
    const double a1 = 2.0 * (k * k - 1.0) * norm;
    const double a2 = (1.0 - k * sqrt(2.0) + k * k) * norm;
    const double b0 = high ? norm : k * k * norm;
    const double b1 = high ? -2.0 * b0 : 2.0 * b0;
    double z1 = 0.0;
    double z2 = 0.0;
    for (uint32_t i = 0; i < fixture->n_frames; ++i) {
      const double x = (double)fixture->side[1][c][i];
      const double y = b0 * x + z1;
      z1 = b1 * x - a1 * y + z2;
      z2 = b0 * x - a2 * y;
      fixture->side[1][c][i] = (float)y;
    }
  }
}

/* A filter of minimum phase delays what it passes, but is no lag. */
static void test_filters_are_no_lag(void** state) {
  (void)state;
  static const double cutoffs_hz[] = {100.0, 300.0, 1000.0, 3000.0, 6000.0};
  Fixture* fixture = fixture_new(2, 50.0f, FRAMES);
  for (unsigned i = 0; i < sizeof(cutoffs_hz) / sizeof(cutoffs_hz[0]); ++i) {
    for (unsigned high = 0; high < 2; ++high) {
      if (!high && cutoffs_hz[i] < 1000.0) {
        continue;  // too little is left to be sure
      }
      const int32_t lag = i ? (int32_t)(i * 100) : 0;
      fill_noise(fixture, 0.5f);
      shift(fixture, lag, i % 2 ? -1.0f : 1.0f);
      filter_copy(fixture, high != 0, cutoffs_hz[i]);
      const Lag found = measure(fixture);
      assert_true(found.known);
      assert_true(abs(found.frames - lag) <= 1);
      assert_int_equal(found.inverted, i % 2);
    }
  }
  fixture_free(fixture);
}

/* Nor are the lows or the highs of music alone, of which little is left to measure. */
static void test_bands_are_no_lag(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(2, 50.0f, FRAMES);
  for (unsigned i = 0; i < 40; ++i) {
    fill_music(fixture, loops[i % 5], 7000 * i);
    shift(fixture, 0, 1.0f);
    filter_copy(fixture, i % 2 != 0, i % 2 ? 3000.0 : 300.0);
    assert_int_equal(measure(fixture).frames, 0);
  }
  fixture_free(fixture);
}

/* One side alone, sides swapped, one side inverted: none vanishes. */
static void test_odd_sides(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(2, 50.0f, FRAMES);
  for (unsigned kind = 0; kind < 4; ++kind) {
    fill_noise(fixture, kind == 3 ? 0.0f : 0.7f);
    shift(fixture, 500, 1.0f);
    float* left = fixture->side[1][0];
    float* right = fixture->side[1][1];
    for (uint32_t i = 0; i < fixture->n_frames; ++i) {
      const float l = left[i];
      left[i] = kind == 1 ? right[i] : l;
      right[i] = kind == 0 ? 0.0f : kind == 1 ? l : -right[i];
    }
    const Lag lag = measure_in(fixture, kind == 3, STEP);
    assert_true(lag.known);
    assert_int_equal(lag.frames, 500);
    assert_false(lag.inverted);
  }
  fixture_free(fixture);
}

static void assert_unknown(Fixture* fixture) {
  assert_false(measure(fixture).known);
}

static void test_refuses_what_is_no_copy(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(2, 50.0f, FRAMES);
  assert_unknown(fixture);  // silence
  for (unsigned i = 0; i < 4; ++i) {
    fill_noise(fixture, 0.5f);
    for (unsigned c = 0; c < 2; ++c) {
      for (uint32_t k = 0; k < fixture->n_frames; ++k) {
        fixture->side[1][c][k] = noise();
      }
    }
    assert_unknown(fixture);
    fill_music(fixture, loops[i], 0);
    shift(fixture, 0, 1.0f);
    fill_music(fixture, loops[i + 1], 0);
    assert_unknown(fixture);
  }
  fixture_free(fixture);
}

/* They have been there for ever, so nothing tells one period from another. */
static void test_refuses_tones(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(2, 50.0f, FRAMES);
  for (unsigned n_partials = 1; n_partials <= 8; n_partials *= 2) {
    for (double hz = 55.0; hz < 2000.0; hz *= 1.7) {
      for (unsigned s = 0; s < 2; ++s) {
        for (uint32_t i = 0; i < fixture->n_frames; ++i) {
          double sum = 0.0;
          for (unsigned k = 1; k <= n_partials; ++k) {
            sum += 0.1 * sin(2.0 * pi * k * hz * ((double)i - 300.0 * s) / rate_hz) / k;
          }
          fixture->side[s][0][i] = fixture->side[s][1][i] = (float)sum;
        }
      }
      assert_unknown(fixture);
    }
  }
  fixture_free(fixture);
}

/* Echoes at half their level, again and again; and a delay that moves. */
static void test_refuses_delay_effects(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(2, 50.0f, FRAMES);
  for (unsigned i = 0; i < sizeof(loops) / sizeof(loops[0]); ++i) {
    const uint32_t delay = 700 + 150 * i;
    fill_music(fixture, loops[i], 0);
    for (unsigned c = 0; c < 2; ++c) {
      const float* dry = fixture->side[0][c];
      float* wet = fixture->side[1][c];
      for (uint32_t k = 0; k < fixture->n_frames; ++k) {
        wet[k] = k < delay ? 0.0f : dry[k - delay] + 0.6f * wet[k - delay];
      }
    }
    assert_unknown(fixture);
    for (unsigned c = 0; c < 2; ++c) {
      for (uint32_t k = 0; k < fixture->n_frames; ++k) {
        const double at = (double)k - 600.0 - 100.0 * sin(2.0 * pi * k / rate_hz);
        const uint32_t before = at < 0.0 ? 0 : (uint32_t)at;
        const float between = (float)(at - (double)before);
        const float* dry = fixture->side[0][c];
        fixture->side[1][c][k] = at < 0.0 ? 0.0f : dry[before] + between * (dry[before + 1] - dry[before]);
      }
    }
    assert_unknown(fixture);
  }
  fixture_free(fixture);
}

static void test_long_lags(void** state) {
  (void)state;
  static const int32_t lags[] = {1, 480, 4801, -12345, 23990};
  Fixture* fixture = fixture_new(2, 500.0f, 3 * FRAMES);
  for (unsigned i = 0; i < sizeof(lags) / sizeof(lags[0]); ++i) {
    fill_noise(fixture, 0.5f);
    shift(fixture, lags[i], i % 2 ? -0.5f : 0.5f);
    assert_lag(measure(fixture), lags[i], i % 2);
  }
  fixture_free(fixture);
}

/* A loop, and its copy at two lags, of which the second has this gain. */
static void fill_echoes(Fixture* fixture, const char* name, const uint32_t lags[2], float gain) {
  Music music = music_load(name);
  for (uint32_t i = 0; i < fixture->n_frames; ++i) {
    const uint64_t at = (uint64_t)lags[1] + 3000 + i;
    const float echoes = music_at(&music, at - lags[0]) + gain * music_at(&music, at - lags[1]);
    fixture->side[0][0][i] = fixture->side[0][1][i] = 0.5f * music_at(&music, at);
    fixture->side[1][0][i] = fixture->side[1][1][i] = 0.5f * echoes;
  }
  music_free(&music);
}

/* Neither of two echoes of one level is the lag, however far they are apart. But what an equaliser has changed is late
   by one lag, though loops repeat their sounds. */
static void test_long_echoes(void** state) {
  (void)state;
  static const uint32_t lags[][2] = {{4000, 9100}, {5824, 12378}, {8006, 12150}, {12463, 17000}, {10619, 16500}};
  Fixture* fixture = fixture_new(2, 500.0f, 3 * FRAMES);
  for (unsigned i = 0; i < sizeof(lags) / sizeof(lags[0]); ++i) {
    for (unsigned k = 0; k < 4; ++k) {  // the last one comes round too soon
      fill_echoes(fixture, loops[k], lags[i], 1.0f);
      assert_unknown(fixture);
      fill_echoes(fixture, loops[k], lags[i], 0.0f);
      filter_copy(fixture, true, 200.0);
      assert_lag(measure(fixture), (int32_t)lags[i][0], false);
    }
  }
  fixture_free(fixture);
}

static void test_blocks_do_not_matter(void** state) {
  (void)state;
  static const uint32_t blocks[] = {1, 7, 64, 100, 256};
  Fixture* fixture = fixture_new(2, 50.0f, FRAMES);
  fill_music(fixture, "loop_amen", 5000);
  shift(fixture, -777, 0.7f);
  filter_copy(fixture, true, 500.0);
  const Lag expected = measure(fixture);
  const LagPeak peak = fixture->meter.correlation.peak;
  for (unsigned i = 0; i < sizeof(blocks) / sizeof(blocks[0]); ++i) {
    const Lag lag = measure_in(fixture, false, blocks[i]);
    assert_lag(lag, expected.frames, expected.inverted);
    assert_memory_equal(&fixture->meter.correlation.peak, &peak, sizeof(peak));
  }
  fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_shifts_to_the_frame), cmocka_unit_test(test_loops_to_the_frame),
    cmocka_unit_test(test_filters_are_no_lag),  cmocka_unit_test(test_bands_are_no_lag),
    cmocka_unit_test(test_odd_sides),           cmocka_unit_test(test_refuses_what_is_no_copy),
    cmocka_unit_test(test_refuses_tones),       cmocka_unit_test(test_refuses_delay_effects),
    cmocka_unit_test(test_long_lags),           cmocka_unit_test(test_blocks_do_not_matter),
    cmocka_unit_test(test_long_echoes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
