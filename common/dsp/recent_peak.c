// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/recent_peak.h"

#include "common/dsp/chunk.h"
#include "common/dsp/cold.h"
#include "common/dsp/follower.h"
#include "common/dsp/sample_kernels.h"

#include <math.h>
#include <string.h>

#define CLOSE_DB 12.0  // to the peak: what is part of the sound that made it
#define LOUDER_DB 6.0  // than the last peak that was no click: what has to show that it is none

/* Of a constant, at compile time. */
static inline float gain_of(double db) {
  return (float)pow(10.0, db / 20.0);
}

static float gain_per_interval(double db_per_second, double rate_hz) {
  return (float)pow(10.0, db_per_second / 20.0 * CHUNK_FRAMES / rate_hz);
}

COLD void recent_peak_init(RecentPeak* recent, double rate_hz) {
  recent->rates = (RecentPeakRates){
    .learning = intervals_of_seconds(RECENT_PEAK_LEARNING_SECONDS, rate_hz),
    .steady = intervals_of_seconds(RECENT_PEAK_STEADY_SECONDS, rate_hz),
    .silent = intervals_of_seconds(RECENT_PEAK_SILENT_SECONDS, rate_hz),
    .hold = intervals_of_seconds(RECENT_PEAK_HOLD_SECONDS, rate_hz),
    .again = intervals_of_seconds(RECENT_PEAK_AGAIN_SECONDS, rate_hz),
    .bleed = intervals_of_seconds(RECENT_PEAK_BLEED_SECONDS, rate_hz),
    .body = intervals_of_seconds(RECENT_PEAK_BODY_SECONDS, rate_hz),
    .rise = gain_per_interval(RECENT_PEAK_RISE_DB_PER_SECOND, rate_hz),
    .drop = gain_per_interval(-RECENT_PEAK_DROP_DB_PER_SECOND, rate_hz),
    .fall = gain_per_interval(-RECENT_PEAK_FALL_DB_PER_SECOND, rate_hz),
  };
  recent->decay = powf(follower_decay(rate_hz), (float)CHUNK_FRAMES);
  recent->floor = FOLLOWER_FLOOR;
  recent_peak_reset(recent);
}

COLD void recent_peak_reset(RecentPeak* recent) {
  *recent = (RecentPeak){.rates = recent->rates,
                         .decay = recent->decay,
                         .floor = recent->floor,
                         .level = FOLLOWER_FLOOR,
                         .key_from = INFINITY,
                         .background = FOLLOWER_FLOOR,
                         .lowest = FOLLOWER_FLOOR,
                         .dip = FOLLOWER_FLOOR,
                         .highest = FOLLOWER_FLOOR,
                         .learning_left = recent->rates.learning,
                         .peak = FOLLOWER_FLOOR,
                         .sure_peak = FOLLOWER_FLOOR};
}

/* From a frame on, with a peak that may rise. */
static void make_relative(RecentPeak* recent, float* levels, uint32_t from, uint32_t n_frames) {
  for (uint32_t i = from; i < n_frames; ++i) {
    if (levels[i] >= recent->peak) {
      recent->peak = levels[i];
      recent->age = 0;
    }
    levels[i] /= recent->peak;
  }
}

void recent_peak_run(RecentPeak* recent, float* levels, uint32_t n_frames) {
  const float loudest = kernel_peak(levels, n_frames);
  uint32_t from = 0;
  recent->loudest = fast_max(recent->loudest, loudest);
  if (!recent->is_key && loudest >= recent->key_from) {
    for (; levels[from] < recent->key_from; ++from) {
      levels[from] = 0.0f;
    }
    recent->is_key = true;
    recent->silent = 0;
  }
  if (!recent->is_key) {
    memset(levels, 0, n_frames * sizeof(float));
  } else if (loudest >= recent->peak) {
    make_relative(recent, levels, from, n_frames);
  } else {
    const float peak = recent->peak;
    for (uint32_t i = from; i < n_frames; ++i) {
      levels[i] /= peak;
    }
  }
}

