// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/feedback.h"

#include "common/dsp/decibel.h"
#include "common/dsp/kernels.h"

#include <math.h>

#define LEAST_LEVEL 0.01f     // of a landmark, -40 dBFS
#define LEAST_SHARE 0.5f      // of a landmark that must have come in before
#define LEAST_GAIN 1.005f     // round the loop, to call it growing
#define LEAST_COVERAGE 0.66f  // share of the landmarks since a trail began that must belong to it

enum {
  RING_MASK = FEEDBACK_CELLS * CHUNK_FRAMES - 1,
  SPAN_CELLS = 5,  // a landmark is the loudest frame of that many cells, and lies in the middle one
  LEAST_HITS = 3,
  VALID_FRAMES = 1024,  // for how long a proof counts
};

/* Within the span, at distances that have little in common. */
static const int shape_offsets[FEEDBACK_SHAPE] = {-113, -23, 41, 127};

void feedback_reset(Feedback* feedback) {
  feedback->frame = 0;
  feedback_forget(feedback);
}

void feedback_forget(Feedback* feedback) {
  feedback->listening = false;
  feedback->frame %= CHUNK_FRAMES;
  feedback->proven_until = 0;
  feedback->n_put_out = feedback->n_in = 0;
  for (unsigned i = 0; i < FEEDBACK_TRAILS; ++i) {
    feedback->trails[i] = (FeedbackTrail){0};
  }
}

/* out = |in| * gain, of two channels the larger one. */
static void read_level(float* out, const float* const* in, const float gains[2], unsigned n_channels,
                       uint32_t n_frames) {
  const float* l = in[0];
  const float* r = in[n_channels - 1];
  const float gain_l = gains[0];
  const float gain_r = gains[n_channels - 1];
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float a = fabsf(l[i] * gain_l);
    const float b = fabsf(r[i] * gain_r);
    out[i] = a > b ? a : b;
  }
}

void feedback_add(Feedback* feedback, const FeedbackAudio* audio, uint32_t n_frames) {
  if (feedback->listening) {
    static const float unity[2] = {1.0f, 1.0f};
    const uint32_t at = feedback->frame & RING_MASK;
    read_level(feedback->in.level + at, audio->in, unity, audio->n_channels, n_frames);
    read_level(feedback->out.level + at, audio->out, unity, audio->n_channels, n_frames);
    read_level(feedback->own + at, audio->wet, audio->wet_gain, audio->n_channels, n_frames);
    feedback->gain = fmaxf(fabsf(audio->wet_gain[0]), fabsf(audio->wet_gain[audio->n_channels - 1]));
  }
  feedback->frame += n_frames;
}

