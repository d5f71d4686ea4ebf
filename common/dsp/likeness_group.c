// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/likeness_group.h"

#include "common/dsp/fastmath.h"

#include <math.h>
#include <string.h>

void likeness_group_init(LikenessGroup* group, double rate_hz, uint32_t cell_frames) {
  memset(group, 0, sizeof(*group));
  likeness_init(&group->clock, rate_hz, cell_frames);
}

void likeness_group_reset(LikenessGroup* group) {
  const LikenessClock clock = group->clock;
  memset(group, 0, sizeof(*group));
  group->clock = clock;
  likeness_reset(&group->clock);
}

/* Probes that all signals are screened by: their sizes, as parts of the length of the whole window. */
typedef struct {
  float first[LIKENESS_GROUP_SIZE], second[LIKENESS_GROUP_SIZE];
} Screen;

static void make_screen(const LikenessGroup* group, Screen* screen) {
  float square[LIKENESS_GROUP_SIZE] = {0.0f};
  for (unsigned k = 0; k < LIKENESS_PROBES; ++k) {
    for (unsigned i = 0; i < LIKENESS_GROUP_SIZE; ++i) {
      square[i] += group->probe[k][i] * group->probe[k][i];
    }
  }
  for (unsigned i = 0; i < LIKENESS_GROUP_SIZE; ++i) {
    const bool is_sound = likeness_is_sound(square[i]);
    const float scale = is_sound ? 1.0f / sqrtf(square[i]) : 0.0f;
    screen->first[i] = is_sound ? fabsf(group->probe[0][i]) * scale : 2.0f + (float)i;  // like no other
    screen->second[i] = fabsf(group->probe[1][i]) * scale;
  }
}

static inline unsigned is_near(const Screen* screen, unsigned i, unsigned j) {
  const float first = fabsf(screen->first[i] - screen->first[j]);
  const float second = fabsf(screen->second[i] - screen->second[j]);
  return fast_max(first, second) <= LIKENESS_TOLERANCE ? 1u : 0u;
}

/* Whether anything but signal i itself is near it. */
static bool has_company(const Screen* screen, unsigned i) {
  unsigned n_near = 0;
  for (unsigned j = 0; j < LIKENESS_GROUP_SIZE; ++j) {
    n_near += is_near(screen, i, j);
  }
  return n_near > 1;
}

static void close_trace(const LikenessGroup* group, unsigned i, LikenessTrace* trace) {
  for (unsigned k = 0; k < LIKENESS_PROBES; ++k) {
    trace->probe[k] = group->probe[k][i];
  }
  likeness_close(trace);
}

/* Compares signal i to those before it that are near it or have been alike. */
static void compare(LikenessGroup* group, const Screen* screen, unsigned i) {
  LikenessTrace mine;
  close_trace(group, i, &mine);
  for (unsigned j = 0; j < i; ++j) {
    if (is_near(screen, i, j) || (group->alive[i] >> j & 1u)) {
      LikenessTrace other;
      LikenessPair* pair = &group->pair[i][j];
      close_trace(group, j, &other);
      likeness_compare(pair, &group->clock, &mine, &other);
      group->alive[i] = (group->alive[i] & ~(1u << j)) | (pair->n_alike ? 1u << j : 0u);
    }
  }
}

void likeness_group_step(LikenessGroup* group) {
  if (!likeness_step(&group->clock)) {
    return;
  }
  Screen screen;
  make_screen(group, &screen);
  group->any_alive = 0;
  for (unsigned i = 0; i < LIKENESS_GROUP_SIZE; ++i) {
    if (group->alive[i] || has_company(&screen, i)) {
      compare(group, &screen, i);
    }
    group->any_alive |= group->alive[i];
  }
}
