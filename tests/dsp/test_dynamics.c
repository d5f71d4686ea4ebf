// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Detector, static curve, ballistics, link, hold and gate against the formulas of Giannoulis, Massberg, Reiss, "Digital
   Dynamic Range Compressor Design", JAES 60(6), 2012, written out in double precision with log and exp of C. */

#include "tests/dsp/dynamics_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

static const double rate_hz = 48000.0;

/* Input level minus equation 4. */
static double curve_db(const DynamicsParams* params, double level_db) {
  const double threshold = (double)params->threshold_db;
  const double knee = (double)params->knee_db;
  const double slope = 1.0 - 1.0 / (double)params->ratio;
  const double over = level_db - threshold;
  double reduction = slope * over;
  if (2.0 * over < -knee) {
    reduction = 0.0;
  } else if (2.0 * fabs(over) <= knee && knee > 0.0) {
    reduction = slope * (over + knee / 2.0) * (over + knee / 2.0) / (2.0 * knee);
  }
  return fmin(reduction, (double)params->depth_db);
}

static void test_static_curve(void** state) {
  (void)state;
  static const float thresholds[] = {-60.0f, -40.5f, -24.0f, -6.0f, 0.0f};
  static const float ratios[] = {1.0f, 1.2f, 2.0f, 4.0f, 8.0f, 20.0f, 100.0f, INFINITY};
  static const float knees[] = {0.0f, 0.5f, 3.0f, 6.0f, 12.0f, 24.0f};
  static const float depths[] = {0.0f, 9.0f, INFINITY};
  Fixture* fixture = fixture_new(rate_hz);
  fixture->params.attack_ms = fixture->params.release_ms = 0.01f;
  for (unsigned i = 0; i < 5 * 8 * 6 * 3; ++i) {
    fixture->params.threshold_db = thresholds[i % 5];
    fixture->params.ratio = ratios[i / 5 % 8];
    fixture->params.knee_db = knees[i / 40 % 6];
    fixture->params.depth_db = depths[i / 240];
    fixture_reset(fixture);
    const uint32_t n_levels = 120, length = 8;  // 8 frames are 38 time constants
    for (uint32_t l = 0; l < n_levels; ++l) {
      fixture_fill(fixture->key[0], l * length, (l + 1) * length, -90.0 + l);
    }
    fixture_run(fixture, 1, 0, n_levels * length, FRAMES);
    for (uint32_t l = 0; l < n_levels; ++l) {
      assert_near(fixture_reduction_db(fixture, 0, (l + 1) * length - 1), curve_db(&fixture->params, -90.0 + l), 0.001);
    }
  }
  free(fixture);
}

/* The same with a sine: its peak, or its power 3.01 dB below. */
static void test_static_curve_of_a_tone(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(rate_hz);
  for (unsigned kind = 0; kind < 2; ++kind) {
    fixture->params.detector = kind ? DETECTOR_RMS : DETECTOR_PEAK;
    fixture->params.attack_ms = kind ? 1.0f : 0.01f;
    fixture->params.release_ms = kind ? 20.0f : 2000.0f;
    for (double peak_db = -48.0; peak_db <= 12.0; peak_db += 6.0) {
      fixture_fill_sine(fixture, fixture->key[0], 0, FRAMES, 6000.0, pow(10.0, peak_db / 20.0));
      fixture_reset(fixture);
      fixture_run(fixture, 1, 0, FRAMES, FRAMES);
      const double level_db = kind ? peak_db - 10.0 * log10(2.0) : peak_db;
      assert_near(fixture_reduction_db(fixture, 0, FRAMES - 1), curve_db(&fixture->params, level_db), 0.05);
    }
  }
  free(fixture);
}

