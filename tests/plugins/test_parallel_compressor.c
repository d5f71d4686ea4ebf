// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The engine against the formula of its blend. What the gain of the compressor is, and how it moves, is held against
   the published formulas in tests/dsp/test_dynamics.c; here it is one number of a settled signal. */

#include "common/dsp/ramp.h"
#include "tests/plugins/compressor_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

static const double two_pi = 6.283185307179586;

/* Amplitude of a tone in the last quarter of an output, whatever else is there. */
static double amplitude(const CompressorFixture* fixture, unsigned channel, double hz) {
  double re = 0.0;
  double im = 0.0;
  for (uint32_t i = FRAMES - FRAMES / 4; i < FRAMES; ++i) {
    re += (double)fixture->out[channel][i] * cos(two_pi * hz * i / fixture->rate_hz);
    im += (double)fixture->out[channel][i] * sin(two_pi * hz * i / fixture->rate_hz);
  }
  return hypot(re, im) * 2.0 / (FRAMES / 4.0);
}

/* What the default compressor leaves of a level well above its knee, as a gain. */
static double wet_of(double level) {
  const double over_db = 20.0 * log10(level) + 24.0;
  return over_db < 3.0 ? 1.0 : pow(10.0, -over_db * (1.0 - 1.0 / 8.0) / 20.0);
}

static void test_out_is_dry_plus_wet(void** state) {
  (void)state;
  static const double levels[] = {0.01, 0.2, 0.5, 1.0, 4.0};
  static const float gains[][2] = {{1.0f, 0.5f}, {0.7f, 0.0f}, {0.0f, 1.0f}, {0.3f, 8.0f}, {0.0f, 0.0f}};
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (unsigned i = 0; i < 5 * 5; ++i) {
      CompressorFixture* fixture = compressor_fixture_new(n_channels);
      const double level = levels[i % 5];
      fixture->params.dry_gain = gains[i / 5][0];
      fixture->params.wet_gain = gains[i / 5][1];
      compressor_fixture_fill(fixture, 0, 0, FRAMES, level);
      compressor_fixture_fill(fixture, 1, 0, FRAMES, -level);
      compressor_fixture_run(fixture, 0, FRAMES);
      const double blend = (double)gains[i / 5][0] + (double)gains[i / 5][1] * wet_of(level);
      for (unsigned c = 0; c < n_channels; ++c) {
        assert_near(fixture->out[c][FRAMES - 1], (c ? -level : level) * blend, level * blend * 2e-4);
      }
      compressor_fixture_free(fixture);
    }
  }
}

/* With the compressor at rest, an impulse comes out of dry and of wet on the same frame, as late as the latency
   says. */
static void test_dry_and_wet_are_in_step(void** state) {
  (void)state;
  static const double rates[] = {8000.0, 44100.0, 48000.0, 96000.0, 768000.0};
  static const float lookaheads_ms[] = {0.0f, 0.02f, 1.0f, 3.7f, 10.0f};
  for (unsigned i = 0; i < 5 * 5; ++i) {
    for (unsigned wet = 0; wet < 3; ++wet) {
      CompressorFixture* fixture = compressor_fixture_new_at(2, rates[i / 5]);
      fixture->params.lookahead_ms = lookaheads_ms[i % 5];
      fixture->params.dry_gain = wet == 1 ? 0.0f : 1.0f;
      fixture->params.wet_gain = wet ? 1.0f : 0.0f;
      const uint32_t at = 777;
      fixture->in[0][at] = fixture->in[1][at + 1] = 0.01f;
      compressor_fixture_run(fixture, 0, FRAMES);
      const uint32_t latency = compressor_fixture_meters(fixture).latency_frames;
      assert_int_equal(latency, lround((double)lookaheads_ms[i % 5] * rates[i / 5] / 1000.0));
      for (uint32_t n = 0; n < FRAMES; ++n) {
        const float expected = wet == 2 ? 0.02f : 0.01f;
        assert_true(fixture->out[0][n] == (n == at + latency ? expected : 0.0f));
        assert_true(fixture->out[1][n] == (n == at + 1 + latency ? expected : 0.0f));
      }
      compressor_fixture_free(fixture);
    }
  }
}

