// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A frame takes the value v to kA v + wA x with the attack, or to kR v + wR x with the release, x being the target.
   Where the attack is the faster one, this needs no branch: the attack gives the larger value on the way up and the
   release gives the larger value on the way down, so the new value is always the larger of both.

   This is what every frame waits for, so frames are taken in pairs. The larger of two rising lines through the larger
   of two rising lines is the largest of four lines, of which two are parallel:

     kA kA v + (kA wA x + wA y)
     kA kR v + the larger of (kR wA x + wR y) and (kA wR x + wA y)
     kR kR v + (kR wR x + wR y)

   so that in two frames v passes through one product, one sum and two comparisons. No later frame waits for the value
   of the frame between. A run that ends within a pair keeps what the next run needs to do the same sums.

   Values that are held, and those of an attack that is slower than the release, are taken a frame at a time. */

#include "common/dsp/ballistics.h"

#include "common/dsp/kernel.h"
#include "common/dsp/one_pole.h"

#include <string.h>

#define HOLD_TOLERANCE 1e-6  // a target that falls short by less still counts as reached

void ballistics_reset(Ballistics* ballistics) {
  ballistics->half = false;
  memset(ballistics->channel, 0, sizeof(ballistics->channel));
}

void ballistics_set(Ballistics* ballistics, double rate_hz, float attack_ms, float release_ms, float hold_ms) {
  const double attack = one_pole_weight(rate_hz, (double)attack_ms);
  const double release = one_pole_weight(rate_hz, (double)release_ms);
  const uint32_t hold_frames = (uint32_t)((double)hold_ms * rate_hz / 1000.0 + 0.5);
  if (attack == ballistics->attack && release == ballistics->release && hold_frames == ballistics->hold_frames) {
    return;
  }
  ballistics->attack = attack;
  ballistics->release = release;
  ballistics->hold_frames = hold_frames;
  ballistics->half = false;
  for (unsigned c = 0; c < BALLISTICS_MAX_CHANNELS; ++c) {
    BallisticsChannel* channel = &ballistics->channel[c];
    channel->base = channel->now;
    channel->hold_left = channel->hold_left < hold_frames ? channel->hold_left : hold_frames;
  }
}

INLINE double larger_value(double a, double b) {
  return a > b ? a : b;
}

INLINE double one_frame(const Ballistics* ballistics, double v, double x) {
  const double wa = ballistics->attack;
  const double wr = ballistics->release;
  return larger_value((1.0 - wa) * v + wa * x, (1.0 - wr) * v + wr * x);
}

INLINE double two_frames(const Ballistics* ballistics, double v, double x, double y) {
  const double ka = 1.0 - ballistics->attack;
  const double kr = 1.0 - ballistics->release;
  const double xa = ballistics->attack * x;
  const double xr = ballistics->release * x;
  const double ya = ballistics->attack * y;
  const double yr = ballistics->release * y;
  const double same = larger_value((ka * ka) * v + (ka * xa + ya), (kr * kr) * v + (kr * xr + yr));
  return larger_value(same, (ka * kr) * v + larger_value(kr * xa + yr, ka * xr + ya));
}

/* Whether frames are taken in pairs. */
static bool takes_pairs(const Ballistics* ballistics) {
  return !ballistics->hold_frames && ballistics->attack >= ballistics->release;
}

