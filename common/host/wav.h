// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Wav: a sound file in memory, planar. Reads whatever libsndfile reads; writes 32-bit float WAV, or, where the name
   ends in .flac, 16-bit FLAC, in which what is over full scale is cut off. Not realtime-safe. */

#ifndef SIGNALBOX_HOST_WAV_H
#define SIGNALBOX_HOST_WAV_H

#include "common/host/host.h"

typedef struct {
  double rate_hz;
  unsigned n_channels;
  uint64_t n_frames;
  float** channels;  // float[n_channels][n_frames]
} Wav;

/* Silence; NULL where memory is short. */
Wav* wav_new(unsigned n_channels, uint64_t n_frames, double rate_hz);
void wav_free(Wav* wav);

/* NULL where the file cannot be read, false where it cannot be written. */
Wav* wav_load(const char* path, HostError* error);
bool wav_save(const Wav* wav, const char* path, HostError* error);

#endif
