// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Feedback: tells whether what comes in is what was put out a while ago, coming round louder each time.

   A level that rises does not tell a runaway loop from a fade-in. But in a loop of gain g and delay d each frame that
   comes in is g times the frame that was put out d frames before, and so are the frames around it. So it is enough to
   compare landmarks: frames louder than all near them, with the levels at a few fixed distances as their shape. The same
   shape, again and again at one delay and one ratio of levels to within FEEDBACK_TOLERANCE, is nothing that music does,
   except at a ratio of 1 when it repeats itself exactly, which is no growth.

   Growth is proven by landmarks that had come in before they were put out (at least half of them), now come in louder,
   and do so for FEEDBACK_ROUNDS of the delay, or for FEEDBACK_GROWTH_DB of growth if that is sooner.
   Loops that change the waveform (an effect, a gain in motion) are not recognised.

   On both sides of a stereo pair the louder one counts. Verdicts fall on the same frames at any block size. Audio thread,
   realtime-safe. */

#ifndef SIGNALBOX_FEEDBACK_H
#define SIGNALBOX_FEEDBACK_H

#include "common/dsp/chunk.h"

#include <stdbool.h>
#include <stdint.h>

#define FEEDBACK_TOLERANCE 1e-4f
#define FEEDBACK_ROUNDS 2.0f
#define FEEDBACK_GROWTH_DB 3.0f

enum {
  FEEDBACK_SHORTEST_FRAMES = 16,
  FEEDBACK_LONGEST_FRAMES = 16384,
  FEEDBACK_CELLS = 8,  // that are remembered in full
  FEEDBACK_SHAPE = 4,
  FEEDBACK_LANDMARKS = 128,
  FEEDBACK_TRAILS = 251,  // a prime, so that delays that are multiples of one another do not collide
};

/* The level of one signal, lately. */
typedef struct {
  float level[FEEDBACK_CELLS * CHUNK_FRAMES];  // a ring, by frame
  float peak[FEEDBACK_CELLS];                  // of each cell of it
} FeedbackLevel;

typedef struct {
  uint64_t frame;
  float level;
  float shape[FEEDBACK_SHAPE];  // levels near by, relative to `level`
  float own;                    // what of the level stems from the input
} FeedbackLandmark;

/* Landmarks that came in one delay after they had been put out. */
typedef struct {
  uint32_t delay_frames;
  float ratio;                       // of the level that came in to the level that was put out
  uint32_t n_before;                 // landmarks that had come in, ever, when it began
  uint32_t n_grown;                  // of those, such that had come in before, quieter
  uint64_t first_frame, last_frame;  // of those; of any, while there are none
} FeedbackTrail;

typedef struct {
  bool listening;
  uint64_t frame;    // of the next frame
  uint32_t n_cells;  // whole ones, since it began to listen
  float gain;        // from the input to the output
  FeedbackLevel in, out;
  float own[FEEDBACK_CELLS * CHUNK_FRAMES];      // what of the output stems from the input
  FeedbackLandmark put_out[FEEDBACK_LANDMARKS];  // a ring
  uint32_t n_in;                                 // landmarks, ever
  uint32_t n_put_out;                            // ever
  FeedbackTrail trails[FEEDBACK_TRAILS];
  uint64_t proven_until;  // frame
} Feedback;

/* A chunk of audio, n_channels buffers each. */
typedef struct {
  const float* in[2];   // what comes in
  const float* wet[2];  // the same on its way out
  const float* out[2];  // what is put out: wet times wet_gain, and whatever else
  float wet_gain[2];
  unsigned n_channels;
} FeedbackAudio;

/* Starts anew, at the beginning of a cell. */
void feedback_reset(Feedback* feedback);

/* The same anywhere within a cell. */
void feedback_forget(Feedback* feedback);

/* n_frames within one cell of CHUNK_FRAMES (see chunk.h). */
void feedback_add(Feedback* feedback, const FeedbackAudio* audio, uint32_t n_frames);

/* Ends a cell. Whether to listen in the next: worth the time only while the input is loud. */
void feedback_step(Feedback* feedback, bool listen);

/* A loop that grows was found, the last time just now. */
static inline bool feedback_is_growing(const Feedback* feedback) {
  return feedback->frame < feedback->proven_until;
}

#endif