/* How long after the key stepped at `from` a reduction crosses a value, in frames, found between frames. */
static double crossing(const Fixture* fixture, uint32_t from, double value) {
  double last = fixture_reduction_db(fixture, 0, from - 1);
  const bool rises = last < value;
  for (uint32_t i = from; i < FRAMES; ++i) {
    const double now = fixture_reduction_db(fixture, 0, i);
    if ((now > value) == rises) {
      return i - from + (value - last) / (now - last);
    }
    last = now;
  }
  return -1.0;
}

/* A step of the key up, and down again when the attack is almost over. */
static void test_times_are_to_63_percent(void** state) {
  (void)state;
  static const double rates[] = {8000.0, 11025.5, 44100.0, 48000.0, 96000.0, 192000.0, 768000.0};
  static const float times[][2] = {{0.01f, 20.0f}, {1.0f, 8.0f}, {4.0f, 10.0f}, {10.0f, 5.0f}};
  static const uint32_t blocks[] = {FRAMES, 1, 17, 64};
  for (unsigned r = 0; r < 7; ++r) {
    for (unsigned t = 0; t < 4; ++t) {
      Fixture* fixture = fixture_new(rates[r]);
      fixture->params.attack_ms = times[t][0];
      fixture->params.release_ms = times[t][1];
      const double attack = (double)times[t][0] / 1000.0 * rates[r];
      const double release = (double)times[t][1] / 1000.0 * rates[r];
      const double aim = curve_db(&fixture->params, -4.0);
      const uint32_t on = 101;
      const uint32_t off = on + (uint32_t)fmin(20.0 + 9.0 * attack, FRAMES / 3.0);
      fixture_fill(fixture->key[0], on, off, -4.0);
      fixture_run(fixture, 1, 0, FRAMES, blocks[t]);
      assert_true(fixture_reduction_db(fixture, 0, on - 1) == 0.0);
      for (uint32_t i = on; i < off; ++i) {
        assert_near(fixture_reduction_db(fixture, 0, i), aim * (1.0 - exp(-(i - on + 1.0) / attack)), 0.001);
      }
      const double from = fixture_reduction_db(fixture, 0, off - 1);
      for (uint32_t i = off; i < FRAMES; ++i) {
        assert_near(fixture_reduction_db(fixture, 0, i), from * exp(-(i - off + 1.0) / release), 0.001);
      }
      if (attack > 5.0) {
        assert_near(crossing(fixture, on, aim * (1.0 - exp(-1.0))) / attack, 1.0, 0.02);
      }
      assert_near(crossing(fixture, off, from * exp(-1.0)) / release, 1.0, 0.02);
      free(fixture);
    }
  }
}

/* The longest times at the highest rate still arrive. */
static void test_long_times_at_a_high_rate_arrive(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(768000.0);
  fixture->params.attack_ms = 200.0f;
  fixture->params.release_ms = 5000.0f;
  const double release = 5.0 * 768000.0;
  fixture_fill(fixture->key[0], 0, FRAMES, 0.0);
  for (unsigned i = 0; i < 80; ++i) {  // 17 time constants
    fixture_run(fixture, 1, 0, FRAMES, FRAMES);
  }
  assert_near(fixture_reduction_db(fixture, 0, FRAMES - 1), 21.0, 0.001);
  memset(fixture->key, 0, sizeof(fixture->key));
  for (unsigned i = 0; i < 200; ++i) {
    fixture_run(fixture, 1, 0, FRAMES, FRAMES);
  }
  assert_near(fixture_reduction_db(fixture, 0, FRAMES - 1), 21.0 * exp(-200.0 * FRAMES / release), 0.001);
  free(fixture);
}

/* One frame of equations 4 and 17 with link and hold, from levels in dB to a reduction in dB. */
typedef struct {
  double active[2];
  unsigned hold_left[2];
  unsigned since_loud[2];  // frames since a gate's key was above the lower threshold while it was on; 0: it is off
} Reference;