INLINE void follow_in_pairs(Ballistics* ballistics, float* const* rows, const unsigned n_channels, uint32_t n_frames) {
  BallisticsChannel* channel = ballistics->channel;
  double v[BALLISTICS_MAX_CHANNELS];
  uint32_t i = 0;
  for (unsigned c = 0; c < n_channels; ++c) {
    v[c] = channel[c].base;
  }
  if (ballistics->half && n_frames) {
    for (unsigned c = 0; c < n_channels; ++c) {
      v[c] = two_frames(ballistics, v[c], channel[c].first, (double)rows[c][0]);
      rows[c][0] = (float)v[c];
      channel[c].now = v[c];
    }
    ballistics->half = false;
    i = 1;
  }
  for (; i + 1 < n_frames; i += 2) {
    for (unsigned c = 0; c < n_channels; ++c) {
      const double x = (double)rows[c][i];
      const double y = (double)rows[c][i + 1];
      rows[c][i] = (float)one_frame(ballistics, v[c], x);
      v[c] = two_frames(ballistics, v[c], x, y);
      rows[c][i + 1] = (float)v[c];
    }
  }
  for (unsigned c = 0; c < n_channels; ++c) {
    channel[c].base = channel[c].now = v[c];
    if (i < n_frames) {
      channel[c].first = (double)rows[c][i];
      channel[c].now = one_frame(ballistics, v[c], channel[c].first);
      rows[c][i] = (float)channel[c].now;
    }
  }
  ballistics->half ^= i < n_frames;
}

static void follow_singly(const Ballistics* ballistics, BallisticsChannel* channel, float* row, uint32_t n_frames) {
  double now = channel->now;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const double target = (double)row[i];
    if (target >= now - HOLD_TOLERANCE) {
      channel->hold_left = ballistics->hold_frames;
      now = (1.0 - ballistics->attack) * now + ballistics->attack * target;
    } else if (channel->hold_left) {
      --channel->hold_left;
    } else {
      now = (1.0 - ballistics->release) * now + ballistics->release * target;
    }
    row[i] = (float)now;
  }
  channel->base = channel->now = now;
}

void ballistics_run(Ballistics* ballistics, float* const* rows, unsigned n_channels, uint32_t n_frames) {
  if (!takes_pairs(ballistics)) {
    for (unsigned c = 0; c < n_channels; ++c) {
      follow_singly(ballistics, &ballistics->channel[c], rows[c], n_frames);
    }
  } else if (n_channels == 1) {
    follow_in_pairs(ballistics, rows, 1, n_frames);
  } else {
    follow_in_pairs(ballistics, rows, 2, n_frames);
  }
}

static bool channels_are_equal(const Ballistics* ballistics) {
  const BallisticsChannel* a = &ballistics->channel[0];
  const BallisticsChannel* b = &ballistics->channel[1];
  return a->now == b->now && a->base == b->base && (!ballistics->half || a->first == b->first) &&
         a->hold_left == b->hold_left;
}

bool ballistics_run_linked(Ballistics* ballistics, float* const* rows, uint32_t n_frames) {
  const bool equal = channels_are_equal(ballistics);
  if (!equal) {
    memcpy(rows[1], rows[0], n_frames * sizeof(float));
  }
  ballistics_run(ballistics, rows, equal ? 1 : 2, n_frames);
  if (equal) {
    ballistics->channel[1] = ballistics->channel[0];
  }
  return equal;
}

bool ballistics_is_at_rest(const Ballistics* ballistics, unsigned n_channels) {
  bool rest = true;
  for (unsigned c = 0; c < n_channels; ++c) {
    rest &= ballistics->channel[c].now == 0.0 && ballistics->channel[c].base == 0.0;
  }
  return rest;
}

void ballistics_rest(Ballistics* ballistics, uint32_t n_frames) {
  ballistics->half = takes_pairs(ballistics) && (ballistics->half ^ (n_frames & 1u));
  for (unsigned c = 0; c < BALLISTICS_MAX_CHANNELS; ++c) {
    ballistics->channel[c].first = 0.0;
    ballistics->channel[c].hold_left = ballistics->hold_frames;
  }
}

void ballistics_drop(Ballistics* ballistics, double limit) {
  for (unsigned c = 0; c < BALLISTICS_MAX_CHANNELS; ++c) {
    BallisticsChannel* channel = &ballistics->channel[c];
    if (channel->now < limit) {
      channel->now = channel->base = channel->first = 0.0;
    }
  }
}
