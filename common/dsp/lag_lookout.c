// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/lag_lookout.h"

#include "common/dsp/fastmath.h"
#include "common/dsp/lag_kernels.h"

#include <math.h>
#include <string.h>

#define SILENCE 1e-4f       // -80 dBFS: what is below counts as that
#define LEAST_PEAK 2.5e-4f  // -72 dBFS: what is above is heard

enum {
  LAG_STEPS = 10,                      // of a rise, to a doubling
  LEAST_HEARD = 64,                    // intervals, to compare
  LEAST_ENERGY = LAG_LOOKOUT_SPAN / 2  // below which a sound stands still
};

void lag_lookout_reset(LagLookout* lookout) {
  memset(lookout, 0, sizeof(*lookout));
  for (unsigned i = 0; i < LAG_LOOKOUT_SIZE; ++i) {
    lookout->quiet[i] = LAG_LOOKOUT_KEPT;
  }
}

/* The bits of a float count up as its logarithm does, but for up to half a dB. */
static inline int32_t level_of(float peak) {
  return float_bits(fast_max(peak, SILENCE));
}

/* By how many steps of LAG_STEPS to a doubling a level has risen, rounded. */
static inline int32_t steps_of(int32_t level, int32_t before) {
  const int32_t most = (LAG_PRODUCT_MOST << 23) / LAG_STEPS;
  const int32_t rise = level - before;
  const int32_t high = rise > most ? most : rise;
  return ((high < -most ? -most : high) * LAG_STEPS + (1 << 22)) >> 23;
}

/* Counts for how long signals have been quiet. Whether one begins that was. */
static bool count_quiet(LagLookout* lookout, const int32_t* level) {
  int32_t begins = 0;
  for (unsigned i = 0; i < LAG_LOOKOUT_SIZE; ++i) {
    const int32_t more = lookout->quiet[i] < LAG_LOOKOUT_KEPT ? lookout->quiet[i] + 1 : LAG_LOOKOUT_KEPT;
    const int32_t heard = fast_mask(level[i] > float_bits(LEAST_PEAK));
    begins |= heard & (LAG_LOOKOUT_SPAN - 1 - lookout->quiet[i]);  // negative where it has been quiet
    lookout->quiet[i] = more & ~heard;
  }
  return begins < 0;
}

void lag_lookout_step(LagLookout* lookout) {
  int32_t level[LAG_LOOKOUT_SIZE];
  int16_t rise[LAG_LOOKOUT_SIZE];
  const int32_t begun = fast_mask(lookout->n_intervals >= 2);
  for (unsigned i = 0; i < LAG_LOOKOUT_SIZE; ++i) {
    level[i] = level_of(lookout->peak[i]);
    rise[i] = (int16_t)(steps_of(level[i], lookout->level[1][i]) & begun);
    lookout->peak[i] = 0.0f;
  }
  lookout->since_begin = count_quiet(lookout, level) ? 0 : lookout->since_begin + (lookout->since_begin < UINT32_MAX);
  memcpy(lookout->level[1], lookout->level[0], sizeof(level));
  memcpy(lookout->level[0], level, sizeof(level));
  int16_t leaving[LAG_LOOKOUT_SIZE];  // what was kept LAG_LOOKOUT_SPAN intervals ago
  for (unsigned i = 0; i < LAG_LOOKOUT_SIZE; ++i) {
    int16_t* place = &lookout->rise[i][lookout->at];
    leaving[i] = place[LAG_PRODUCT_LANES];
    place[0] = place[LAG_LOOKOUT_KEPT] = rise[i];
  }
  for (unsigned i = 0; i < LAG_LOOKOUT_SIZE; ++i) {
    lookout->energy[i] = (int16_t)(lookout->energy[i] + rise[i] * rise[i] - leaving[i] * leaving[i]);
  }
  lookout->at = lookout->at + 1 < LAG_LOOKOUT_KEPT ? lookout->at + 1 : 0;
  lookout->n_intervals += lookout->n_intervals < LAG_LOOKOUT_KEPT;
}

/* The next signal of a mask after one; LAG_LOOKOUT_SIZE where there is none. */
static unsigned next_in(uint32_t mask, unsigned after) {
  unsigned next = after + 1;
  while (next < LAG_LOOKOUT_SIZE && !(mask >> next & 1u)) {
    ++next;
  }
  return next;
}

bool lag_lookout_next(LagLookout* lookout, uint32_t mask) {
  for (unsigned i = 0; i < LAG_LOOKOUT_SIZE; ++i) {
    mask &= lookout->quiet[i] < LAG_LOOKOUT_SPAN ? UINT32_MAX : ~(1u << i);
  }
  const bool goes_on = (mask >> lookout->first & 1u) != 0;
  const unsigned second = goes_on ? next_in(mask, lookout->second) : LAG_LOOKOUT_SIZE;
  if (second < LAG_LOOKOUT_SIZE) {
    lookout->second = second;
    return true;
  }
  lookout->first = next_in(mask, lookout->first);
  lookout->second = lookout->first < LAG_LOOKOUT_SIZE ? next_in(mask, lookout->first) : LAG_LOOKOUT_SIZE;
  if (lookout->second < LAG_LOOKOUT_SIZE) {
    return true;
  }
  lookout->first = next_in(mask, UINT32_MAX);
  lookout->second = lookout->first < LAG_LOOKOUT_SIZE ? next_in(mask, lookout->first) : LAG_LOOKOUT_SIZE;
  return false;
}

bool lag_lookout_has_pair(const LagLookout* lookout) {
  return lookout->n_intervals >= LEAST_HEARD && lookout->first < lookout->second && lookout->second < LAG_LOOKOUT_SIZE;
}

float lag_lookout_correlation(const LagLookout* lookout) {
  const int32_t energy_a = lookout->energy[lookout->first];
  const int32_t energy_b = lookout->energy[lookout->second];
  if (energy_a < LEAST_ENERGY || energy_b < LEAST_ENERGY) {
    return 0.0f;
  }
  // What is kept of the second signal begins LAG_LOOKOUT_LAGS before the span of the first.
  const int16_t* a = &lookout->rise[lookout->first][lookout->at];
  const int16_t* b = &lookout->rise[lookout->second][lookout->at];
  const unsigned newest = LAG_LOOKOUT_KEPT - LAG_LOOKOUT_SPAN - LAG_LOOKOUT_LAGS;
  int16_t products[LAG_PRODUCT_LANES];
  kernel_lag_products(products, a + newest, b + newest - LAG_LOOKOUT_LAGS);
  int most = 0;
  for (unsigned lag = 0; lag <= 2 * LAG_LOOKOUT_LAGS; ++lag) {
    most = products[lag] > most ? products[lag] : most;
  }
  // Chance is the larger, the less has been heard.
  const float span = (float)LAG_LOOKOUT_SPAN;
  const float heard = fast_min((float)lookout->n_intervals, span);
  return (float)most * sqrtf(heard / span / ((float)energy_a * (float)energy_b));
}
