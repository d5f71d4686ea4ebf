// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/wav.h"

#include <sndfile.h>

#include <stdlib.h>
#include <string.h>

enum { WAV_CHUNK_FRAMES = 4096 };

Wav* wav_new(unsigned n_channels, uint64_t n_frames, double rate_hz) {
  Wav* wav = (Wav*)calloc(1, sizeof(Wav));
  if (!wav) {
    return NULL;
  }
  wav->rate_hz = rate_hz;
  wav->n_frames = n_frames;
  wav->channels = (float**)calloc(n_channels ? n_channels : 1, sizeof(float*));
  for (; wav->channels && wav->n_channels < n_channels; ++wav->n_channels) {
    wav->channels[wav->n_channels] = (float*)calloc(n_frames ? n_frames : 1, sizeof(float));
    if (!wav->channels[wav->n_channels]) {
      break;
    }
  }
  if (!wav->channels || wav->n_channels < n_channels) {
    wav_free(wav);
    return NULL;
  }
  return wav;
}

void wav_free(Wav* wav) {
  if (wav) {
    for (unsigned i = 0; i < wav->n_channels; ++i) {
      free(wav->channels[i]);
    }
    free(wav->channels);
    free(wav);
  }
}

/* Reads all that is there, which may be less than the header says. */
static void read_frames(SNDFILE* file, Wav* wav, float* interleaved) {
  const uint64_t told = wav->n_frames;
  wav->n_frames = 0;
  while (wav->n_frames < told) {
    const sf_count_t n = sf_readf_float(file, interleaved, WAV_CHUNK_FRAMES);
    for (sf_count_t i = 0; i < n && wav->n_frames < told; ++i, ++wav->n_frames) {
      for (unsigned channel = 0; channel < wav->n_channels; ++channel) {
        wav->channels[channel][wav->n_frames] = interleaved[(uint64_t)i * wav->n_channels + channel];
      }
    }
    if (n < WAV_CHUNK_FRAMES) {
      break;
    }
  }
}

Wav* wav_load(const char* path, HostError* error) {
  SF_INFO info = {0};
  SNDFILE* file = sf_open(path, SFM_READ, &info);
  if (!file) {
    host_fail(error, "Cannot read the sound file %s: %s", path, sf_strerror(NULL));
    return NULL;
  }
  Wav* wav = wav_new((unsigned)info.channels, (uint64_t)info.frames, (double)info.samplerate);
  float* interleaved = (float*)calloc((size_t)WAV_CHUNK_FRAMES * (unsigned)info.channels, sizeof(float));
  if (wav && interleaved) {
    read_frames(file, wav, interleaved);
  } else {
    host_fail(error, "There is not enough memory for the sound file %s.", path);
    wav_free(wav);
    wav = NULL;
  }
  free(interleaved);
  sf_close(file);
  return wav;
}

static bool write_frames(SNDFILE* file, const Wav* wav, float* interleaved) {
  for (uint64_t at = 0; at < wav->n_frames; at += WAV_CHUNK_FRAMES) {
    const uint64_t left = wav->n_frames - at;
    const uint64_t n = left < WAV_CHUNK_FRAMES ? left : WAV_CHUNK_FRAMES;
    for (uint64_t i = 0; i < n; ++i) {
      for (unsigned channel = 0; channel < wav->n_channels; ++channel) {
        interleaved[i * wav->n_channels + channel] = wav->channels[channel][at + i];
      }
    }
    if (sf_writef_float(file, interleaved, (sf_count_t)n) != (sf_count_t)n) {
      return false;
    }
  }
  return true;
}

bool wav_save(const Wav* wav, const char* path, HostError* error) {
  const char* ending = strrchr(path, '.');
  const bool is_flac = ending && !strcmp(ending, ".flac");
  SF_INFO info = {.samplerate = (int)wav->rate_hz,
                  .channels = (int)wav->n_channels,
                  .format = is_flac ? SF_FORMAT_FLAC | SF_FORMAT_PCM_16 : SF_FORMAT_WAV | SF_FORMAT_FLOAT};
  SNDFILE* file = sf_open(path, SFM_WRITE, &info);
  if (!file) {
    return host_fail(error, "Cannot write the sound file %s: %s", path, sf_strerror(NULL));
  }
  sf_command(file, SFC_SET_CLIPPING, NULL, SF_TRUE);
  float* interleaved = (float*)calloc((size_t)WAV_CHUNK_FRAMES * wav->n_channels, sizeof(float));
  const bool good = interleaved && write_frames(file, wav, interleaved);
  free(interleaved);
  return sf_close(file) == 0 && good ? true : host_fail(error, "Cannot write all of %s; is the disk full?", path);
}
