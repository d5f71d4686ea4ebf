// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/strip_lags.h"

#include "common/dsp/chunk.h"
#include "common/dsp/cold.h"
#include "common/dsp/sample_kernels.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_CORRELATION 0.35f   // that is worth a measurement
#define GREAT_CORRELATION 0.75f   // for which the round is not waited for
#define MUCH_BETTER 0.2f          // than what the pair that is being measured was worth
#define WORTH_OF_KNOWN 0.7f       // to measure again
#define WORTH_OF_REFERENCE 0.35f  // of a pair with the reference strip, however unlike,
#define MORE_FOR_ALIKE 0.5f       // and what a correlation of 1 adds to that
#define KNOWN_SECONDS 2.0         // after which what is known is measured again,
#define TOGETHER_SECONDS 16.0     // or where there is no lag
#define MISSED_SECONDS 0.5
#define REFUSED_SECONDS 0.25  // after the first time; twice as long after each
#define HURRY_SECONDS 2.0     // for which the look-out goes faster, once a strip begins to sound
#define ALONE_SECONDS 0.8     // after which what is known of a strip beside a silent one counts no more
#define STEADY_FRAMES 3       // by which measurements of a lag that is not exact may differ

enum { MOST_MISSED = 2, MOST_REFUSED = 6, MOST_REFUSED_OF_REFERENCE = 4 };

COLD bool strip_lags_init(StripLags* lags, unsigned n_strips, unsigned n_channels, double rate_hz,
                          uint32_t interval_frames) {
  *lags = (StripLags){.n_strips = n_strips,
                      .n_channels = n_channels,
                      .intervals_hz = rate_hz / interval_frames,
                      .middle = interval_frames / 2};
  lags->memory = (float*)malloc(lag_meter_floats(n_channels, rate_hz, BUS_SUMMER_LONGEST_DELAY_MS) * sizeof(float));
  if (!lags->memory) {
    return false;
  }
  lag_meter_init(&lags->meter, n_channels, rate_hz, BUS_SUMMER_LONGEST_DELAY_MS, lags->memory);
  return true;
}

COLD void strip_lags_free(StripLags* lags) {
  free(lags->memory);
}

COLD void strip_lags_reset(StripLags* lags) {
  lag_lookout_reset(&lags->lookout);
  lag_meter_reset(&lags->meter);
  memset(lags->pair, 0, sizeof(lags->pair));
  memset(lags->known, 0, sizeof(lags->known));
  lags->any_known = 0;
  lags->interval = lags->n_added = 0;
  lags->ended = false;
  lags->worth = 0.0f;
  lags->is_whole = false;
}

COLD void strip_lags_set(StripLags* lags, const StripTargets* gains, unsigned reference) {
  lags->audible = 0;
  for (unsigned i = 0; i < lags->n_strips; ++i) {
    lags->audible |= gains->gain[STRIP_LEVEL][i] != 0.0f ? 1u << i : 0u;
  }
  lags->reference = reference;
}

COLD static void record(StripLags* lags, const MixInput* input, uint32_t first, uint32_t n_frames) {
  for (unsigned s = 0; s < 2; ++s) {
    for (unsigned c = 0; c < lags->n_channels; ++c) {
      const float* channel = input->channels[lags->measured[s] * input->n_channels + c];
      float* room = lag_meter_room(&lags->meter, s, c, &n_frames);
      kernel_sanitize(room, chunk_source(channel, input->at + first), n_frames);
    }
  }
  lag_meter_add(&lags->meter, n_frames);
}

/* Goes on with the measurement, for which half of the work is done in the middle of an interval. */
COLD static void measure(StripLags* lags, const MixInput* input) {
  uint32_t n_frames = 0;
  for (uint32_t first = 0; first < input->n_frames; first += n_frames) {
    const uint32_t rest = input->n_frames - first;
    const uint32_t until = lags->middle - lags->n_added;  // huge once that is past
    n_frames = until && until < rest ? until : rest;
    record(lags, input, first, n_frames);
    lags->n_added += n_frames;
    if (lags->n_added == lags->middle) {
      lags->ended = lag_meter_steps(&lags->meter, LAG_CHUNK_SLICES);
    }
  }
}

