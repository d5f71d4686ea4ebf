// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/dsp/desk.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const double two_pi = 6.283185307179586;

Desk* desk_new(double rate_hz) {
  Desk* desk = (Desk*)calloc(1, sizeof(Desk));
  assert_non_null(desk);
  desk->rate_hz = rate_hz;
  desk->step = CHUNK_FRAMES;
  desk->level = desk->dry_level = 1.0f;
  desk->full_scale_at = desk->beyond_at = desk->held_at = desk->loud_at = -1.0;
  guard_init(&desk->guard, rate_hz);
  guard_set(&desk->guard, true);
  return desk;
}

float desk_noise_of(uint64_t frame) {
  uint64_t z = (frame + 1) * 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (float)((z ^ (z >> 31)) >> 40) * 0x1p-23f - 1.0f;
}

float desk_silence(const Desk* desk, uint64_t frame) {
  (void)desk;
  (void)frame;
  return 0.0f;
}

float desk_noise(const Desk* desk, uint64_t frame) {
  (void)desk;
  return desk_noise_of(frame);
}

float desk_burst(const Desk* desk, uint64_t frame) {
  return (double)frame < 0.1 * desk->rate_hz ? desk_noise_of(frame) : 0.0f;
}

float desk_tone(const Desk* desk, uint64_t frame) {
  return (float)sin(two_pi * 440.0 * (double)frame / desk->rate_hz);
}

float desk_music(const Desk* desk, uint64_t frame) {
  return music_at(desk->music, frame);
}

float desk_loop(const Desk* desk, uint64_t frame) {
  return frame < desk->delay_frames ? 0.0f : desk->loop_gain * desk->past[(frame - desk->delay_frames) % DESK_RING];
}

static void note(Desk* desk, float in, float through, float out, uint64_t frame) {
  const double seconds = (double)frame / desk->rate_hz;
  desk->changed |= in != through;
  desk->largest = fmaxf(desk->largest, fabsf(out));
  desk->last_in = in;
  desk->last_through = through;
  desk->past[frame % DESK_RING] = out;
  if (desk->full_scale_at < 0.0 && fabsf(in) > 1.0f) {
    desk->full_scale_at = seconds;
  }
  if (desk->beyond_at < 0.0 && fabsf(in) > GUARD_LOUD) {
    desk->beyond_at = seconds;
  }
  if (through != 0.0f) {
    desk->loud_at = seconds;
  }
}

void desk_run_chunk(Desk* desk, uint32_t n) {
  float in[CHUNK_FRAMES];
  float through[CHUNK_FRAMES];
  float out[CHUNK_FRAMES];
  float peak = 0.0f;
  float dry_peak = 0.0f;
  for (uint32_t i = 0; i < n; ++i) {
    const float back = desk->back(desk, desk->frame + i);
    in[i] = through[i] = desk->level * (desk->effect ? desk->effect(desk, back) : back);
    out[i] = desk->dry(desk, desk->frame + i) * desk->dry_level;
    peak = fmaxf(peak, fabsf(in[i]));
    dry_peak = fmaxf(dry_peak, fabsf(out[i]));
  }
  float* const channels[] = {through, through};
  if (!guard_is_idle(&desk->guard, peak)) {
    guard_run(&desk->guard, channels, 1, n);
  }
  for (uint32_t i = 0; i < n; ++i) {
    out[i] += through[i];
    note(desk, in[i], through[i], out[i], desk->frame + i);
  }
  const float* const sides[][2] = {{in, in}, {through, through}, {out, out}};
  const FeedbackAudio audio = {.in = sides[0], .wet = sides[1], .out = sides[2], .wet_gain = {1.0f, 1.0f}};
  guard_listen(&desk->guard, &audio, peak, dry_peak, n);
  desk->frame += n;
  if (chunk_advance(&desk->clock, n)) {
    guard_step(&desk->guard);
  }
  if (desk->held_at < 0.0 && guard_is_holding(&desk->guard)) {
    desk->held_at = (double)desk->frame / desk->rate_hz;
  }
}

void desk_run(Desk* desk, double seconds) {
  const uint64_t end = desk->frame + (uint64_t)(seconds * desk->rate_hz);
  const uint32_t step = desk->delay_frames && desk->delay_frames < desk->step ? desk->delay_frames : desk->step;
  while (desk->frame < end) {
    const uint64_t left = end - desk->frame;
    desk_run_chunk(desk, chunk_length(&desk->clock, left < step ? (uint32_t)left : step));
  }
}
