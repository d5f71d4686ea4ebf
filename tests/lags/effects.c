// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lags/effects.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979323846

static double between(Noise* noise, double low, double high) {
  return (double)noise_between(noise, (float)low, (float)high);
}

static double gain_of(double db) {
  return pow(10.0, db / 20.0);
}

static float* copy_of(const float* samples, uint64_t n_frames) {
  float* copy = (float*)malloc(n_frames * sizeof(float));
  if (!copy) {
    fprintf(stderr, "There is not enough memory for the mixes.\n");
    exit(1);
  }
  return (float*)memcpy(copy, samples, n_frames * sizeof(float));
}

/* By a0 = 1. */
typedef struct {
  double b0, b1, b2, a1, a2;
} Biquad;

static Biquad normalized(double b0, double b1, double b2, double a0, double a1, double a2) {
  return (Biquad){b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0};
}

static Biquad bell(double hz, double q, double db) {
  const double w = 2.0 * PI * hz / MIX_RATE_HZ;
  const double alpha = sin(w) / (2.0 * q), a = sqrt(gain_of(db));
  return normalized(1.0 + alpha * a, -2.0 * cos(w), 1.0 - alpha * a, 1.0 + alpha / a, -2.0 * cos(w), 1.0 - alpha / a);
}

/* Of slope 1: low, or high where `sign` is -1. */
static Biquad shelf(double hz, double sign, double db) {
  const double w = 2.0 * PI * hz / MIX_RATE_HZ;
  const double a = sqrt(gain_of(db)), c = sign * cos(w), root = sqrt(2.0 * a) * sin(w);
  return normalized(a * (a + 1.0 - (a - 1.0) * c + root), sign * 2.0 * a * (a - 1.0 - (a + 1.0) * c),
                    a * (a + 1.0 - (a - 1.0) * c - root), a + 1.0 + (a - 1.0) * c + root,
                    sign * -2.0 * (a - 1.0 + (a + 1.0) * c), a + 1.0 + (a - 1.0) * c - root);
}

static Biquad low_pass(double hz) {
  const double w = 2.0 * PI * hz / MIX_RATE_HZ, c = cos(w), alpha = sin(w) / sqrt(2.0);
  return normalized((1.0 - c) / 2.0, 1.0 - c, (1.0 - c) / 2.0, 1.0 + alpha, -2.0 * c, 1.0 - alpha);
}

static Biquad high_pass(double hz) {
  const double w = 2.0 * PI * hz / MIX_RATE_HZ, c = cos(w), alpha = sin(w) / sqrt(2.0);
  return normalized((1.0 + c) / 2.0, -1.0 - c, (1.0 + c) / 2.0, 1.0 + alpha, -2.0 * c, 1.0 - alpha);
}

static void filter(Track track, uint64_t n_frames, Biquad q) {
  for (unsigned s = 0; s < 2; ++s) {
    double z1 = 0.0, z2 = 0.0;
    for (uint64_t i = 0; i < n_frames; ++i) {
      const double x = (double)track.side[s][i];
      const double y = q.b0 * x + z1;
      z1 = q.b1 * x - q.a1 * y + z2;
      z2 = q.b2 * x - q.a2 * y;
      track.side[s][i] = (float)y;
    }
  }
}

void effect_equalizer(Track track, uint64_t n_frames, Noise* noise) {
  filter(track, n_frames, shelf(between(noise, 80.0, 300.0), 1.0, between(noise, -9.0, 9.0)));
  filter(track, n_frames, bell(between(noise, 400.0, 4000.0), between(noise, 0.5, 2.0), between(noise, -9.0, 9.0)));
  filter(track, n_frames, shelf(between(noise, 3000.0, 8000.0), -1.0, between(noise, -9.0, 9.0)));
}

static double weight_of(double ms) {
  return 1.0 - exp(-1000.0 / (ms * MIX_RATE_HZ));
}

void effect_compressor(Track track, uint64_t n_frames, Noise* noise) {
  const double slope = 1.0 / between(noise, 4.0, 10.0) - 1.0;
  const double attack = weight_of(between(noise, 1.0, 20.0)), release = weight_of(between(noise, 50.0, 200.0));
  double reduction_db = 0.0;
  for (uint64_t i = 0; i < n_frames; ++i) {
    const double level = fmax(fabs((double)track.side[0][i]), fabs((double)track.side[1][i]));
    const double wanted_db = slope * fmax(20.0 * log10(level + 1e-9) + 30.0, 0.0);
    reduction_db += (wanted_db - reduction_db) * (wanted_db < reduction_db ? attack : release);
    const float gain = (float)gain_of(reduction_db);
    track.side[0][i] *= gain;
    track.side[1][i] *= gain;
  }
}

void effect_amplifier(Track track, uint64_t n_frames, Noise* noise) {
  const double drive = gain_of(between(noise, 6.0, 24.0));
  for (unsigned s = 0; s < 2; ++s) {
    for (uint64_t i = 0; i < n_frames; ++i) {
      track.side[s][i] = (float)(0.1 * tanh(drive * (double)track.side[s][i]));
    }
  }
  filter(track, n_frames, high_pass(80.0));
  filter(track, n_frames, low_pass(5000.0));
}

/* Reflections, one in each of as many milliseconds as it takes them to fall by 60 dB, at a random time of it and of
   either sign: "velvet noise" (Karjalainen and Järveläinen, "Reverberation modeling using velvet noise", AES 30th
   International Conference, 2007). Their energy in all is `energy`; `direct` is the gain of the sound itself. */
