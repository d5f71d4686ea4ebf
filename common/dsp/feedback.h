// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Feedback: tells whether what comes in is what was put out a while ago, coming round louder each time.

   A rising level alone does not tell a runaway loop from a fade-in. But in a loop of gain g and delay d, every frame
   that comes in is g times the frame that was put out d frames before, and so are the frames around it. So it is enough
   to compare peaks: a peak is a frame that is louder than all near it, and its shape is the levels at a few fixed
   distances from it. In a loop, shape after shape comes back after the same delay, at the same ratio of levels to
   within FEEDBACK_TOLERANCE. Music does that only where it repeats itself exactly: then the ratio is 1, and nothing
   grows.

   A peak that was put out counts when at least half of it had come in before, and when what comes in now would be put
   out louder than it was. A drum machine that plays one sound again and louder does the same once or twice. So peaks
   prove a growing loop only when three things hold: they go on for FEEDBACK_ROUNDS of the delay; no peak with that
   shape and delay has had another ratio; the dry signal has not grown as much meanwhile.

   Not recognised: loops that change the waveform (an effect, a gain in motion), and delays below
   FEEDBACK_SHORTEST_FRAMES or above FEEDBACK_LONGEST_FRAMES, which is 0.34 s up to 48 kHz and remains that above, up to
   FEEDBACK_MOST_FOLDS times as many frames. Taken for a loop, though it is none: one sound repeated exactly,
   each time louder by the same ratio.

   Of a stereo pair the louder side counts. Samples are expected to be finite. Verdicts fall on the same frames at any
   block size. Order of calls: feedback_add() for each chunk of an interval, then feedback_step(). */

#ifndef SIGNALBOX_FEEDBACK_H
#define SIGNALBOX_FEEDBACK_H

#include "common/dsp/chunk.h"

#include <stdbool.h>
#include <stdint.h>

#define FEEDBACK_TOLERANCE 1e-4f
#define FEEDBACK_ROUNDS 3.0f

enum {
  FEEDBACK_SHORTEST_FRAMES = 16,
  FEEDBACK_LONGEST_FRAMES = 16384,
  FEEDBACK_MOST_FOLDS = 4,
  FEEDBACK_INTERVALS = 8,  // that are remembered in full
  FEEDBACK_SHAPE = 4,
  FEEDBACK_PEAKS = 128,       // within FEEDBACK_LONGEST_FRAMES
  FEEDBACK_CANDIDATES = 251,  // a prime, so that delays that are multiples of one another keep apart
};

/* The level of one signal, lately. */
typedef struct {
  float level[FEEDBACK_INTERVALS * CHUNK_FRAMES];  // a ring, by frame
  float peak[FEEDBACK_INTERVALS];                  // of each of its intervals
} FeedbackLevel;

typedef struct {
  uint64_t frame;
  float level;
  float shape[FEEDBACK_SHAPE];  // levels near by, relative to `level`
} PeakFingerprint;

/* Peaks that came in louder, one delay after they had been put out. */
typedef struct {
  uint32_t delay_frames;
  float ratio;        // of the level that came in to the level that was put out
  uint32_t n_louder;  // peaks that did
  uint32_t n_before;  // peaks of all that had come in, ever, before the first one
  uint64_t first_frame, last_frame;
  float first_dry;  // level of the dry signal at the first one
} DelayCandidate;

typedef struct {
  bool listening;
  uint64_t frame;        // of the next frame
  uint32_t n_intervals;  // whole ones since it began to listen; stops counting where they are enough
  float gain;            // linear, from the input to the output
  float dry;             // level of the dry signal, of late
  FeedbackLevel in, out;
  float own[FEEDBACK_INTERVALS];     // what of the output's peak in each interval had come in, if it counts
  uint32_t n_in;                     // peaks that have come in, ever
  uint32_t n_out;                    // and that were put out
  uint32_t longest_frames, n_peaks;  // at this sample rate: a power of two
  PeakFingerprint put_out[FEEDBACK_MOST_FOLDS * FEEDBACK_PEAKS];  // the last n_peaks of those, a ring
  float thresholds[FEEDBACK_MOST_FOLDS * FEEDBACK_PEAKS];  // levels from which they count when they are put out again
  float lowest_threshold;
  DelayCandidate candidates[FEEDBACK_CANDIDATES];  // by delay, modulo their number
  uint64_t followed_until;                         // frame: from here on no candidate can be confirmed
  uint64_t proven_until;                           // frame
} Feedback;

/* A chunk of audio: float[2][at + n_frames] each, left and right. A mono signal stands on both sides, or on one beside
   silence. */
typedef struct {
  const float* const* in;   // what comes in
  const float* const* wet;  // the same on its way out
  const float* const* out;  // what is put out: wet times wet_gain, and whatever else
  uint32_t at;              // frame of all these at which the chunk begins
  float wet_gain[2];        // linear, of each side
  float peak_in, peak_out;  // linear, of both sides
  bool has_levels;          // these stand where feedback_levels() said
} FeedbackAudio;

/* Set-up. Any thread while it does not run; realtime-safe. */

void feedback_init(Feedback* feedback, double rate_hz);

/* Forgets all signal; the next frame begins an interval. */
void feedback_reset(Feedback* feedback);

/* Audio thread, realtime-safe. */

/* Forgets all signal, anywhere within an interval. */
void feedback_forget(Feedback* feedback);

/* Where levels of the next chunk may be written for feedback_add(), by what goes through its audio anyway: of every
   frame the larger |x| of both sides, of what comes in and of what is put out. False while it does not listen. */
static inline bool feedback_levels(Feedback* feedback, float** in, float** out) {
  const uint32_t at = feedback->frame % (FEEDBACK_INTERVALS * CHUNK_FRAMES);
  *in = feedback->in.level + at;
  *out = feedback->out.level + at;
  return feedback->listening;
}

/* Takes in a chunk of n_frames, which lies within one interval of CHUNK_FRAMES (see chunk.h). The first is for while it
   listens. */
void feedback_listen(Feedback* feedback, const FeedbackAudio* audio, uint32_t n_frames);

static inline void feedback_add(Feedback* feedback, const FeedbackAudio* audio, uint32_t n_frames) {
  if (feedback->listening) {
    feedback_listen(feedback, audio, n_frames);
  }
  feedback->frame += n_frames;
}

/* Ends an interval; of one in which it neither listened nor is to listen, this need not be called. `listen` says
   whether to look at the next one, which takes time and is of use only while the input is loud; it must not depend on
   how blocks are cut. `dry` is the recent peak, linear, of the dry signal that is in the output. */
void feedback_step(Feedback* feedback, bool listen, float dry);

/* Whether a growing loop has been found and the proof still counts. */
static inline bool feedback_is_growing(const Feedback* feedback) {
  return feedback->frame < feedback->proven_until;
}

#endif
