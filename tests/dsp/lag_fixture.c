// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/dsp/lag_fixture.h"

#include "tests/dsp/music.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const double rate_hz = 48000.0;
static const double pi = 3.14159265358979323846;

const char* const lag_fixture_loops[LAG_FIXTURE_LOOPS] = {"loop_amen", "loop_garzul", "loop_electric", "loop_mika",
                                                          "guit_e_fifths"};

LagFixture* lag_fixture_new(unsigned n_channels, float longest_ms, uint32_t n_frames) {
  LagFixture* fixture = (LagFixture*)calloc(1, sizeof(LagFixture));
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

void lag_fixture_free(LagFixture* fixture) {
  for (unsigned i = 0; i < 4; ++i) {
    free(fixture->side[i / 2][i % 2]);
  }
  free(fixture->memory);
  free(fixture);
}

/* Hands over what it records in blocks of some length, and takes a step per LAG_FIXTURE_STEP frames. */
Lag lag_fixture_measure_in(LagFixture* fixture, bool mirrored, uint32_t block) {
  LagMeter* meter = &fixture->meter;
  lag_meter_start(meter, mirrored);
  for (uint32_t at = 0; at < fixture->n_frames;) {
    const uint32_t until_step = LAG_FIXTURE_STEP - at % LAG_FIXTURE_STEP;
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
    if (at % LAG_FIXTURE_STEP == 0 && lag_meter_steps(meter, LAG_CHUNK_SLICES)) {
      return meter->lag;
    }
  }
  fail_msg("The measurement has not ended.");
  return meter->lag;
}

Lag lag_fixture_measure(LagFixture* fixture) {
  return lag_fixture_measure_in(fixture, false, LAG_FIXTURE_STEP);
}

float lag_fixture_noise(void) {
  return (float)rand() / (float)RAND_MAX - 0.5f;
}

/* Noise on both sides, of which `shared` is the same. */
void lag_fixture_fill_noise(LagFixture* fixture, float shared) {
  for (uint32_t i = 0; i < fixture->n_frames; ++i) {
    const float both = lag_fixture_noise();
    for (unsigned c = 0; c < 2; ++c) {
      fixture->side[0][c][i] = shared * both + (1.0f - shared) * lag_fixture_noise();
    }
  }
}

void lag_fixture_fill_music(LagFixture* fixture, const char* name, uint64_t start) {
  Music music = music_load(name);
  for (uint32_t i = 0; i < fixture->n_frames; ++i) {
    fixture->side[0][0][i] = fixture->side[0][1][i] = 0.5f * music_at(&music, start + i);
  }
  music_free(&music);
}

/* The second signal is the first, so much later, at a gain; what comes before is silence. A negative lag makes the
   first one late. */
void lag_fixture_shift(LagFixture* fixture, int32_t lag, float gain) {
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

void lag_fixture_assert(const Lag lag, int32_t frames, bool inverted) {
  assert_true(lag.known);
  assert_int_equal(lag.frames, frames);
  assert_int_equal(lag.inverted, inverted);
}

void lag_fixture_filter_copy(LagFixture* fixture, bool high, double cutoff_hz) {
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

void lag_fixture_assert_unknown(LagFixture* fixture) {
  assert_false(lag_fixture_measure(fixture).known);
}