void strip_lags_add(StripLags* lags, const MixInput* input, const float peak[LAG_LOOKOUT_SIZE]) {
  lag_lookout_add(&lags->lookout, peak);
  if (lag_meter_is_idle(&lags->meter)) {
    lags->n_added += input->n_frames;
  } else {
    measure(lags, input);
  }
}

static uint32_t intervals(const StripLags* lags, double seconds) {
  return (uint32_t)(seconds * lags->intervals_hz);
}

static PairLag* measured_pair(StripLags* lags) {
  return &lags->pair[lags->measured[0]][lags->measured[1]];
}

static bool has_reference(const StripLags* lags, const unsigned pair[2]) {
  return lags->reference == pair[0] + 1 || lags->reference == pair[1] + 1;
}

COLD static void start(StripLags* lags, const unsigned pair[2]) {
  memcpy(lags->measured, pair, sizeof(lags->measured));
  lags->measured_worth = lags->worth;
  lags->worth = 0.0f;
  PairLag* measured = measured_pair(lags);
  measured->due = lags->interval + intervals(lags, KNOWN_SECONDS);  // not to be named again meanwhile
  const bool odd = (measured->n_refused + measured->n_missed) % 2 != 0 && !measured->suspected;
  lag_meter_start(&lags->meter, odd && lags->n_channels > 1);
}

/* What is known changes to what was found, but not for a difference that may be chance. */
COLD static void take_known(StripLags* lags, PairLag* pair, const Lag* found) {
  const bool same = pair->lag.known && !found->exact && abs(found->frames - pair->lag.frames) <= STEADY_FRAMES;
  const int32_t frames = same ? pair->lag.frames : found->frames;
  const bool exact = same ? pair->lag.exact : found->exact;
  pair->lag = *found;
  pair->lag.frames = frames;
  pair->lag.exact = exact;
  pair->n_missed = pair->n_refused = 0;
  pair->due = lags->interval + intervals(lags, frames ? KNOWN_SECONDS : TOGETHER_SECONDS);
}

COLD static void take_none(StripLags* lags, PairLag* pair) {
  if (pair->lag.known && ++pair->n_missed < MOST_MISSED) {
    pair->due = lags->interval + intervals(lags, MISSED_SECONDS);
    return;
  }
  const unsigned most = has_reference(lags, lags->measured) ? MOST_REFUSED_OF_REFERENCE : MOST_REFUSED;
  pair->due = lags->interval + intervals(lags, REFUSED_SECONDS) * (1u << pair->n_refused);
  pair->n_refused = (unsigned char)(pair->n_refused + (pair->n_refused < most));
  if (lags->meter.suspects && !pair->suspected) {
    pair->due = lags->interval;
  }
  pair->suspected = lags->meter.suspects && !pair->suspected;
  pair->lag.known = false;
}

COLD static void note_known(StripLags* lags) {
  const unsigned i = lags->measured[0];
  const uint32_t bit = 1u << lags->measured[1];
  lags->known[i] = measured_pair(lags)->lag.known ? lags->known[i] | bit : lags->known[i] & ~bit;
  lags->any_known = lags->known[i] ? lags->any_known | 1u << i : lags->any_known & ~(1u << i);
}

/* Ends a measurement. */
COLD static void take_result(StripLags* lags) {
  PairLag* pair = measured_pair(lags);
  const Lag* found = &lags->meter.lag;
  if (found->known) {
    take_known(lags, pair, found);
  } else {
    take_none(lags, pair);
  }
  note_known(lags);
}