/* Whether a gate is on: two thresholds, and 20 ms for which a key may be quiet. */
static bool is_on(const DynamicsParams* params, double level_db, unsigned* since_loud) {
  const double threshold_db = (double)params->threshold_db - (*since_loud ? (double)params->hysteresis_db : 0.0);
  if (level_db >= threshold_db) {
    *since_loud = 1;
  } else if (*since_loud && ++*since_loud > 1 + 960) {
    *since_loud = 0;
  }
  return *since_loud > 0;
}

static void reference_step(const Fixture* fixture, Reference* reference, const double levels_db[2], double out_db[2]) {
  const DynamicsParams* params = &fixture->params;
  const bool gate = params->action == DYNAMICS_GATE;
  const double hold_ms = fmax((double)params->hold_ms - (gate ? 20.0 : 0.0), 0.0);
  const double attack = exp(-1000.0 / ((double)params->attack_ms * fixture->rate_hz));
  const double release = exp(-1000.0 / ((double)params->release_ms * fixture->rate_hz));
  double aims[2];
  for (unsigned c = 0; c < 2; ++c) {
    aims[c] = gate ? is_on(params, levels_db[c], &reference->since_loud[c]) : curve_db(params, levels_db[c]);
  }
  const double louder = fmax(aims[0], aims[1]);
  for (unsigned c = 0; c < 2; ++c) {
    const double aim = aims[c] + (double)params->link * (louder - aims[c]);
    double* active = &reference->active[c];
    if (aim >= *active - 1e-6) {
      *active = attack * *active + (1.0 - attack) * aim;
      reference->hold_left[c] = (unsigned)lround(hold_ms / 1000.0 * fixture->rate_hz);
    } else if (reference->hold_left[c] > 0 && hold_ms > 0.0) {
      --reference->hold_left[c];
    } else {
      *active = release * *active + (1.0 - release) * aim;
    }
    out_db[c] = gate ? (double)params->depth_db * (1.0 - *active) : *active;
  }
}

static void assert_follows(const Fixture* fixture, Reference* reference, uint32_t from, uint32_t to) {
  for (uint32_t n = from; n < to; ++n) {
    const double levels_db[2] = {20.0 * log10(fabs((double)fixture->key[0][n])),
                                 20.0 * log10(fabs((double)fixture->key[1][n]))};
    double expected_db[2];
    reference_step(fixture, reference, levels_db, expected_db);
    assert_near(fixture_reduction_db(fixture, 0, n), expected_db[0], 0.001);
    assert_near(fixture_reduction_db(fixture, 1, n), expected_db[1], 0.001);
  }
}

/* With times that change on the way. */
static void test_noise_follows_the_equations(void** state) {
  (void)state;
  static const float times[][3] = {{5.0f, 100.0f, 0.0f}, {0.01f, 5.0f, 0.0f}, {50.0f, 5.0f, 0.0f},
                                   {3.0f, 3.0f, 0.0f},   {2.0f, 30.0f, 7.0f}, {20.0f, 5.0f, 1.0f}};
  static const uint32_t changes[] = {0, 7001, 14003, FRAMES};
  static const float links[] = {0.0f, 0.35f, 1.0f};
  for (unsigned i = 0; i < 6 * 3 * 2; ++i) {
    Fixture* fixture = fixture_new(rate_hz);
    Reference reference = {{0.0, 0.0}, {0, 0}, {0, 0}};
    fixture_fill_noise(fixture);
    fixture->params.link = links[i / 6 % 3];
    fixture->params.action = i / 18 ? DYNAMICS_GATE : DYNAMICS_DUCK;
    fixture->params.depth_db = i / 18 ? 40.0f : 30.0f;
    for (unsigned change = 0; change < 3; ++change) {
      fixture->params.attack_ms = times[(i + change) % 6][0];
      fixture->params.release_ms = times[(i + change) % 6][1];
      fixture->params.hold_ms = times[(i + change) % 6][2];
      fixture_run(fixture, 2, changes[change], changes[change + 1], FRAMES);
      assert_follows(fixture, &reference, changes[change], changes[change + 1]);
    }
    free(fixture);
  }
}