/* A step meets a compressor that has seen it coming. */
static void test_lookahead(void** state) {
  (void)state;
  static const float lookaheads_ms[] = {0.0f, 1.0f, 5.0f, 10.0f};
  for (unsigned i = 0; i < 4; ++i) {
    CompressorFixture* fixture = compressor_fixture_new(2);
    fixture->params.lookahead_ms = lookaheads_ms[i];
    fixture->params.dry_gain = 0.0f;
    fixture->params.wet_gain = 1.0f;
    const uint32_t on = 1000;
    compressor_fixture_fill(fixture, 0, on, FRAMES, 0.5);
    compressor_fixture_run(fixture, 0, FRAMES);
    const double full_db = 20.0 * log10(wet_of(0.5));
    const uint32_t latency = compressor_fixture_meters(fixture).latency_frames;
    assert_true(fixture->out[0][on + latency - 1] == 0.0f);
    const double reached_db = full_db * (1.0 - exp(-(latency + 1.0) / 240.0));
    assert_near(20.0 * log10((double)fixture->out[0][on + latency] / 0.5), reached_db, 0.01);
    compressor_fixture_free(fixture);
  }
}

static void test_link(void** state) {
  (void)state;
  static const float links[] = {0.0f, 0.25f, 1.0f};
  for (unsigned i = 0; i < 3; ++i) {
    CompressorFixture* fixture = compressor_fixture_new(2);
    fixture->params.dynamics.link = links[i];
    fixture->params.dry_gain = 0.0f;
    fixture->params.wet_gain = 1.0f;
    compressor_fixture_fill(fixture, 0, 0, FRAMES, 0.8);
    compressor_fixture_fill(fixture, 1, 0, FRAMES, 0.01);
    compressor_fixture_run(fixture, 0, FRAMES);
    const double loud_db = 20.0 * log10(wet_of(0.8));
    assert_near(20.0 * log10((double)fixture->out[0][FRAMES - 1] / 0.8), loud_db, 0.002);
    assert_near(20.0 * log10((double)fixture->out[1][FRAMES - 1] / 0.01), (double)links[i] * loud_db, 0.002);
    assert_near(compressor_fixture_meters(fixture).reduction_db, loud_db, 0.002);
    compressor_fixture_free(fixture);
  }
}

/* A bass that would duck everything does not when the key leaves it out; it is heard all the same. */
static void test_key_high_pass(void** state) {
  (void)state;
  for (unsigned on = 0; on < 2; ++on) {
    CompressorFixture* fixture = compressor_fixture_new(1);
    fixture->params.key_hpf_hz = on ? 1000.0f : 0.0f;
    fixture->params.dry_gain = 0.0f;
    fixture->params.wet_gain = 1.0f;
    fixture->params.dynamics.attack_ms = 0.1f;
    fixture->params.dynamics.release_ms = 2000.0f;
    compressor_fixture_fill_sine(fixture, 0, 46.875, 0.5);
    compressor_fixture_run(fixture, 0, FRAMES);
    assert_near(20.0 * log10(amplitude(fixture, 0, 46.875) / 0.5), on ? 0.0 : 20.0 * log10(wet_of(0.5)), 0.2);
    compressor_fixture_free(fixture);
  }
}

/* A tone's level behind one of the wet filters, in dB; or, since those must not matter then, of the dry signal
   alone. */
static double filtered_db(double tone_hz, bool low_pass, bool dry) {
  CompressorFixture* fixture = compressor_fixture_new(2);
  fixture->params.wet_hpf_hz = low_pass ? 0.0f : 400.0f;
  fixture->params.wet_lpf_hz = low_pass ? 2000.0f : INFINITY;
  fixture->params.dry_gain = dry ? 1.0f : 0.0f;
  fixture->params.wet_gain = dry ? 0.0f : 1.0f;
  compressor_fixture_fill_sine(fixture, 1, tone_hz, 0.01);
  compressor_fixture_run(fixture, 0, FRAMES);
  const double gain_db = 20.0 * log10(amplitude(fixture, 1, tone_hz) / 0.01);
  compressor_fixture_free(fixture);
  return gain_db;
}

