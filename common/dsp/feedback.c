// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The maths. Let x be what comes in and y what is put out. In a loop of gain g and delay d, x(n) = g y(n - d). A peak
   of x at frame n and a peak of y at frame m are compared by their shapes, that is by the levels at a few fixed
   distances from the peak, divided by the level of the peak. If the shapes are equal, then d = n - m and g = x(n) /
   y(m) are a candidate.

   What comes in at x(n) is put out again at G x(n), where G is the gain from the input to the output. The loop grows
   where G x(n) > y(m). If further peaks come in with the same d and g for FEEDBACK_ROUNDS of the delay, the loop is
   proven.

   The steps. Each interval of the input and of the output is looked at once: is its loudest frame a peak
   (is_peak_interval())? Peaks of the output are kept in a ring. Each peak of the input is compared to all of them
   (compare_to_put_out()), which confirms a candidate or contradicts it. Of each delay, modulo FEEDBACK_CANDIDATES,
   there is one candidate. */

#include "common/dsp/feedback.h"

#include "common/dsp/cold.h"
#include "common/dsp/decibel.h"
#include "common/dsp/feedback_kernels.h"

#include <math.h>

#define LEAST_LEVEL 0.01f    // of a peak, -40 dBFS
#define LEAST_SHARE 0.5f     // of a peak that must have come in before
#define LEAST_GAIN 1.01f     // round the loop, to call it growing
#define LEAST_FOLLOWED 0.4f  // of all peaks that come in, the share that belongs to the loop
#define LEAST_DRY 1e-4f      // -80 dBFS, a silent dry signal

enum {
  RING_MASK = FEEDBACK_INTERVALS * CHUNK_FRAMES - 1,
  SPAN_INTERVALS = 5,  // a peak is the loudest frame of that many intervals, and lies in the middle one
  LEAST_PEAKS = 2,
  PROOF_FRAMES = 1024,  // a proof counts for so long
  GAP_FRAMES = 1024,    // within its delay and so many frames, a candidate has to be confirmed
};

/* Within the span, at distances that have little in common. */
static const int shape_offsets[FEEDBACK_SHAPE] = {-113, -23, 41, 127};

COLD void feedback_init(Feedback* feedback, double rate_hz) {
  uint32_t folds = 1;
  while (folds < FEEDBACK_MOST_FOLDS && rate_hz > 48000.0 * folds) {
    folds *= 2;
  }
  feedback->longest_frames = folds * FEEDBACK_LONGEST_FRAMES;
  feedback->n_peaks = folds * FEEDBACK_PEAKS;
  feedback_reset(feedback);
}

COLD void feedback_reset(Feedback* feedback) {
  feedback->frame = 0;
  feedback->dry = LEAST_DRY;
  feedback_forget(feedback);
}

COLD void feedback_forget(Feedback* feedback) {
  feedback->listening = false;
  feedback->n_intervals = feedback->n_in = feedback->n_out = 0;
  feedback->lowest_threshold = INFINITY;
  feedback->proven_until = feedback->followed_until = feedback->frame;
  for (unsigned i = 0; i < FEEDBACK_CANDIDATES; ++i) {
    feedback->candidates[i].n_louder = 0;
  }
}

/* Takes a peak into the interval under way, which begins anew with its first frame. Whether that has risen. */
static bool add_peak(FeedbackLevel* side, uint64_t frame, float peak) {
  float* interval = &side->peak[frame / CHUNK_FRAMES % FEEDBACK_INTERVALS];
  const float before = frame % CHUNK_FRAMES ? *interval : 0.0f;
  *interval = fast_max(before, peak);
  return peak > before;
}

/* The peak of the intervals before one, as far as the span goes in whose middle that is. */
static float older_peak(const FeedbackLevel* side, uint64_t interval) {
  float older = 0.0f;
  for (unsigned i = 1; i <= SPAN_INTERVALS / 2; ++i) {
    older = fast_max(older, side->peak[(interval - i) % FEEDBACK_INTERVALS]);
  }
  return older;
}

/* How much of the loudest frame that a chunk puts out had come in. Worked out while the audio is there. */
static float own_of_peak(const FeedbackAudio* audio, const float* levels, uint32_t n_frames) {
  const uint32_t at = audio->at + kernel_find(levels, audio->peak_out, n_frames);
  return fast_max(fabsf(audio->wet[0][at] * audio->wet_gain[0]), fabsf(audio->wet[1][at] * audio->wet_gain[1]));
}

