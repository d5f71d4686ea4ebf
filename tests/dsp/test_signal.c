// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Signals: where they stand after each step, what they hold then, and that their peaks are those of their samples. */

#include "common/dsp/signal.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { AT = 5, PORT_FRAMES = CHUNK_FRAMES + AT };

static void fill(float* port) {
  for (unsigned i = 0; i < PORT_FRAMES; ++i) {
    port[i] = (float)rand() / (float)RAND_MAX * 2.0f - 1.0f;
  }
}

static void assert_peaks_are_true(const Signal* signal, unsigned n_channels, uint32_t n_frames) {
  float louder = 0.0f;
  for (unsigned c = 0; c < n_channels; ++c) {
    float peak = 0.0f;
    for (uint32_t i = 0; i < n_frames; ++i) {
      assert_true(isfinite(signal->side[c][i]));
      peak = fmaxf(peak, fabsf(signal->side[c][i]));
    }
    assert_true(signal->peak[c] == peak);
    louder = fmaxf(louder, peak);
  }
  assert_true(signal_peak(signal, n_channels) == louder);
}

static Ramp ramp(float from, float to, uint32_t n_frames) {
  Ramp ramp;
  ramp_reset(&ramp, from);
  ramp_set(&ramp, to, n_frames);
  return ramp;
}

static void read_noise(Signal* signal, unsigned n_channels, uint32_t n_frames) {
  float l[PORT_FRAMES], r[PORT_FRAMES];
  const float* const ports[2] = {l, r};
  fill(l);
  fill(r);
  signal_read(signal, ports, AT, n_channels, n_frames);
  assert_memory_equal(signal->side[0], l + AT, n_frames * sizeof(float));
  assert_memory_equal(signal->side[1], (n_channels > 1 ? r : l) + AT, n_frames * sizeof(float));
  assert_true(signal->side[1] == signal->own[n_channels - 1]);
  assert_peaks_are_true(signal, 2, n_frames);
}

static void test_ports_are_read_and_written(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (uint32_t n = 1; n <= CHUNK_FRAMES; ++n) {
      Signal signal;
      float l[PORT_FRAMES], r[PORT_FRAMES], untouched[PORT_FRAMES];
      float* const ports[2] = {l, r};
      float* const nowhere[2] = {NULL, NULL};
      fill(untouched);
      memcpy(l, untouched, sizeof(l));
      memcpy(r, untouched, sizeof(r));
      read_noise(&signal, n_channels, n);
      signal_write(&signal, nowhere, AT, n_channels, n);
      signal_write(&signal, ports, AT, n_channels, n);
      for (uint32_t i = 0; i < PORT_FRAMES; ++i) {
        const bool within = i >= AT && i < AT + n;
        assert_true(l[i] == (within ? signal.side[0][i - AT] : untouched[i]));
        assert_true(r[i] == (within && n_channels > 1 ? signal.side[1][i - AT] : untouched[i]));
      }
    }
  }
}

static void test_what_is_no_number_or_not_connected_is_read_as_silence(void** state) {
  (void)state;
  float l[PORT_FRAMES];
  const float* const ports[2] = {l, NULL};
  Signal signal;
  fill(l);
  l[AT] = NAN;
  l[AT + 1] = -INFINITY;
  signal_read(&signal, ports, AT, 2, CHUNK_FRAMES);
  assert_true(signal.side[0][0] == 0.0f && signal.side[0][1] == 0.0f && signal.side[0][2] == l[AT + 2]);
  assert_true(signal.peak[1] == 0.0f);
  assert_peaks_are_true(&signal, 2, CHUNK_FRAMES);
}

static void test_a_signal_may_be_another_or_silent(void** state) {
  (void)state;
  Signal signal, other;
  read_noise(&other, 2, CHUNK_FRAMES);
  signal_be(&signal, &other);
  assert_true(signal.side[0] == other.own[0] && signal.side[1] == other.own[1]);
  assert_true(!signal_is_silent(&signal));
  assert_peaks_are_true(&signal, 2, CHUNK_FRAMES);
  signal_be_silent(&signal);
  assert_true(signal_is_silent(&signal) && signal_peak(&signal, 2) == 0.0f);
  assert_peaks_are_true(&signal, 2, CHUNK_FRAMES);
}