/* Filters of the second-order Butterworth kind, on the wet signal alone. */
static void test_wet_filters(void** state) {
  (void)state;
  static const double tones_hz[] = {93.75, 375.0, 1500.0, 6000.0};
  for (unsigned t = 0; t < 4; ++t) {
    for (unsigned low_pass = 0; low_pass < 2; ++low_pass) {
      const double ratio = low_pass ? tones_hz[t] / 2000.0 : 400.0 / tones_hz[t];
      assert_near(filtered_db(tones_hz[t], low_pass, false), -10.0 * log10(1.0 + pow(ratio, 4.0)), 0.1);
      assert_near(filtered_db(tones_hz[t], low_pass, true), 0.0, 0.1);
    }
  }
}

static void test_listen_takes_dry_away(void** state) {
  (void)state;
  CompressorFixture* fixture = compressor_fixture_new(2);
  fixture->params.listen = true;
  compressor_fixture_fill(fixture, 0, 0, FRAMES, 0.5);
  compressor_fixture_run(fixture, 0, FRAMES);
  assert_near(fixture->out[0][FRAMES - 1], 0.5 * 0.5 * wet_of(0.5), 1e-5);
  compressor_fixture_free(fixture);
}

/* On constant input every change of a level must show as a straight line of 10 ms between two constants. */
static void test_levels_move_in_lines_of_ten_milliseconds(void** state) {
  (void)state;
  for (unsigned change = 0; change < 7; ++change) {
    CompressorFixture* fixture = compressor_fixture_new(2);
    ParallelCompressorParams* params = &fixture->params;
    const uint32_t at = FRAMES / 2;
    const uint32_t n = ramp_frames(fixture->rate_hz);
    compressor_fixture_fill(fixture, 0, 0, FRAMES, 0.04);  // below the knee
    compressor_fixture_fill(fixture, 1, 0, FRAMES, -0.04);
    params->enabled = change != 4;
    params->listen = change == 5;
    compressor_fixture_run(fixture, 0, at);
    params->dry_gain = change == 0 ? 0.25f : 1.0f;
    params->wet_gain = change == 1 ? 4.0f : 0.5f;
    params->listen = change == 2;
    params->enabled = change != 3;
    params->auto_level = change == 6;  // before anything is measured: dry / 1.5
    compressor_fixture_run(fixture, at, FRAMES - at);
    for (unsigned c = 0; c < 2; ++c) {
      const double from = (double)fixture->out[c][at - 1];
      const double to = (double)fixture->out[c][at + n];
      assert_true(fabs(from - to) > 0.001);
      for (uint32_t i = 0; i < n; ++i) {
        assert_near(fixture->out[c][at + i], from + (to - from) * (i + 1) / n, change == 6 ? 1e-3 : 2e-6);
      }
      assert_true(change == 6 || fixture->out[c][at + n - 1] == fixture->out[c][at + n]);
    }
    compressor_fixture_free(fixture);
  }
}

/* The gain that is worked out of a key is the one that the compressor would work out of that signal as its own: of the
   key at its level, or of the sum of both. */
static void test_key_sources(void** state) {
  (void)state;
  for (unsigned source = COMPRESSOR_KEYED; source <= COMPRESSOR_BOTH; ++source) {
    CompressorFixture* keyed = compressor_fixture_new(2);
    CompressorFixture* plain = compressor_fixture_new(2);
    keyed->params.dry_gain = plain->params.dry_gain = 0.0f;
    keyed->params.wet_gain = plain->params.wet_gain = 1.0f;
    keyed->params.key_hpf_hz = plain->params.key_hpf_hz = 50.0f;
    keyed->params.lookahead_ms = plain->params.lookahead_ms = 1.0f;
    keyed->params.key_source = (CompressorKeySource)source;
    keyed->params.key_gain = 0.5f;
    for (uint32_t i = 0; i < FRAMES; ++i) {
      for (unsigned c = 0; c < 2; ++c) {
        keyed->in[c][i] = 0.1f + 0.05f * (float)sin(i * 0.02 + c);
        keyed->key[c][i] = (i / 4000 % 2 ? 1.0f : 0.1f) * (float)sin(i * 0.09 + 2.0 * c);
        plain->in[c][i] = 0.5f * keyed->key[c][i] + (source == COMPRESSOR_BOTH ? keyed->in[c][i] : 0.0f);
      }
    }
    compressor_fixture_run(keyed, 0, FRAMES);
    compressor_fixture_run(plain, 0, FRAMES);
    double deepest = 1.0;
    for (uint32_t i = 48; i < FRAMES; ++i) {
      for (unsigned c = 0; c < 2; ++c) {
        const double gain = (double)keyed->out[c][i] / (double)keyed->in[c][i - 48];
        assert_near(gain * (double)plain->in[c][i - 48], plain->out[c][i], 1e-6);
        deepest = fmin(deepest, gain);
      }
    }
    assert_true(deepest < 0.3);
    compressor_fixture_free(keyed);
    compressor_fixture_free(plain);
  }
}

