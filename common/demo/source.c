// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/source.h"

#include <math.h>

#define FADE_SECONDS 0.005

/* The sample at a fractional frame; silence outside. Four-point cubic Hermite interpolation (Catmull-Rom), which gives
   back whole frames as they are. */
static double sample_at(const float* samples, uint64_t n_frames, double frame) {
  const double floor_frame = floor(frame);
  const double t = frame - floor_frame;
  double p[4];
  for (int i = 0; i < 4; ++i) {
    const double index = floor_frame + i - 1.0;
    p[i] = index >= 0.0 && index < (double)n_frames ? (double)samples[(uint64_t)index] : 0.0;
  }
  return p[1] +
         0.5 * t *
           (p[2] - p[0] + t * (2.0 * p[0] - 5.0 * p[1] + 4.0 * p[2] - p[3] + t * (3.0 * (p[1] - p[2]) + p[3] - p[0])));
}

/* Adds one clip that begins at a time in seconds. */
static void clip_add(Wav* audio, const Wav* sample, double begin_seconds, double seconds, double semitones) {
  const double speed = exp2(semitones / 12.0) * sample->rate_hz / audio->rate_hz;
  const double natural = ceil((double)sample->n_frames / speed);
  const double wanted = seconds > 0.0 ? round(seconds * audio->rate_hz) : natural;
  const double length = fmin(natural, wanted);
  const double fade = length < natural ? fmin(length, FADE_SECONDS * audio->rate_hz) : 0.0;
  const uint64_t begin = (uint64_t)llround(begin_seconds * audio->rate_hz);
  for (unsigned channel = 0; channel < audio->n_channels; ++channel) {
    const float* samples = sample->channels[channel % sample->n_channels];
    float* out = audio->channels[channel];
    for (uint64_t i = 0; (double)i < length && begin + i < audio->n_frames; ++i) {
      const double left = length - (double)i;
      const double gain = left < fade ? left / fade : 1.0;
      out[begin + i] += (float)(gain * sample_at(samples, sample->n_frames, (double)i * speed));
    }
  }
}

Wav* source_audio_new(const Scene* scene, const SceneSource* source, const Wav* sample, double rate_hz) {
  const double beats = (double)scene->n_bars * BEATS_PER_BAR;
  const double seconds = scene_seconds(scene, beats);
  Wav* audio = wav_new(2, (uint64_t)llround(seconds * rate_hz), rate_hz);
  const float gain = (float)pow(10.0, source->gain_db / 20.0);
  for (double origin = 0.0; audio && origin < beats; origin += source->period) {
    for (unsigned i = 0; i < source->n_clips; ++i) {
      const SceneClip* clip = &source->clips[i];
      if (origin + clip->beat < beats) {
        clip_add(audio, sample, scene_seconds(scene, origin + clip->beat), scene_seconds(scene, clip->beats),
                 clip->semitones);
      }
    }
  }
  for (unsigned channel = 0; audio && channel < audio->n_channels; ++channel) {
    for (uint64_t i = 0; i < audio->n_frames; ++i) {
      audio->channels[channel][i] *= gain;
    }
  }
  return audio;
}
