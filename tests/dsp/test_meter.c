// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/chunk.h"
#include "common/dsp/lcg.h"
#include "common/dsp/meter.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"

static void test_decibels(void** state) {
  (void)state;
  for (double db = -120.0; db <= 24.0; db += 0.01) {
    const double gain = pow(10.0, db / 20.0);
    assert_near((double)gain_from_db((float)db) / gain, 1.0, 2e-6);
    assert_near(db_from_gain((float)gain), db, 1e-4);
  }
  assert_true(gain_from_db(0.0f) == 1.0f);
  assert_true(gain_from_db(-INFINITY) == 0.0f);
}

static void test_meter_shows_a_range(void** state) {
  (void)state;
  assert_true(meter_db(0.0f) == METER_FLOOR_DB);
  assert_true(meter_db(1e30f) == METER_CEILING_DB);
  assert_near(meter_db(1.0f), 0.0, 1e-6);
  assert_near(20.0 * log10((double)METER_CEILING_GAIN), METER_CEILING_DB, 1e-6);
}

static void test_peak_rises_at_once_and_falls_20_db_a_second(void** state) {
  (void)state;
  static const double rates_hz[] = {8000.0, 44100.0, 48000.0, 192000.0, 768000.0};
  for (unsigned i = 0; i < sizeof(rates_hz) / sizeof(rates_hz[0]); ++i) {
    const float fall = meter_fall(rates_hz[i]);
    Meter meter = {0.0f, 0.0f};
    meter_add(&meter, 0.5f);
    assert_true(meter_peak(&meter) == 0.5f);
    const unsigned n_intervals = (unsigned)(rates_hz[i] * 1.5 / CHUNK_FRAMES);
    for (unsigned interval = 0; interval <= n_intervals; ++interval) {
      meter_step(&meter, fall);
    }
    const double seconds = n_intervals * CHUNK_FRAMES / rates_hz[i];
    assert_near(meter_db(meter_peak(&meter)), 20.0 * log10(0.5) - 20.0 * seconds, 0.01);
  }
}

static void test_peak_above_the_ceiling_falls_from_the_ceiling(void** state) {
  (void)state;
  const float fall = meter_fall(48000.0);
  Meter meter = {0.0f, 0.0f};
  meter_add(&meter, 1e30f);
  meter_step(&meter, fall);
  for (unsigned interval = 0; interval < 48000 / CHUNK_FRAMES; ++interval) {
    meter_step(&meter, fall);
  }
  assert_near(meter_db(meter_peak(&meter)), (double)METER_CEILING_DB - 20.0, 0.05);
}

static void test_reduction_deepens_at_once_and_comes_back_20_db_a_second(void** state) {
  (void)state;
  static const double rates_hz[] = {8000.0, 44100.0, 768000.0};
  for (unsigned i = 0; i < sizeof(rates_hz) / sizeof(rates_hz[0]); ++i) {
    const float fall = meter_fall(rates_hz[i]);
    ReductionMeter meter;
    reduction_meter_reset(&meter);
    reduction_meter_add(&meter, 0.01f);
    assert_near(reduction_meter_db(&meter), -40.0, 1e-3);
    reduction_meter_step(&meter, fall);
    const unsigned n_intervals = (unsigned)(rates_hz[i] * 1.5 / CHUNK_FRAMES);
    for (unsigned interval = 0; interval < n_intervals; ++interval) {
      reduction_meter_add(&meter, 0.5f);
      reduction_meter_step(&meter, fall);
    }
    assert_near(reduction_meter_db(&meter), -40.0 + 20.0 * n_intervals * CHUNK_FRAMES / rates_hz[i], 0.01);
    for (unsigned interval = 0; interval < n_intervals; ++interval) {
      reduction_meter_add(&meter, 1.0f);
      reduction_meter_step(&meter, fall);
    }
    assert_true(reduction_meter_db(&meter) == 0.0f);
    reduction_meter_add(&meter, 0.0f);
    assert_near(reduction_meter_db(&meter), (double)METER_FLOOR_DB, 1e-3);
  }
}

static Correlation settle(float ll, float rr, float lr) {
  Correlation correlation;
  correlation_init(&correlation, 48000.0);
  for (unsigned interval = 0; interval < 2000; ++interval) {
    correlation_add(&correlation, &(StereoProducts){ll, rr, lr});
    correlation_step(&correlation);
  }
  return correlation;
}

static float correlate(float rr, float lr) {
  const Correlation correlation = settle(1.0f, rr, lr);
  return correlation_value(&correlation);
}

static float mono_loss_db(float ll, float rr, float lr) {
  const Correlation correlation = settle(ll, rr, lr);
  return correlation_mono_loss_db(&correlation);
}