/* How much the pair that the look-out stands at is worth a measurement, 0 to 1. */
static float worth(const StripLags* lags) {
  const unsigned pair[2] = {lags->lookout.first, lags->lookout.second};
  const PairLag* known = &lags->pair[pair[0]][pair[1]];
  const float correlation = lag_lookout_correlation(&lags->lookout);
  if ((int32_t)(lags->interval - known->due) < 0) {
    return 0.0f;
  }
  if (known->lag.known) {
    return WORTH_OF_KNOWN;
  }
  if (has_reference(lags, pair)) {
    return WORTH_OF_REFERENCE + MORE_FOR_ALIKE * correlation;
  }
  return correlation >= LEAST_CORRELATION ? correlation : 0.0f;
}

/* Keeps the pair that the look-out stands at if it is the best so far. */
static void keep_best(StripLags* lags) {
  const float value = worth(lags);
  if (value > lags->worth) {
    lags->worth = value;
    lags->best[0] = lags->lookout.first;
    lags->best[1] = lags->lookout.second;
  }
}

/* Goes on with the look-out, also while a pair is being measured. Whether there is a reason to measure the best pair
   now. */
static bool look_out(StripLags* lags) {
  const bool round_ends = !lag_lookout_next(&lags->lookout, lags->audible);
  const bool has_pair = lag_lookout_has_pair(&lags->lookout);
  const bool ready = round_ends && lags->is_whole && lags->worth > 0.0f;
  lags->is_whole = round_ends ? has_pair : lags->is_whole;
  if (has_pair) {
    keep_best(lags);
  }
  return ready || lags->worth >= GREAT_CORRELATION;
}

/* Whether a strip sounds, or has just sounded, since a late copy may still come. */
static bool sounds(const StripLags* lags, unsigned strip) {
  return lags->lookout.quiet[strip] <= LAG_LOOKOUT_LAGS;
}

/* Counts for how long one of two strips has sounded without the other. */
COLD static void count_alone(StripLags* lags) {
  for (unsigned i = 0; lags->any_known >> i; ++i) {
    for (unsigned j = i + 1; lags->known[i] >> j; ++j) {
      uint32_t* alone = &lags->pair[i][j].alone;
      const bool both = sounds(lags, i) && sounds(lags, j);
      *alone = both ? 0 : *alone + (sounds(lags, i) || sounds(lags, j));
    }
  }
}

/* How many pairs are looked at now: a few while strips have just begun to sound, or else one every other time. */
static unsigned looks(const StripLags* lags) {
  return lags->lookout.since_begin < intervals(lags, HURRY_SECONDS) ? 2 : lags->interval % 2;
}

/* Whether the best pair is to be measured instead of the one that is. */
static bool is_better(const StripLags* lags) {
  const float measured = lags->measured_worth;
  return lags->worth >= LEAST_CORRELATION && (measured < LEAST_CORRELATION || lags->worth > measured + MUCH_BETTER);
}

void strip_lags_step(StripLags* lags) {
  ++lags->interval;
  lag_lookout_step(&lags->lookout);
  const bool ended = lags->ended || lag_meter_steps(&lags->meter, LAG_CHUNK_SLICES);
  lags->ended = false;
  lags->n_added = 0;
  if (ended) {
    take_result(lags);
  }
  if (lags->any_known) {
    count_alone(lags);
  }
  bool ready = ended && lags->worth >= LEAST_CORRELATION;
  for (unsigned n_looks = looks(lags); n_looks; --n_looks) {
    ready = look_out(lags) || ready;
  }
  if (ready && lag_meter_is_idle(&lags->meter)) {
    start(lags, lags->best);
  } else if (is_better(lags) && !lags->meter.suspects) {
    measured_pair(lags)->due = lags->interval;
    start(lags, lags->best);
  }
}

COLD Lag strip_lags_between(const StripLags* lags, unsigned from, unsigned to) {
  const bool rising = from < to;
  Lag lag = lags->pair[rising ? from : to][rising ? to : from].lag;
  lag.frames = rising ? lag.frames : -lag.frames;
  return lag;
}

bool strip_lags_sound_alike(const StripLags* lags, unsigned from, unsigned to) {
  return lags->pair[from][to].alone <= intervals(lags, ALONE_SECONDS);
}
