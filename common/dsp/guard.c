// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/guard.h"

#include "common/dsp/chunk.h"
#include "common/dsp/kernels.h"
#include "common/dsp/meter.h"

#include <math.h>

#define FULL_SCALE 1.0f
#define SILENCE 1e-4f      // -80 dBFS
#define LISTEN 0.25f       // returns louder than that are looked into
#define WEAKER 0.7f        // than the dry signal, to count as quiet
#define OVER_LEAK 0.0625f  // of a cell above the ceiling, per cell below it

static uint32_t cells(double seconds, double rate_hz) {
  return (uint32_t)ceil(seconds * rate_hz / CHUNK_FRAMES);
}

void guard_init(Guard* guard, double rate_hz) {
  *guard = (Guard){.glide_frames = glide_frames(rate_hz),
                   .ceiling_cells = cells(GUARD_CEILING_SECONDS, rate_hz),
                   .quiet_cells = cells(GUARD_QUIET_SECONDS, rate_hz),
                   .fall = meter_fall(rate_hz)};
  guard_reset(guard);
}

void guard_reset(Guard* guard) {
  guard->holding = false;
  glide_reset(&guard->gain, 1.0f);
  feedback_reset(&guard->feedback);
  guard->peak = guard->recent = guard->wet = guard->dry = guard->recent_dry = guard->over = 0.0f;
  guard->quiet = 0;
}

static void hold(Guard* guard, bool holding) {
  guard->holding = holding;
  glide_set(&guard->gain, holding ? 0.0f : 1.0f, guard->glide_frames);
  feedback_forget(&guard->feedback);
  guard->over = 0.0f;
  guard->quiet = 0;
}

void guard_set(Guard* guard, bool on) {
  if (on != guard->on) {
    guard->on = on;
    hold(guard, false);
  }
}

void guard_run(Guard* guard, float* const* channels, unsigned n_channels, float peak, uint32_t n_frames) {
  if (guard_is_idle(guard, peak)) {
    return;
  }
  float gains[CHUNK_FRAMES];
  glide_fill(&guard->gain, gains, n_frames);
  const float ceiling = guard->on ? GUARD_CEILING : INFINITY;
  for (unsigned c = 0; c < n_channels; ++c) {
    float* x = channels[c];
    for (uint32_t i = 0; i < n_frames; ++i) {
      x[i] = fminf(fmaxf(x[i], -ceiling), ceiling) * gains[i];
    }
  }
}

void guard_listen(Guard* guard, const FeedbackAudio* audio, float peak, float dry_peak, uint32_t n_frames) {
  glide_advance(&guard->gain, n_frames);
  if (!guard->on) {
    return;
  }
  guard->peak = fmaxf(guard->peak, peak);
  guard->wet = fmaxf(guard->wet, peak * fmaxf(fabsf(audio->wet_gain[0]), fabsf(audio->wet_gain[1])));
  guard->dry = fmaxf(guard->dry, dry_peak);
  feedback_add(&guard->feedback, audio, n_frames);
}

static bool is_runaway(Guard* guard) {
  const bool over = guard->peak > GUARD_CEILING;
  guard->over = over ? guard->over + 1.0f : fmaxf(guard->over - OVER_LEAK, 0.0f);
  return guard->over >= (float)guard->ceiling_cells ||
         (feedback_is_growing(&guard->feedback) && guard->recent > FULL_SCALE);
}

static bool has_been_quiet(Guard* guard) {
  const bool quiet = guard->wet <= fmaxf(SILENCE, WEAKER * guard->recent_dry);
  guard->quiet = quiet ? guard->quiet + 1 : 0;
  return guard->quiet >= guard->quiet_cells;
}

void guard_step(Guard* guard) {
  if (!guard->on) {
    return;
  }
  guard->recent = fmaxf(guard->recent * guard->fall, guard->peak);
  feedback_step(&guard->feedback, guard->recent > LISTEN);
  guard->recent_dry = fmaxf(guard->recent_dry * guard->fall, guard->dry);
  if (guard->holding ? has_been_quiet(guard) : is_runaway(guard)) {
    hold(guard, !guard->holding);
  }
  guard->peak = guard->wet = guard->dry = 0.0f;
}