/* Whether the level has stood still for long, far enough below the peak. */
static bool follow_steadiness(RecentPeak* recent) {
  recent->lowest = fast_min(recent->lowest, recent->level);
  recent->highest = fast_max(recent->highest * recent->rates.fall, recent->level);
  if (recent->highest > recent->lowest * gain_of(RECENT_PEAK_STEADY_DB)) {
    recent->lowest = recent->highest = recent->level;
    recent->steady = 0;
  }
  recent->steady += recent->steady < recent->rates.steady;
  return recent->steady == recent->rates.steady && recent->highest < recent->peak * gain_of(-RECENT_PEAK_UNDER_DB);
}

static void follow_background(RecentPeak* recent) {
  const float level = recent->level;
  const bool is_steady = follow_steadiness(recent);
  if (recent->learning_left) {
    --recent->learning_left;
    recent->background = fast_max(recent->background, level);
  } else if (level < recent->background) {
    recent->background = fast_max(level, recent->background * recent->rates.drop);
  } else if (is_steady) {
    recent->background = level;
  } else if (!recent->is_key) {
    recent->background = fast_min(level, recent->background * recent->rates.rise);
  }
}

static void follow_key(RecentPeak* recent) {
  if (recent->level >= recent->floor) {
    recent->silent = 0;
  } else {
    recent->silent += recent->silent < recent->rates.silent;
  }
  if (recent->silent == recent->rates.silent || recent->level < recent->background * gain_of(RECENT_PEAK_END_DB)) {
    recent->is_key = false;
  }
  recent->key_from = recent->learning_left
                       ? INFINITY
                       : fast_max(recent->background * gain_of(RECENT_PEAK_ONSET_DB), recent->floor);
}

/* Whether the peak has been there for long enough, so that it was no click. */
static void follow_body(RecentPeak* recent) {
  if (recent->body == recent->rates.body && recent->peak > recent->sure_peak * gain_of(LOUDER_DB)) {
    recent->body = 0;
  }
  if (recent->is_key && recent->loudest > recent->peak * gain_of(-CLOSE_DB)) {
    recent->body += recent->body < recent->rates.body;
  }
  if (recent->body == recent->rates.body) {
    recent->sure_peak = recent->peak;
  }
  recent->loudest = 0.0f;
}

static void let_peak_fall(RecentPeak* recent) {
  recent->peak = fast_max(recent->peak * recent->rates.fall, FOLLOWER_FLOOR);
}

/* Whether the key has set in again of late, as a sound that only dies away does not. */
static bool follow_rise(RecentPeak* recent) {
  recent->again_left -= recent->again_left > 0;
  recent->dip = fast_min(recent->dip, recent->level);
  if (recent->level > recent->dip * gain_of(RECENT_PEAK_AGAIN_DB)) {
    recent->again_left = recent->rates.again;
    recent->dip = recent->level;
  }
  return recent->again_left > 0;
}

static void follow_peak(RecentPeak* recent) {
  follow_body(recent);
  const bool has_risen = follow_rise(recent);
  if (recent->is_key && recent->level > recent->peak * gain_of(-RECENT_PEAK_RANGE_DB)) {
    recent->bleed = 0;
    if (!has_risen) {
      return;
    }
    if (recent->age < recent->rates.hold) {
      ++recent->age;
    } else {
      let_peak_fall(recent);
    }
    return;
  }
  recent->bleed += recent->bleed < recent->rates.bleed;
  if (recent->bleed >= recent->rates.hold && recent->body < recent->rates.body) {
    recent->peak = recent->sure_peak;
    recent->body = recent->rates.body;
  } else if (recent->bleed == recent->rates.bleed) {
    let_peak_fall(recent);
  }
}

void recent_peak_step(RecentPeak* recent) {
  recent->level = follower_next(recent->level, recent->decay, recent->loudest);
  follow_background(recent);
  follow_key(recent);
  follow_peak(recent);
}