/* Of sides L and g L, unrelated ones, and one alone, the loss is known. */
static void test_mono_loss(void** state) {
  (void)state;
  assert_true(mono_loss_db(0.0f, 0.0f, 0.0f) == 0.0f);
  assert_true(mono_loss_db(1.0f, 1.0f, 1.0f) == 0.0f);
  assert_near(mono_loss_db(1.0f, 0.0f, 0.0f), 10.0 * log10(2.0), 1e-3);
  assert_near(mono_loss_db(1.0f, 4.0f, 0.0f), 10.0 * log10(2.0), 1e-3);
  assert_true(mono_loss_db(1.0f, 1.0f, -1.0f) == MONO_LOSS_CEILING_DB);
  for (double gain = -0.9; gain < 4.0; gain += 0.1) {
    const double energy = 1.0 + gain * gain;
    const double folded = 2.0 * pow((1.0 + gain) / 2.0, 2.0);
    assert_near(mono_loss_db(1.0f, (float)(gain * gain), (float)gain),
                fmin(10.0 * log10(energy / folded), (double)MONO_LOSS_CEILING_DB), 2e-3);
  }
}

/* Meters side by side read what single ones do. */
static void test_a_bank_is_single_meters_side_by_side(void** state) {
  (void)state;
  const float fall = meter_fall(48000.0);
  MeterBank bank = {.held = {0.0f}};
  Meter meters[METER_BANK_SIZE] = {{0.0f, 0.0f}};
  uint32_t seed = 1;
  for (unsigned round = 0; round < 1000; ++round) {
    float peaks[METER_BANK_SIZE];
    for (unsigned i = 0; i < METER_BANK_SIZE; ++i) {
      seed = lcg_next(seed);
      peaks[i] = round % 50 ? 0.0f : (float)(seed >> 8) * 0x1p-19f;  // up to twice the ceiling, then silence
      meter_add(&meters[i], peaks[i]);
    }
    meter_bank_add(&bank, peaks);
    for (unsigned i = 0; i < METER_BANK_SIZE; ++i) {
      assert_true(meter_bank_peak(&bank, i) == meter_peak(&meters[i]));
      assert_true(meter_peak(&meters[i]) > 0.0f);
    }
    if (round % 3 == 0) {
      meter_bank_step(&bank, fall);
      for (unsigned i = 0; i < METER_BANK_SIZE; ++i) {
        meter_step(&meters[i], fall);
      }
    }
  }
}

static void test_correlation(void** state) {
  (void)state;
  assert_near(correlate(1.0f, 1.0f), 1.0, 1e-5);
  assert_near(correlate(0.25f, 0.5f), 1.0, 1e-5);
  assert_near(correlate(1.0f, -1.0f), -1.0, 1e-5);
  assert_near(correlate(4.0f, 1.0f), 0.5, 1e-5);
  assert_true(correlate(0.0f, 0.0f) == 0.0f);
}

static void test_correlation_takes_300_ms(void** state) {
  (void)state;
  Correlation correlation;
  correlation_init(&correlation, 48000.0);
  const unsigned settle = 4000;
  const unsigned n_intervals = (unsigned)lround(CORRELATION_SECONDS * 48000.0 / CHUNK_FRAMES);
  for (unsigned interval = 0; interval < settle + n_intervals; ++interval) {
    correlation_add(&correlation, &(StereoProducts){1.0f, 1.0f, interval < settle ? 0.0f : 1.0f});
    correlation_step(&correlation);
  }
  assert_near(correlation_value(&correlation), 1.0 - exp(-1.0), 0.005);
}

static void test_correlation_outlives_absurd_levels(void** state) {
  (void)state;
  Correlation correlation;
  correlation_init(&correlation, 48000.0);
  correlation_add(&correlation, &(StereoProducts){INFINITY, INFINITY, NAN});
  correlation_step(&correlation);
  for (unsigned interval = 0; interval < 2000; ++interval) {
    correlation_add(&correlation, &(StereoProducts){1.0f, 1.0f, 1.0f});
    correlation_step(&correlation);
  }
  assert_near(correlation_value(&correlation), 1.0, 1e-5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_decibels),
    cmocka_unit_test(test_meter_shows_a_range),
    cmocka_unit_test(test_peak_rises_at_once_and_falls_20_db_a_second),
    cmocka_unit_test(test_peak_above_the_ceiling_falls_from_the_ceiling),
    cmocka_unit_test(test_reduction_deepens_at_once_and_comes_back_20_db_a_second),
    cmocka_unit_test(test_a_bank_is_single_meters_side_by_side),
    cmocka_unit_test(test_correlation),
    cmocka_unit_test(test_correlation_takes_300_ms),
    cmocka_unit_test(test_mono_loss),
    cmocka_unit_test(test_correlation_outlives_absurd_levels),
  };
  return cmocka_run_group_tests_name("meter", tests, NULL, NULL);
}