static void test_each_side_takes_its_gain(void** state) {
  (void)state;
  const Ramp gains[][2] = {{ramp(0.0f, 1.0f, 100), ramp(1.0f, -0.5f, 70)},
                           {ramp(-0.3f, -0.3f, 1), ramp(1.0f, 1.0f, 1)},
                           {ramp(1.0f, 1.0f, 1), ramp(2.0f, 0.0f, 200)}};
  for (unsigned g = 0; g < sizeof(gains) / sizeof(gains[0]); ++g) {
    Signal in, out, alike;
    read_noise(&in, 2, CHUNK_FRAMES);
    signal_scale(&out, &in, gains[g], 2, CHUNK_FRAMES);
    for (unsigned c = 0; c < 2; ++c) {
      float values[CHUNK_FRAMES];
      ramp_fill(&gains[g][c], values, CHUNK_FRAMES);
      for (uint32_t i = 0; i < CHUNK_FRAMES; ++i) {
        assert_true(out.side[c][i] == in.side[c][i] * values[i]);
      }
      const bool is_unity = ramp_is_settled_at(&gains[g][c], 1.0f);
      assert_true(out.side[c] == (is_unity ? in.side[c] : out.own[c]));
    }
    assert_peaks_are_true(&out, 2, CHUNK_FRAMES);
    alike = in;
    alike.side[0] = alike.own[0];
    alike.side[1] = alike.own[1];
    signal_scale(&alike, &alike, gains[g], 2, CHUNK_FRAMES);
    assert_memory_equal(alike.side[0], out.side[0], CHUNK_FRAMES * sizeof(float));
    assert_memory_equal(alike.side[1], out.side[1], CHUNK_FRAMES * sizeof(float));
  }
}

static void test_what_overflows_becomes_0(void** state) {
  (void)state;
  const Ramp gains[][2] = {{ramp(2.0f, 2.0f, 1), ramp(0.5f, 0.5f, 1)}, {ramp(2.0f, 4.0f, 100), ramp(0.0f, 0.5f, 9)}};
  for (unsigned g = 0; g < sizeof(gains) / sizeof(gains[0]); ++g) {
    Signal signal;
    read_noise(&signal, 2, CHUNK_FRAMES);
    signal.own[0][9] = FLT_MAX;
    signal.own[1][9] = -FLT_MAX;
    signal_hold_all(&signal, 2, CHUNK_FRAMES);
    assert_peaks_are_true(&signal, 2, CHUNK_FRAMES);
    signal_scale(&signal, &signal, gains[g], 2, CHUNK_FRAMES);
    assert_true(signal.side[0][9] == 0.0f && signal.side[1][9] < -1.0f);
    assert_peaks_are_true(&signal, 2, CHUNK_FRAMES);
  }
}

static void test_a_crossfade_goes_from_one_to_the_other(void** state) {
  (void)state;
  const Ramp weight = ramp(0.0f, 1.0f, CHUNK_FRAMES);
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Signal a, b, out;
    read_noise(&a, n_channels, CHUNK_FRAMES);
    read_noise(&b, n_channels, CHUNK_FRAMES);
    signal_be_silent(&out);
    signal_crossfade(&out, &a, &b, &weight, n_channels, CHUNK_FRAMES);
    for (unsigned c = 0; c < n_channels; ++c) {
      for (uint32_t i = 0; i < CHUNK_FRAMES; ++i) {
        const float part = (float)(i + 1) / CHUNK_FRAMES;
        assert_float_equal(out.side[c][i], (1.0f - part) * a.side[c][i] + part * b.side[c][i], 1e-6f);
      }
      assert_true(out.side[c][CHUNK_FRAMES - 1] == b.side[c][CHUNK_FRAMES - 1]);
    }
    assert_peaks_are_true(&out, n_channels, CHUNK_FRAMES);
    assert_true(n_channels > 1 || out.side[1] == chunk_silence);
    signal_crossfade(&b, &a, &b, &weight, n_channels, CHUNK_FRAMES);
    assert_memory_equal(b.side[0], out.side[0], CHUNK_FRAMES * sizeof(float));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_ports_are_read_and_written),
    cmocka_unit_test(test_what_is_no_number_or_not_connected_is_read_as_silence),
    cmocka_unit_test(test_a_signal_may_be_another_or_silent),
    cmocka_unit_test(test_each_side_takes_its_gain),
    cmocka_unit_test(test_what_overflows_becomes_0),
    cmocka_unit_test(test_a_crossfade_goes_from_one_to_the_other),
  };
  return cmocka_run_group_tests_name("signal", tests, NULL, NULL);
}