/* To another source in 10 ms, however fast the compressor is: the gain never moves faster than the attack lets it. */
static void test_a_change_of_key_does_not_click(void** state) {
  (void)state;
  CompressorFixture* fixture = compressor_fixture_new(1);
  fixture->params.dry_gain = 0.0f;
  fixture->params.wet_gain = 1.0f;
  fixture->params.dynamics.attack_ms = fixture->params.dynamics.release_ms = 0.01f;
  for (uint32_t i = 0; i < FRAMES; ++i) {
    fixture->in[0][i] = 0.01f;
    fixture->key[0][i] = 1.0f;
  }
  compressor_fixture_run(fixture, 0, 4000);
  fixture->params.key_source = COMPRESSOR_KEYED;
  compressor_fixture_run(fixture, 4000, 4000);
  fixture->params.key_source = COMPRESSOR_OWN;
  compressor_fixture_run(fixture, 8000, 4000);
  assert_true(fixture->out[0][7999] < 0.2f * 0.01f);
  assert_near(fixture->out[0][11999], 0.01, 1e-7);
  for (uint32_t i = 3990; i < 12000; ++i) {
    assert_true(fabsf(fixture->out[0][i] - fixture->out[0][i - 1]) < 0.05f * 0.01f);
  }
  compressor_fixture_free(fixture);
}

/* Into the key's path in 10 ms as well, also the first time, and out of it: what the filter takes away, here all of the
   key, is not gone at once. */
static void test_a_key_filter_does_not_click(void** state) {
  (void)state;
  CompressorFixture* fixture = compressor_fixture_new(1);
  fixture->params.dry_gain = 0.0f;
  fixture->params.wet_gain = 1.0f;
  fixture->params.dynamics.attack_ms = fixture->params.dynamics.release_ms = 0.01f;
  compressor_fixture_fill(fixture, 0, 0, FRAMES, 1.0);
  for (uint32_t turn = 0; turn < 4; ++turn) {
    fixture->params.key_hpf_hz = turn % 2 ? 1000.0f : 0.0f;
    compressor_fixture_run(fixture, turn * 4000, 4000);
    assert_near(fixture->out[0][turn * 4000 + 3999], turn % 2 ? 1.0 : wet_of(1.0), 1e-4);
  }
  for (uint32_t i = 3990; i < 16000; ++i) {
    assert_true(fabsf(fixture->out[0][i] - fixture->out[0][i - 1]) < 0.05f);
  }
  compressor_fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_out_is_dry_plus_wet),
    cmocka_unit_test(test_dry_and_wet_are_in_step),
    cmocka_unit_test(test_lookahead),
    cmocka_unit_test(test_link),
    cmocka_unit_test(test_key_high_pass),
    cmocka_unit_test(test_wet_filters),
    cmocka_unit_test(test_listen_takes_dry_away),
    cmocka_unit_test(test_levels_move_in_lines_of_ten_milliseconds),
    cmocka_unit_test(test_key_sources),
    cmocka_unit_test(test_a_change_of_key_does_not_click),
    cmocka_unit_test(test_a_key_filter_does_not_click),
  };
  return cmocka_run_group_tests_name("parallel_compressor", tests, NULL, NULL);
}
