// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Music: real loops and sounds from the package sonic-pi-samples, for cmocka tests. */

#ifndef SIGNALBOX_TEST_MUSIC_H
#define SIGNALBOX_TEST_MUSIC_H

#include <stdint.h>

typedef struct {
  double rate_hz;
  uint32_t n_frames;
  float* samples;  // of the first channel, scaled to a peak of 1
} Music;

/* By its name there, without an ending. Fails the test where it cannot be had. */
Music music_load(const char* name);
void music_free(Music* music);

/* A sample of the sound repeated for ever. */
static inline float music_at(const Music* music, uint64_t frame) {
  return music->samples[frame % music->n_frames];
}

#endif