void feedback_listen(Feedback* feedback, const FeedbackAudio* audio, uint32_t n_frames) {
  const uint64_t interval = feedback->frame / CHUNK_FRAMES;
  float *in, *out;
  feedback_levels(feedback, &in, &out);
  if (!audio->has_levels) {
    kernel_feedback(in, out, audio, n_frames);
  }
  add_peak(&feedback->in, feedback->frame, audio->peak_in);
  if (add_peak(&feedback->out, feedback->frame, audio->peak_out) &&
      audio->peak_out > older_peak(&feedback->out, interval)) {
    feedback->own[interval % FEEDBACK_INTERVALS] = own_of_peak(audio, out, n_frames);
  }
  feedback->gain = fast_max(fabsf(audio->wet_gain[0]), fabsf(audio->wet_gain[1]));
}

/* Whether the interval in the middle of the span has the peak of the span. It is louder than all older ones, and no
   newer one is louder than it: of equal peaks the first one counts, wherever intervals begin. */
static bool is_peak_interval(const FeedbackLevel* side, uint64_t middle) {
  const float level = side->peak[middle % FEEDBACK_INTERVALS];
  const float older = older_peak(side, middle);
  float newer = 0.0f;
  for (unsigned i = 1; i <= SPAN_INTERVALS / 2; ++i) {
    newer = fast_max(newer, side->peak[(middle + i) % FEEDBACK_INTERVALS]);
  }
  return (level > older) & (level >= newer) & (level >= LEAST_LEVEL);  // no branch but one
}

/* The peak of an interval that has one. */
static PeakFingerprint fingerprint_peak(const FeedbackLevel* side, uint64_t interval) {
  PeakFingerprint peak = {.level = side->peak[interval % FEEDBACK_INTERVALS], .frame = interval * CHUNK_FRAMES};
  peak.frame += kernel_find(side->level + (peak.frame & RING_MASK), peak.level, CHUNK_FRAMES);
  for (unsigned i = 0; i < FEEDBACK_SHAPE; ++i) {
    peak.shape[i] = side->level[(peak.frame + (uint64_t)shape_offsets[i]) & RING_MASK] / peak.level;
  }
  return peak;
}

static bool is_same_shape(const float* a, const float* b) {
  for (unsigned i = 0; i < FEEDBACK_SHAPE; ++i) {
    if (fabsf(a[i] - b[i]) > FEEDBACK_TOLERANCE) {
      return false;
    }
  }
  return true;
}

/* How loud a peak of the output must be put out again for the loop to grow. `own` is what of the peak had come in
   before: where that is too little, no level is enough. */
static float threshold_of(float level, float own) {
  return own >= LEAST_SHARE * level ? LEAST_GAIN * fast_max(level, own) : INFINITY;
}

/* The candidate of a delay, or of another delay with the same remainder. */
static DelayCandidate* candidate_at(Feedback* feedback, uint32_t delay_frames) {
  return &feedback->candidates[delay_frames % FEEDBACK_CANDIDATES];
}

/* Whether it may still be confirmed at `frame`: all that goes round a loop comes by once within one delay. */
static bool is_current(const DelayCandidate* candidate, uint64_t frame) {
  return candidate->n_louder && frame - candidate->last_frame <= candidate->delay_frames + GAP_FRAMES;
}

static bool has_ratio(const DelayCandidate* candidate, float ratio) {
  return fabsf(ratio - candidate->ratio) <= FEEDBACK_TOLERANCE * candidate->ratio;
}

/* Whether the dry signal has grown as much as the return: then both play the same crescendo. */
static bool dry_has_grown(const Feedback* feedback, const DelayCandidate* candidate, float rounds) {
  const float growth_db = rounds * db_from_gain(candidate->ratio * feedback->gain);
  return db_from_gain(feedback->dry / candidate->first_dry) >= growth_db;
}

static bool is_proof(const Feedback* feedback, const DelayCandidate* candidate) {
  const float n_in = (float)(feedback->n_in - candidate->n_before);
  const float rounds = (float)(candidate->last_frame - candidate->first_frame) / (float)candidate->delay_frames;
  return candidate->n_louder >= LEAST_PEAKS && (float)candidate->n_louder >= LEAST_FOLLOWED * n_in &&
         rounds >= FEEDBACK_ROUNDS && !dry_has_grown(feedback, candidate, rounds);
}

/* A peak has come in that was put out delay_frames before, and is going to be louder than it was. The candidate of that
   delay counts it, or starts from it where the ratio is another one. A candidate of another delay with more than one
   peak keeps its place. */
