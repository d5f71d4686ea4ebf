// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/page_sound.h"

#include "common/demo/scene_render.h"
#include "common/draw/wave.h"

#include <serd/serd.h>

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096, POINTS_PER_STEP = WAVE_POINTS / PAGE_WAVE_WIDTH };

bool page_sound_measure(PageSound* sound, HostError* error) {
  const Wav* wav = sound->wav;
  const float* const* channels = (const float* const*)wav->channels;
  Levels levels;
  const bool good = levels_measure(&levels, channels, wav->n_channels, wav->n_frames, wav->rate_hz) &&
                    true_peak_measure(&sound->loud.true_peak_db, channels, wav->n_channels, wav->n_frames,
                                      wav->rate_hz);
  sound->loud.loudness = (double)levels.loudness;
  return good || render_fail_memory(error);
}

static bool sound_save(const PageSound* sound, const char* path, HostError* error) {
  const Wav* wav = sound->wav;
  Wav* copy = wav_new(wav->n_channels, wav->n_frames, wav->rate_hz);
  if (!copy) {
    return render_fail_memory(error);
  }
  const float gain = (float)pow(10.0, sound->loud.gain_db / 20.0);
  for (unsigned channel = 0; channel < wav->n_channels; ++channel) {
    for (uint64_t at = 0; at < wav->n_frames; ++at) {
      copy->channels[channel][at] = gain * wav->channels[channel][at];
    }
  }
  const bool good = wav_save(copy, path, error);
  wav_free(copy);
  return good;
}

/* Puts the bytes of a file on a stream, in base64. */
static bool put_file(FILE* stream, const char* path) {
  FILE* file = fopen(path, "rb");
  bool good = file && fseek(file, 0, SEEK_END) == 0;
  const long size = good ? ftell(file) : -1;
  unsigned char* bytes = size > 0 ? malloc((size_t)size) : NULL;
  good = bytes && fseek(file, 0, SEEK_SET) == 0 && fread(bytes, 1, (size_t)size, file) == (size_t)size;
  if (good) {
    SerdNode base64 = serd_node_new_blob(bytes, (size_t)size, false);
    good = base64.buf && fputs((const char*)base64.buf, stream) >= 0;
    serd_node_free(&base64);
  }
  free(bytes);
  if (file) {
    fclose(file);
  }
  return good;
}

bool page_sounds_save(const PageSound sounds[2], const char* folder, const char* name, HostError* error) {
  char paths[2][PATH_SIZE];
  char script[PATH_SIZE];
  snprintf(script, sizeof script, "%s/%s.js", folder, name);
  for (unsigned i = 0; i < 2; ++i) {
    snprintf(paths[i], sizeof paths[i], "%s/%s%s.flac", folder, name, sounds[i].ending);
    if (!sound_save(&sounds[i], paths[i], error)) {
      return false;
    }
  }
  FILE* file = fopen(script, "w");
  bool good = file && fprintf(file, "signalboxSounds('%s', ['", name) > 0 && put_file(file, paths[0]) &&
              fputs("', '", file) >= 0 && put_file(file, paths[1]) && fputs("']);\n", file) >= 0;
  good = file && fclose(file) == 0 && good;
  return good || host_fail(error, "Cannot write all of %s (%s).", script, strerror(errno));
}

/* The lowest and the highest sample of each step, of all channels; returns the largest of them without its sign. */
static float outline_read(const Wav* wav, float gain, float lows[PAGE_WAVE_WIDTH], float highs[PAGE_WAVE_WIDTH]) {
  static WaveView view;
  float largest = 0.0f;
  for (unsigned i = 0; i < PAGE_WAVE_WIDTH; ++i) {
    lows[i] = highs[i] = 0.0f;
  }
  for (unsigned channel = 0; channel < wav->n_channels; ++channel) {
    wave_read(&view, 0, wav->channels[channel], wav->n_frames);
    for (unsigned i = 0; i < WAVE_POINTS; ++i) {
      const WavePoint* point = &view.points[0][i];
      lows[i / POINTS_PER_STEP] = fminf(lows[i / POINTS_PER_STEP], gain * point->low);
      highs[i / POINTS_PER_STEP] = fmaxf(highs[i / POINTS_PER_STEP], gain * point->high);
      largest = fmaxf(largest, fmaxf(gain * point->high, gain * -point->low));
    }
  }
  return largest;
}

/* There and back, and never thinner than a line. */
static void outline_write(FILE* file, const float* lows, const float* highs, float scale) {
  const float middle = PAGE_WAVE_HEIGHT / 2.0f;
  fputs("<path d=\"M0 50", file);
  for (unsigned i = 0; i < PAGE_WAVE_WIDTH; ++i) {
    fprintf(file, "L%u %ld", i, lroundf(middle - 0.5f - scale * highs[i]));
  }
  for (unsigned i = PAGE_WAVE_WIDTH; i-- > 0;) {
    fprintf(file, "L%u %ld", i, lroundf(middle + 0.5f - scale * lows[i]));
  }
  fputs("Z\"/>", file);
}

void page_waves_write(FILE* file, const PageSound sounds[2]) {
  float lows[2][PAGE_WAVE_WIDTH], highs[2][PAGE_WAVE_WIDTH];
  float largest = 1e-6f;
  for (unsigned i = 0; i < 2; ++i) {
    const float gain = (float)pow(10.0, sounds[i].loud.gain_db / 20.0);
    largest = fmaxf(largest, outline_read(sounds[i].wav, gain, lows[i], highs[i]));
  }
  fprintf(file, "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\">", PAGE_WAVE_WIDTH,
          PAGE_WAVE_HEIGHT);
  for (unsigned i = 0; i < 2; ++i) {
    outline_write(file, lows[i], highs[i], (PAGE_WAVE_HEIGHT / 2.0f - 2.0f) / largest);
  }
  fputs("</svg>\n", file);
}
