// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/feedback.h"

#include "common/dsp/decibel.h"
#include "common/dsp/feedback_kernels.h"
#include "common/dsp/sample_kernels.h"

#include <math.h>

#define LEAST_LEVEL 0.01f    // of a peak, -40 dBFS
#define LEAST_SHARE 0.5f     // of a peak that must have come in before
#define LEAST_GAIN 1.01f     // round the loop, to call it growing
#define LEAST_FOLLOWED 0.4f  // of all peaks that come in, those that belong to the loop
#define LEAST_DRY 1e-4f      // -80 dBFS, a silent dry signal

enum {
  RING_MASK = FEEDBACK_INTERVALS * CHUNK_FRAMES - 1,
  SPAN_INTERVALS = 5,  // a peak is the loudest frame of that many intervals, and lies in the middle one
  LEAST_PEAKS = 2,
  PROOF_FRAMES = 1024,  // for how long a proof counts
  GAP_FRAMES = 1024,    // more than its delay, in which a trail has to go on
};

/* Within the span, at distances that have little in common. */
static const int shape_offsets[FEEDBACK_SHAPE] = {-113, -23, 41, 127};

void feedback_reset(Feedback* feedback) {
  feedback->frame = 0;
  feedback->dry = LEAST_DRY;
  feedback_forget(feedback);
}

void feedback_forget(Feedback* feedback) {
  feedback->listening = false;
  feedback->n_intervals = feedback->n_in = feedback->n_out = 0;
  feedback->proven_until = feedback->followed_until = feedback->frame;
  for (unsigned i = 0; i < FEEDBACK_CANDIDATES; ++i) {
    feedback->trails[i].n_louder = 0;
  }
}

/* Of the interval under way, begun anew with its first frame. */
static void add_peak(FeedbackLevel* side, uint64_t frame, float peak) {
  float* interval = &side->peak[frame / CHUNK_FRAMES % FEEDBACK_INTERVALS];
  *interval = frame % CHUNK_FRAMES ? fast_max(*interval, peak) : peak;
}

void feedback_add(Feedback* feedback, const FeedbackAudio* audio, uint32_t n_frames) {
  if (feedback->listening) {
    const uint32_t at = feedback->frame & RING_MASK;
    FeedbackRows rows = {.in = feedback->in.level + at, .out = feedback->out.level + at, .own = feedback->own + at};
    kernel_feedback(&rows, audio, n_frames);
    add_peak(&feedback->in, feedback->frame, rows.peak_in);
    add_peak(&feedback->out, feedback->frame, rows.peak_out);
    feedback->gain = fast_max(fabsf(audio->wet_gain[0]), fabsf(audio->wet_gain[1]));
  }
  feedback->frame += n_frames;
}

/* Whether the interval in the middle of the span is louder than all older ones and no newer one is louder: of equal
   peaks the first is the peak, so that it does not depend on where intervals begin. */
static bool is_summit(const FeedbackLevel* side, uint64_t middle) {
  const float level = side->peak[middle % FEEDBACK_INTERVALS];
  float older = 0.0f;
  float newer = 0.0f;
  for (unsigned i = 1; i <= SPAN_INTERVALS / 2; ++i) {
    older = fast_max(older, side->peak[(middle - i) % FEEDBACK_INTERVALS]);
    newer = fast_max(newer, side->peak[(middle + i) % FEEDBACK_INTERVALS]);
  }
  return (level > older) & (level >= newer) & (level >= LEAST_LEVEL);  // one guess for the processor instead of five
}

/* Where a level stands first in an interval; the last frame where it does not. */
static uint32_t find(const float* interval, float level) {
  uint32_t i = 0;
  while (i < CHUNK_FRAMES - 1 && interval[i] != level) {
    ++i;
  }
  return i;
}

/* Finds the peak in the middle of the last intervals, if there is one. */
static bool find_peak(const FeedbackLevel* side, uint64_t end, PeakFingerprint* found) {
  const uint64_t middle = end / CHUNK_FRAMES - 1 - SPAN_INTERVALS / 2;
  if (!is_summit(side, middle)) {
    return false;
  }
  found->level = side->peak[middle % FEEDBACK_INTERVALS];
  found->frame = middle * CHUNK_FRAMES;
  found->frame += find(side->level + (found->frame & RING_MASK), found->level);
  for (unsigned i = 0; i < FEEDBACK_SHAPE; ++i) {
    found->shape[i] = side->level[(found->frame + (uint64_t)shape_offsets[i]) & RING_MASK] / found->level;
  }
  return true;
}

static bool is_same_shape(const float* a, const float* b) {
  for (unsigned i = 0; i < FEEDBACK_SHAPE; ++i) {
    if (fabsf(a[i] - b[i]) > FEEDBACK_TOLERANCE) {
      return false;
    }
  }
  return true;
}

/* The level at which a peak that was put out has to be put out again, if it is to count. */
static float least_again(float level, float own) {
  return own >= LEAST_SHARE * level ? LEAST_GAIN * fast_max(level, own) : INFINITY;
}

/* The trail of a delay, or what has its place. */
static DelayCandidate* candidate_at(Feedback* feedback, uint32_t delay_frames) {
  return &feedback->trails[delay_frames % FEEDBACK_CANDIDATES];
}