/* The mean square of a step follows one pole of DETECTOR_RMS_SECONDS; with next to no ballistics, so does the gain. */
static void test_rms_window(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(rate_hz);
  fixture->params = (DynamicsParams){.threshold_db = -60.0f,
                                     .ratio = INFINITY,
                                     .depth_db = INFINITY,
                                     .attack_ms = 1e-4f,
                                     .release_ms = 1e-4f,
                                     .detector = DETECTOR_RMS};
  fixture_fill(fixture->key[0], 0, 4800, -10.0);
  fixture_run(fixture, 1, 0, 9600, FRAMES);
  for (uint32_t i = 0; i < 9600; ++i) {
    const double done = exp(-(i % 4800 + 1.0) / (DETECTOR_RMS_SECONDS * rate_hz));
    const double power = i < 4800 ? 1.0 - done : done * (1.0 - exp(-4800.0 / (DETECTOR_RMS_SECONDS * rate_hz)));
    const double level_db = -10.0 + 10.0 * log10(power);
    assert_near(fixture_reduction_db(fixture, 0, i), fmax(level_db + 60.0, 0.0), 0.001);
  }
  free(fixture);
}

static void test_hold_is_to_the_frame(void** state) {
  (void)state;
  static const float holds_ms[] = {0.0f, 0.5f, 10.0f, 200.0f};
  for (unsigned h = 0; h < 4; ++h) {
    for (unsigned gate = 0; gate < 2; ++gate) {
      Fixture* fixture = fixture_new(rate_hz);
      fixture->params.attack_ms = 1.0f;
      fixture->params.depth_db = 20.0f;
      fixture->params.hold_ms = holds_ms[h];
      fixture->params.action = gate ? DYNAMICS_GATE : DYNAMICS_DUCK;
      const uint32_t off = 5000;
      const uint32_t hold = (uint32_t)(fmax((double)holds_ms[h], gate ? 20.0 : 0.0) * 48.0);
      fixture_fill(fixture->key[0], 0, off, -3.0);
      fixture_run(fixture, 1, 0, FRAMES, 64);
      for (uint32_t i = off; i < off + hold; ++i) {
        assert_true(fixture->gain[0][i] == fixture->gain[0][off - 1]);
      }
      const float next = fixture->gain[0][off + hold];
      assert_true(gate ? next < fixture->gain[0][off - 1] : next > fixture->gain[0][off - 1]);
      free(fixture);
    }
  }
}

static void test_gate(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(rate_hz);
  fixture->params.action = DYNAMICS_GATE;
  fixture->params.depth_db = 36.0f;
  fixture->params.attack_ms = 1.0f;
  fixture->params.release_ms = 20.0f;
  fixture_fill(fixture->key[0], 1000, 2000, -24.1);
  fixture_fill(fixture->key[0], 2000, 4000, -23.9);
  fixture_run(fixture, 1, 0, FRAMES, FRAMES);
  for (uint32_t i = 0; i < 2000; ++i) {
    assert_near(fixture_reduction_db(fixture, 0, i), 36.0, 1e-4);
  }
  for (uint32_t i = 2000; i < 4000; ++i) {
    assert_near(fixture_reduction_db(fixture, 0, i), 36.0 * exp(-(i - 1999.0) / 48.0), 0.001);
  }
  assert_true(fixture->gain[0][3999] == 1.0f);
  for (uint32_t i = 4960; i < FRAMES; ++i) {
    assert_near(fixture_reduction_db(fixture, 0, i), 36.0 * (1.0 - exp(-(i - 4959.0) / 960.0)), 0.001);
  }
  free(fixture);
}