/* Finds the landmark in the middle of the last cells, if there is one. */
static bool find_landmark(const FeedbackLevel* side, uint64_t end, FeedbackLandmark* found) {
  const uint64_t newest = end / CHUNK_FRAMES - 1;
  const uint64_t middle = newest - SPAN_CELLS / 2;
  const float level = side->peak[middle % FEEDBACK_CELLS];
  for (unsigned i = 0; i < SPAN_CELLS; ++i) {
    const float p = side->peak[(newest - i) % FEEDBACK_CELLS];
    if (i < SPAN_CELLS / 2 ? p > level : i > SPAN_CELLS / 2 && p >= level) {
      return false;
    }
  }
  if (level < LEAST_LEVEL) {
    return false;
  }
  found->frame = middle * CHUNK_FRAMES;
  for (unsigned i = 1; i < CHUNK_FRAMES && side->level[found->frame & RING_MASK] != level; ++i) {
    ++found->frame;
  }
  found->level = level;
  for (unsigned i = 0; i < FEEDBACK_SHAPE; ++i) {
    found->shape[i] = side->level[(found->frame + (uint64_t)shape_offsets[i]) & RING_MASK] / level;
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

static bool is_proof(const Feedback* feedback, const FeedbackTrail* trail) {
  const float growth_db = db_from_gain(trail->ratio * feedback->gain);
  const float rounds = (float)(trail->last_frame - trail->first_frame) / (float)trail->delay_frames;
  const float share = (float)trail->n_grown / (float)(feedback->n_in - trail->n_before);
  return trail->n_grown >= LEAST_HITS && share >= LEAST_COVERAGE &&
         (rounds >= FEEDBACK_ROUNDS || growth_db * rounds >= FEEDBACK_GROWTH_DB);
}

/* The trail of a delay, begun anew unless it goes on at this ratio; NULL where another one needs its place. */
static FeedbackTrail* find_trail(Feedback* feedback, uint64_t frame, uint32_t delay_frames, float ratio) {
  FeedbackTrail* trail = &feedback->trails[delay_frames % FEEDBACK_TRAILS];
  const bool fresh = trail->n_grown && frame - trail->last_frame <= FEEDBACK_LONGEST_FRAMES;
  const bool same = trail->delay_frames == delay_frames &&
                    fabsf(ratio - trail->ratio) <= FEEDBACK_TOLERANCE * trail->ratio;
  if (fresh && !same && trail->n_grown > 1) {
    return NULL;
  }
  if (!fresh || !same) {
    *trail = (FeedbackTrail){
      .delay_frames = delay_frames, .ratio = ratio, .first_frame = frame, .n_before = feedback->n_in};
  }
  return trail;
}

/* Looks for all that was put out and could be what has come in. */
static void follow(Feedback* feedback, const FeedbackLandmark* in) {
  ++feedback->n_in;
  const uint32_t n = feedback->n_put_out < FEEDBACK_LANDMARKS ? feedback->n_put_out : FEEDBACK_LANDMARKS;
  for (uint32_t back = 1; back <= n; ++back) {
    const FeedbackLandmark* out = &feedback->put_out[(feedback->n_put_out - back) % FEEDBACK_LANDMARKS];
    const uint64_t delay_frames = in->frame - out->frame;
    const float again = in->level * feedback->gain;
    if (delay_frames > FEEDBACK_LONGEST_FRAMES) {
      return;
    }
    if (delay_frames < FEEDBACK_SHORTEST_FRAMES || out->own < LEAST_SHARE * out->level ||
        again < LEAST_GAIN * fmaxf(out->level, out->own) || !is_same_shape(in->shape, out->shape)) {
      continue;
    }
    FeedbackTrail* trail = find_trail(feedback, in->frame, (uint32_t)delay_frames, in->level / out->level);
    if (trail) {
      ++trail->n_grown;
      trail->last_frame = in->frame;
      if (is_proof(feedback, trail)) {
        feedback->proven_until = feedback->frame + VALID_FRAMES;
      }
    }
  }
}

static void end_cell(FeedbackLevel* side, uint64_t end) {
  const uint64_t cell = end / CHUNK_FRAMES - 1;
  side->peak[cell % FEEDBACK_CELLS] = kernel_peak(side->level + (cell * CHUNK_FRAMES & RING_MASK), CHUNK_FRAMES);
}

void feedback_step(Feedback* feedback, bool listen) {
  const uint64_t end = feedback->frame;
  if (feedback->listening) {
    FeedbackLandmark landmark;
    end_cell(&feedback->in, end);
    end_cell(&feedback->out, end);
    feedback->n_cells += feedback->n_cells < SPAN_CELLS;
    if (feedback->n_cells == SPAN_CELLS && find_landmark(&feedback->in, end, &landmark)) {
      follow(feedback, &landmark);
    }
    if (feedback->n_cells == SPAN_CELLS && find_landmark(&feedback->out, end, &landmark)) {
      landmark.own = feedback->own[landmark.frame & RING_MASK];
      feedback->put_out[feedback->n_put_out++ % FEEDBACK_LANDMARKS] = landmark;
    }
  }
  feedback->n_cells = listen && feedback->listening ? feedback->n_cells : 0;
  feedback->listening = listen;
}
