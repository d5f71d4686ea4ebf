// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/duplicate_detector.h"

#include "common/dsp/fastmath.h"

#include <math.h>
#include <string.h>

void duplicate_detector_init(DuplicateDetector* detector, double rate_hz, uint32_t interval_frames) {
  memset(detector, 0, sizeof(*detector));
  fingerprint_clock_init(&detector->clock, rate_hz, interval_frames);
}

void duplicate_detector_reset(DuplicateDetector* detector) {
  const FingerprintClock clock = detector->clock;
  memset(detector, 0, sizeof(*detector));
  detector->clock = clock;
  fingerprint_clock_reset(&detector->clock);
}

/* The two samples that all signals are screened by: their sizes, relative to the length of the whole window. */
typedef struct {
  float first[DUPLICATE_DETECTOR_SIZE], second[DUPLICATE_DETECTOR_SIZE];
} Screen;

static void make_screen(const DuplicateDetector* detector, Screen* screen) {
  float square[DUPLICATE_DETECTOR_SIZE] = {0.0f};
  for (unsigned k = 0; k < FINGERPRINT_SAMPLES; ++k) {
    for (unsigned i = 0; i < DUPLICATE_DETECTOR_SIZE; ++i) {
      square[i] += detector->sample[k][i] * detector->sample[k][i];
    }
  }
  for (unsigned i = 0; i < DUPLICATE_DETECTOR_SIZE; ++i) {
    const bool is_audible = fingerprint_is_audible(square[i]);
    const float scale = is_audible ? 1.0f / sqrtf(square[i]) : 0.0f;
    screen->first[i] = is_audible ? fabsf(detector->sample[0][i]) * scale : 2.0f + (float)i;  // like no other
    screen->second[i] = fabsf(detector->sample[1][i]) * scale;
  }
}

static inline unsigned is_near(const Screen* screen, unsigned i, unsigned j) {
  const float first = fabsf(screen->first[i] - screen->first[j]);
  const float second = fabsf(screen->second[i] - screen->second[j]);
  return fast_max(first, second) <= DUPLICATE_TOLERANCE ? 1u : 0u;
}

/* Whether anything but signal i itself is near it. */
static bool has_company(const Screen* screen, unsigned i) {
  unsigned n_near = 0;
  for (unsigned j = 0; j < DUPLICATE_DETECTOR_SIZE; ++j) {
    n_near += is_near(screen, i, j);
  }
  return n_near > 1;
}

static void make_fingerprint(const DuplicateDetector* detector, unsigned i, Fingerprint* fingerprint) {
  for (unsigned k = 0; k < FINGERPRINT_SAMPLES; ++k) {
    fingerprint->sample[k] = detector->sample[k][i];
  }
  fingerprint_normalize(fingerprint);
}

/* Compares signal i to those before it that are near it or have matched before. */
static void compare(DuplicateDetector* detector, const Screen* screen, unsigned i) {
  Fingerprint mine;
  make_fingerprint(detector, i, &mine);
  for (unsigned j = 0; j < i; ++j) {
    if (is_near(screen, i, j) || (detector->matching[i] >> j & 1u)) {
      Fingerprint other;
      DuplicatePair* pair = &detector->pair[i][j];
      make_fingerprint(detector, j, &other);
      duplicate_pair_compare(pair, &detector->clock, &mine, &other);
      detector->matching[i] = (detector->matching[i] & ~(1u << j)) | (pair->n_matching ? 1u << j : 0u);
    }
  }
}

void duplicate_detector_step(DuplicateDetector* detector) {
  if (!fingerprint_clock_step(&detector->clock)) {
    return;
  }
  Screen screen;
  make_screen(detector, &screen);
  detector->any_matching = 0;
  for (unsigned i = 0; i < DUPLICATE_DETECTOR_SIZE; ++i) {
    if (detector->matching[i] || has_company(&screen, i)) {
      compare(detector, &screen, i);
    }
    detector->any_matching |= detector->matching[i];
  }
}