/* An open gate stays open down to the lower threshold, and does not open again before the upper one. */
static void test_gate_has_two_thresholds(void** state) {
  (void)state;
  static const float hystereses_db[] = {0.0f, 3.0f, 24.0f};
  for (unsigned h = 0; h < 3; ++h) {
    Fixture* fixture = fixture_new(rate_hz);
    const double lower_db = -24.0 - (double)hystereses_db[h];
    fixture->params.action = DYNAMICS_GATE;
    fixture->params.depth_db = 36.0f;
    fixture->params.attack_ms = 1.0f;
    fixture->params.release_ms = 5.0f;
    fixture->params.hysteresis_db = hystereses_db[h];
    fixture_fill(fixture->key[0], 0, 2000, -23.9);
    fixture_fill(fixture->key[0], 2000, 8000, lower_db + 0.1);
    fixture_fill(fixture->key[0], 8000, 12000, lower_db - 0.1);
    fixture_fill(fixture->key[0], 12000, 16000, -24.1);
    fixture_fill(fixture->key[0], 16000, FRAMES, -23.9);
    fixture_run(fixture, 1, 0, FRAMES, 64);
    assert_near(fixture_reduction_db(fixture, 0, 7999), 0.0, 0.01);
    assert_near(fixture_reduction_db(fixture, 0, 11999), 36.0, 0.1);
    assert_near(fixture_reduction_db(fixture, 0, 15999), 36.0, 0.1);
    assert_near(fixture_reduction_db(fixture, 0, FRAMES - 1), 0.0, 0.01);
    free(fixture);
  }
}

static unsigned openings(const Fixture* fixture) {
  unsigned n = 0;
  bool open = false;
  for (uint32_t i = 0; i < FRAMES; ++i) {
    const double reduction_db = fixture_reduction_db(fixture, 0, i);
    n += !open && reduction_db < 3.0;
    open = open ? reduction_db < 6.0 : reduction_db < 3.0;
  }
  return n;
}

/* Low tones that decay through the threshold, also ones of which only the upper half-waves are loud. */
static void test_gate_does_not_chatter(void** state) {
  (void)state;
  for (double hz = 40.0; hz <= 80.0; hz += 5.0) {
    for (unsigned one_sided = 0; one_sided < (hz < 50.0 ? 1u : 2u); ++one_sided) {
      Fixture* fixture = fixture_new(rate_hz);
      fixture->params.action = DYNAMICS_GATE;
      fixture->params.threshold_db = -20.0f;
      fixture->params.depth_db = 60.0f;
      fixture->params.attack_ms = 0.5f;
      fixture->params.release_ms = 20.0f;
      fixture->params.hysteresis_db = 3.0f;
      fixture_fill_sine(fixture, fixture->key[0], 0, FRAMES, hz, 0.7);
      for (uint32_t i = 0; i < FRAMES; ++i) {
        const double decay = exp(-(double)i / 9600.0);
        fixture->key[0][i] *= (float)(one_sided && fixture->key[0][i] < 0.0f ? 0.3 * decay : decay);
      }
      fixture_run(fixture, 1, 0, FRAMES, FRAMES);
      assert_int_equal(openings(fixture), 1);
      assert_near(fixture_reduction_db(fixture, 0, FRAMES - 1), 60.0, 1.0);
      free(fixture);
    }
  }
}

int main(void) {
  srand(1);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_static_curve),
    cmocka_unit_test(test_static_curve_of_a_tone),
    cmocka_unit_test(test_times_are_to_63_percent),
    cmocka_unit_test(test_long_times_at_a_high_rate_arrive),
    cmocka_unit_test(test_noise_follows_the_equations),
    cmocka_unit_test(test_rms_window),
    cmocka_unit_test(test_hold_is_to_the_frame),
    cmocka_unit_test(test_gate),
    cmocka_unit_test(test_gate_has_two_thresholds),
    cmocka_unit_test(test_gate_does_not_chatter),
  };
  return cmocka_run_group_tests_name("dynamics", tests, NULL, NULL);
}