/* Whether it can still go on at `frame`: all that goes round a loop comes by within one delay. */
static bool is_alive(const DelayCandidate* trail, uint64_t frame) {
  return trail->n_louder && frame - trail->last_frame <= trail->delay_frames + GAP_FRAMES;
}

static bool has_ratio(const DelayCandidate* trail, float ratio) {
  return fabsf(ratio - trail->ratio) <= FEEDBACK_TOLERANCE * trail->ratio;
}

/* Whether the dry signal has grown as much as the return: then both play the same crescendo. */
static bool dry_has_grown(const Feedback* feedback, const DelayCandidate* trail, float rounds) {
  const float growth_db = rounds * db_from_gain(trail->ratio * feedback->gain);
  return db_from_gain(feedback->dry / trail->first_dry) >= growth_db;
}

static bool is_proof(const Feedback* feedback, const DelayCandidate* trail) {
  const float n_in = (float)(feedback->n_in - trail->n_before);
  const float rounds = (float)(trail->last_frame - trail->first_frame) / (float)trail->delay_frames;
  return trail->n_louder >= LEAST_PEAKS && (float)trail->n_louder >= LEAST_FOLLOWED * n_in &&
         rounds >= FEEDBACK_ROUNDS && !dry_has_grown(feedback, trail, rounds);
}

/* One more peak has come in as it was put out so long before, louder than it was: the trail of that delay goes on,
   or begins anew at another ratio, unless the trail of another delay has its place. */
static void go_on(Feedback* feedback, uint64_t frame, uint32_t delay_frames, float ratio) {
  DelayCandidate* trail = candidate_at(feedback, delay_frames);
  const bool alive = is_alive(trail, frame);
  const bool same = alive && trail->delay_frames == delay_frames;
  if (alive && !same && trail->n_louder > 1) {
    return;
  }
  if (!same || !has_ratio(trail, ratio)) {
    *trail = (DelayCandidate){.delay_frames = delay_frames,
                              .ratio = ratio,
                              .n_before = feedback->n_in - 1,
                              .first_frame = frame,
                              .first_dry = feedback->dry};
  }
  ++trail->n_louder;
  trail->last_frame = frame;
  const uint64_t followed_until = frame + delay_frames + GAP_FRAMES;
  feedback->followed_until = followed_until > feedback->followed_until ? followed_until : feedback->followed_until;
  feedback->proven_until = is_proof(feedback, trail) ? feedback->frame + PROOF_FRAMES : feedback->proven_until;
}

/* One has come in like that at another ratio, though not louder: then there is no loop of that delay. */
static void contradict(Feedback* feedback, uint32_t delay_frames, float ratio) {
  DelayCandidate* trail = candidate_at(feedback, delay_frames);
  if (trail->delay_frames == delay_frames && !has_ratio(trail, ratio)) {
    trail->n_louder = 0;
  }
}

/* Looks for all that was put out and could be what has come in. */
static void follow(Feedback* feedback, const PeakFingerprint* in) {
  const uint32_t n_kept = feedback->n_out < FEEDBACK_PEAKS ? feedback->n_out : FEEDBACK_PEAKS;
  const float again = in->level * feedback->gain;
  const bool following = in->frame < feedback->followed_until;
  ++feedback->n_in;
  if (!n_kept || (!following && again < kernel_lowest(feedback->least, n_kept))) {
    return;
  }
  for (uint32_t back = 1; back <= n_kept; ++back) {
    const uint32_t place = (feedback->n_out - back) % FEEDBACK_PEAKS;
    const PeakFingerprint* out = &feedback->put_out[place];
    const uint64_t delay_frames = in->frame - out->frame;
    if (delay_frames > FEEDBACK_LONGEST_FRAMES) {
      return;
    }
    const bool louder = again >= feedback->least[place];
    if ((!louder && !following) || delay_frames < FEEDBACK_SHORTEST_FRAMES || !is_same_shape(in->shape, out->shape)) {
      continue;
    }
    if (louder) {
      go_on(feedback, in->frame, (uint32_t)delay_frames, in->level / out->level);
    } else {
      contradict(feedback, (uint32_t)delay_frames, in->level / out->level);
    }
  }
}

void feedback_step(Feedback* feedback, bool listen, float dry) {
  const uint64_t end = feedback->frame;
  feedback->dry = fast_max(dry, LEAST_DRY);
  if (feedback->listening) {
    PeakFingerprint peak;
    feedback->n_intervals += feedback->n_intervals < SPAN_INTERVALS;
    const bool enough = feedback->n_intervals == SPAN_INTERVALS;
    if (enough && find_peak(&feedback->in, end, &peak)) {
      follow(feedback, &peak);
    }
    if (enough && find_peak(&feedback->out, end, &peak)) {
      const uint32_t place = feedback->n_out++ % FEEDBACK_PEAKS;
      feedback->put_out[place] = peak;
      feedback->least[place] = least_again(peak.level, feedback->own[peak.frame & RING_MASK]);
    }
  } else {
    feedback->n_intervals = 0;
  }
  feedback->listening = listen;
}
