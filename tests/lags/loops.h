// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Loops: real music for mixes, from the package sonic-pi-samples: loops, which are played over and over, and notes,
   which are played at any pitch. All have the RMS level LOOP_RMS_DB. Played at MIX_RATE_HZ, whatever they were recorded
   at. Ends the program with a sentence where a sample is missing. Not realtime-safe. */

#ifndef SIGNALBOX_LAGS_LOOPS_H
#define SIGNALBOX_LAGS_LOOPS_H

#include "common/host/noise.h"
#include "common/host/wav.h"

#define MIX_RATE_HZ 48000.0
#define LOOP_RMS_DB (-24.0)

/* Two sides of audio, each of as many frames as whoever uses it says. */
typedef struct {
  float* side[2];
} Track;

/* Loops by number; the first n_stereo_loops have sides that differ, and are at the same time. Notes likewise. */
extern const unsigned n_loops, n_stereo_loops, n_notes;

void loops_load(void);
void loops_free(void);

const char* loop_name(unsigned loop);

/* After how many frames it begins again. */
uint64_t loop_frames(unsigned loop);

/* A frame of a loop to play from such that there is sound soon: the two seconds from there on are no more than 9 dB
   below the loop. */
uint64_t loop_start(unsigned loop, Noise* noise);

/* Fills a track with a loop, from the frame `start` of it on, times a gain. */
void loop_play(unsigned loop, uint64_t start, float gain, Track track, uint64_t n_frames);

/* Adds a note to a track, from a frame on that may lie between two, `speed` times as fast and as high. */
void note_play(unsigned note, double at, double speed, float gain, Track track, uint64_t n_frames);

#endif
