// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/guard.h"

#include "common/dsp/chunk.h"
#include "common/dsp/cold.h"
#include "common/dsp/fastmath.h"
#include "common/dsp/meter.h"
#include "common/dsp/sample_kernels.h"

#include <math.h>

#define FULL_SCALE 1.0f
#define DANGER 0.25f      // a return that has not been louder of late is no danger yet,
#define ALARM 0.03f       // unless it is louder than this and not weaker than the dry signal
#define SILENCE 1e-4f     // -80 dBFS
#define WEAKER 0.7f       // than the dry signal, -3 dB
#define OVER_LEAK 0.125f  // intervals above the ceiling that each interval below it makes up for
#define MOST_EXCESS 3.0f  // over the ceiling, that makes an interval count for more
#define LOUD_LEAK 0.25f   // intervals above GUARD_LOUD that each interval below it makes up for

COLD void guard_init(Guard* guard, double rate_hz) {
  guard->ramp_frames = ramp_frames(rate_hz);
  guard->verdict_intervals = intervals_of_seconds(GUARD_SECONDS, rate_hz);
  guard->quiet_intervals = intervals_of_seconds(GUARD_QUIET_SECONDS, rate_hz);
  guard->fall = meter_fall(rate_hz);
  guard->heard = 1.0f;
  guard->on = false;
  feedback_init(&guard->feedback, rate_hz);
  guard_reset(guard);
}

static void begin(Guard* guard, bool holding) {
  guard->holding = holding;
  guard->n_over = guard->n_loud = 0.0f;
  guard->n_quiet = 0;
}

COLD void guard_reset(Guard* guard) {
  begin(guard, false);
  ramp_reset(&guard->gain, 1.0f);
  guard->peak = guard->wet = guard->dry = guard->recent_peak = guard->recent_dry = 0.0f;
  feedback_reset(&guard->feedback);
}

COLD static void hold(Guard* guard, bool holding) {
  begin(guard, holding);
  ramp_set(&guard->gain, holding ? 0.0f : 1.0f, guard->ramp_frames);
  feedback_forget(&guard->feedback);
}

COLD void guard_set(Guard* guard, bool on) {
  if (on != guard->on) {
    guard->on = on;
    hold(guard, false);
  }
}

COLD void guard_limit(float* const* channels, unsigned n_channels, float limit, uint32_t n_frames) {
  for (unsigned c = 0; c < n_channels; ++c) {
    float* x = channels[c];
    for (uint32_t i = 0; i < n_frames; ++i) {
      x[i] = fast_min(fast_max(x[i], -limit), limit);
    }
  }
}

void guard_run(Guard* guard, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  float gains[CHUNK_FRAMES];
  if (guard->on) {
    guard_limit(channels, n_channels, guard->heard > 0.0f ? GUARD_CEILING / guard->heard : FLT_MAX, n_frames);
  }
  ramp_fill(&guard->gain, gains, n_frames);
  for (unsigned c = 0; c < n_channels; ++c) {
    kernel_scale_moving(channels[c], channels[c], gains, n_frames);
  }
}

static void raise_peak(float* peak, float value) {
  *peak = value > *peak ? value : *peak;
}

void guard_listen(Guard* guard, const FeedbackAudio* audio, float peak, float dry_peak, uint32_t n_frames) {
  const float gain = fast_max(fabsf(audio->wet_gain[0]), fabsf(audio->wet_gain[1]));
  ramp_advance(&guard->gain, n_frames);
  raise_peak(&guard->peak, peak);
  raise_peak(&guard->wet, peak * gain);
  raise_peak(&guard->dry, dry_peak);
  feedback_add(&guard->feedback, audio, n_frames);
}

/* Counts intervals above a level, each as `weight`; an interval below it takes some of that away again. */
static void count_interval(float* n_above, bool is_above, float weight, float leak) {
  *n_above = is_above ? *n_above + weight : fast_max(*n_above - leak, 0.0f);
}

/* What is not heard feeds nothing, however loud it is. */
static bool count_loudness(Guard* guard) {
  const float peak = fast_min(guard->peak, guard->wet);
  const float loudest = guard->wet > 0.0f ? guard->peak : 0.0f;
  const float excess = fast_min(fast_max(peak / GUARD_CEILING, loudest / GUARD_LOUDEST), MOST_EXCESS);
  count_interval(&guard->n_over, excess > 1.0f, excess, OVER_LEAK);
  count_interval(&guard->n_loud, peak > GUARD_LOUD, 1.0f, LOUD_LEAK);
  return fast_max(guard->n_over, guard->n_loud) >= (float)guard->verdict_intervals;
}

/* There is nothing to count as long as the return is no louder than the lowest of these levels. */
static bool is_runaway(Guard* guard) {
  const bool counts = guard->peak > GUARD_LOUD || guard->n_over > 0.0f || guard->n_loud > 0.0f;
  return (counts && count_loudness(guard)) ||
         (guard->recent_peak > FULL_SCALE && feedback_is_growing(&guard->feedback));
}

static bool has_been_quiet(Guard* guard) {
  const bool is_quiet = guard->wet <= fast_max(SILENCE, WEAKER * guard->recent_dry);
  guard->n_quiet = is_quiet ? guard->n_quiet + 1 : 0;
  return guard->n_quiet >= guard->quiet_intervals;
}

static bool has_to_listen(const Guard* guard) {
  const float level = fast_max(ALARM, guard->recent_dry < DANGER ? guard->recent_dry : DANGER);
  return guard->on && !guard->holding && guard->recent_peak > level;
}

void guard_step(Guard* guard) {
  guard->recent_peak = fast_max(guard->recent_peak * guard->fall, guard->peak);
  guard->recent_dry = fast_max(guard->recent_dry * guard->fall, guard->dry);
  const bool listen = has_to_listen(guard);
  if (listen || guard->feedback.listening) {
    feedback_step(&guard->feedback, listen, guard->recent_dry);
  }
  if (guard->on && (guard->holding ? has_been_quiet(guard) : is_runaway(guard))) {
    hold(guard, !guard->holding);
  }
  guard->peak = guard->wet = guard->dry = 0.0f;
}