COLD static void confirm(Feedback* feedback, uint64_t frame, uint32_t delay_frames, float ratio) {
  DelayCandidate* candidate = candidate_at(feedback, delay_frames);
  const bool current = is_current(candidate, frame);
  const bool same = current && candidate->delay_frames == delay_frames;
  if (current && !same && candidate->n_louder > 1) {
    return;
  }
  if (!same || !has_ratio(candidate, ratio)) {
    *candidate = (DelayCandidate){.delay_frames = delay_frames,
                                  .ratio = ratio,
                                  .n_before = feedback->n_in - 1,
                                  .first_frame = frame,
                                  .first_dry = feedback->dry};
  }
  ++candidate->n_louder;
  candidate->last_frame = frame;
  const uint64_t followed_until = frame + delay_frames + GAP_FRAMES;
  feedback->followed_until = followed_until > feedback->followed_until ? followed_until : feedback->followed_until;
  feedback->proven_until = is_proof(feedback, candidate) ? feedback->frame + PROOF_FRAMES : feedback->proven_until;
}

/* A peak has come in that was put out delay_frames before, but is not going to be louder. Where the ratio is another
   one than the candidate's, there is no loop of that delay. */
COLD static void contradict(Feedback* feedback, uint32_t delay_frames, float ratio) {
  DelayCandidate* candidate = candidate_at(feedback, delay_frames);
  if (candidate->delay_frames == delay_frames && !has_ratio(candidate, ratio)) {
    candidate->n_louder = 0;
  }
}

/* Compares a peak that has come in to all that were put out, for each of which one may be what has come in. */
COLD static void compare_to_put_out(Feedback* feedback, const PeakFingerprint* in, uint32_t n_kept) {
  const float again = in->level * feedback->gain;
  const bool following = in->frame < feedback->followed_until;
  for (uint32_t back = 1; back <= n_kept; ++back) {
    const uint32_t place = (feedback->n_out - back) & (feedback->n_peaks - 1);
    const PeakFingerprint* out = &feedback->put_out[place];
    const uint64_t delay_frames = in->frame - out->frame;
    if (delay_frames > feedback->longest_frames) {
      return;
    }
    const bool louder = again >= feedback->thresholds[place];
    if ((!louder && !following) || delay_frames < FEEDBACK_SHORTEST_FRAMES || !is_same_shape(in->shape, out->shape)) {
      continue;
    }
    if (louder) {
      confirm(feedback, in->frame, (uint32_t)delay_frames, in->level / out->level);
    } else {
      contradict(feedback, (uint32_t)delay_frames, in->level / out->level);
    }
  }
}

/* Takes in the peak of an interval of the input. Most often it is neither louder than any that was put out nor
   followed, and need not be looked at. */
static void take_in(Feedback* feedback, uint64_t interval) {
  const uint32_t n_kept = feedback->n_out < feedback->n_peaks ? feedback->n_out : feedback->n_peaks;
  const float again = feedback->in.peak[interval % FEEDBACK_INTERVALS] * feedback->gain;
  ++feedback->n_in;
  if (n_kept && (interval * CHUNK_FRAMES < feedback->followed_until || again >= feedback->lowest_threshold)) {
    const PeakFingerprint peak = fingerprint_peak(&feedback->in, interval);
    compare_to_put_out(feedback, &peak, n_kept);
  }
}

COLD static float lowest_of(const float* levels, uint32_t n_levels) {
  float lowest = INFINITY;
  for (unsigned i = 0; i < n_levels; ++i) {
    lowest = fast_min(levels[i], lowest);
  }
  return lowest;
}

static void keep_put_out(Feedback* feedback, uint64_t interval) {
  const bool is_full = feedback->n_out >= feedback->n_peaks;
  const uint32_t place = feedback->n_out++ & (feedback->n_peaks - 1);
  const float dropped = is_full ? feedback->thresholds[place] : INFINITY;
  feedback->put_out[place] = fingerprint_peak(&feedback->out, interval);
  const float threshold = threshold_of(feedback->put_out[place].level, feedback->own[interval % FEEDBACK_INTERVALS]);
  feedback->thresholds[place] = threshold;
  if (threshold <= feedback->lowest_threshold) {
    feedback->lowest_threshold = threshold;
  } else if (dropped == feedback->lowest_threshold) {
    feedback->lowest_threshold = lowest_of(feedback->thresholds, feedback->n_peaks);
  }
}

void feedback_step(Feedback* feedback, bool listen, float dry) {
  const uint64_t end = feedback->frame;
  feedback->dry = fast_max(dry, LEAST_DRY);
  if (feedback->listening) {
    const uint64_t middle = end / CHUNK_FRAMES - 1 - SPAN_INTERVALS / 2;
    feedback->n_intervals += feedback->n_intervals < SPAN_INTERVALS;
    const bool enough = feedback->n_intervals == SPAN_INTERVALS;
    if (enough && is_peak_interval(&feedback->in, middle)) {
      take_in(feedback, middle);
    }
    if (enough && is_peak_interval(&feedback->out, middle)) {
      keep_put_out(feedback, middle);
    }
  } else {
    feedback->n_intervals = 0;
  }
  feedback->listening = listen;
}