static void reflect(Track track, uint64_t n_frames, double direct, double energy, double from_ms, double ring_ms,
                    Noise* noise) {
  double sum = 0.0;
  for (double ms = 0.0; ms < ring_ms; ms += 1.0) {
    sum += gain_of(-120.0 * ms / ring_ms);
  }
  for (unsigned s = 0; s < 2; ++s) {
    float* dry = copy_of(track.side[s], n_frames);
    for (uint64_t i = 0; i < n_frames; ++i) {
      track.side[s][i] *= (float)direct;
    }
    for (double ms = 0.0; ms < ring_ms; ms += 1.0) {
      const uint64_t delay = (uint64_t)((from_ms + ms + between(noise, 0.0, 1.0)) * MIX_RATE_HZ / 1000.0);
      const double sign = noise_below(noise, 2) ? 1.0 : -1.0;
      const float gain = (float)(sign * sqrt(energy / sum) * gain_of(-60.0 * ms / ring_ms));
      for (uint64_t i = delay; i < n_frames; ++i) {
        track.side[s][i] += gain * dry[i - delay];
      }
    }
    free(dry);
  }
}

void effect_room(Track track, uint64_t n_frames, Noise* noise) {
  const double energy = gain_of(2.0 * between(noise, -12.0, -3.0));
  reflect(track, n_frames, 1.0, energy, between(noise, 1.0, 5.0), between(noise, 200.0, 400.0), noise);
}

void effect_reverb(Track track, uint64_t n_frames, Noise* noise) {
  reflect(track, n_frames, 0.0, 1.0, between(noise, 0.0, 30.0), between(noise, 800.0, 1600.0), noise);
}

void effect_chorus(Track track, uint64_t n_frames, Noise* noise) {
  const double step = 2.0 * PI * between(noise, 0.5, 1.5) / MIX_RATE_HZ;
  for (unsigned s = 0; s < 2; ++s) {
    float* dry = copy_of(track.side[s], n_frames);
    for (uint64_t i = 0; i < n_frames; ++i) {
      const double place = (double)i - (12.0 + 3.0 * sin(step * (double)i)) * MIX_RATE_HZ / 1000.0;
      const uint64_t before = place > 0.0 ? (uint64_t)place : 0;
      const float part = (float)(place - (double)before);
      track.side[s][i] = place > 0.0 ? dry[before] + part * (dry[before + 1] - dry[before]) : 0.0f;
    }
    free(dry);
  }
}

void effect_ring_modulator(Track track, uint64_t n_frames, Noise* noise) {
  const double step = 2.0 * PI * between(noise, 90.0, 400.0) / MIX_RATE_HZ;
  for (uint64_t i = 0; i < n_frames; ++i) {
    const float carrier = (float)sin(step * (double)i);
    track.side[0][i] *= carrier;
    track.side[1][i] *= carrier;
  }
}

void effect_phaser(Track track, uint64_t n_frames, Noise* noise) {
  enum { STAGES = 6 };
  const double step = 2.0 * PI * between(noise, 0.2, 1.0) / MIX_RATE_HZ;
  for (unsigned s = 0; s < 2; ++s) {
    double z[STAGES] = {0.0};
    for (uint64_t i = 0; i < n_frames; ++i) {
      const double t = tan(PI * 300.0 * pow(10.0, 0.5 - 0.5 * cos(step * (double)i)) / MIX_RATE_HZ);
      const double a = (t - 1.0) / (t + 1.0);
      double x = (double)track.side[s][i];
      for (unsigned k = 0; k < STAGES; ++k) {
        const double y = a * x + z[k];
        z[k] = x - a * y;
        x = y;
      }
      track.side[s][i] = (float)x;
    }
  }
}

void effect_crusher(Track track, uint64_t n_frames, Noise* noise) {
  (void)noise;
  for (unsigned s = 0; s < 2; ++s) {
    for (uint64_t i = 0; i < n_frames; ++i) {
      track.side[s][i] = roundf(track.side[s][i] * 64.0f) / 64.0f;
    }
  }
}

/* The sound delayed by so many frames, and once more by others, and nothing of it undelayed. */
static void echo(Track track, uint64_t n_frames, uint64_t first, uint64_t second) {
  for (unsigned s = 0; s < 2; ++s) {
    float* dry = copy_of(track.side[s], n_frames);
    for (uint64_t i = 0; i < n_frames; ++i) {
      track.side[s][i] = (i >= first ? dry[i - first] : 0.0f) + (i >= second ? dry[i - second] : 0.0f);
    }
    free(dry);
  }
}

void effect_echoes(Track track, uint64_t n_frames, Noise* noise) {
  const bool near = noise_below(noise, 2);
  const double first_ms = near ? between(noise, 8.0, 25.0) : between(noise, 80.0, 300.0);
  const double second_ms = first_ms + (near ? between(noise, 4.0, 15.0) : between(noise, 20.0, 150.0));
  echo(track, n_frames, (uint64_t)(first_ms * MIX_RATE_HZ / 1000.0), (uint64_t)(second_ms * MIX_RATE_HZ / 1000.0));
}

void effect_low_pass(Track track, uint64_t n_frames, Noise* noise) {
  (void)noise;
  filter(track, n_frames, low_pass(300.0));
}

void effect_high_pass(Track track, uint64_t n_frames, Noise* noise) {
  (void)noise;
  filter(track, n_frames, high_pass(3000.0));
}
