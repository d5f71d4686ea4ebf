// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/dsp/guard_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const double two_pi = 6.283185307179586;

GuardFixture* guard_fixture_new(double rate_hz) {
  GuardFixture* fixture = (GuardFixture*)calloc(1, sizeof(GuardFixture));
  assert_non_null(fixture);
  fixture->rate_hz = rate_hz;
  fixture->step = CHUNK_FRAMES;
  fixture->level = fixture->dry_level = fixture->return_gain = 1.0f;
  fixture->full_scale_at = fixture->beyond_at = fixture->held_at = fixture->loud_at = -1.0;
  guard_init(&fixture->guard, rate_hz);
  guard_set(&fixture->guard, true);
  return fixture;
}

float guard_fixture_noise_of(uint64_t frame) {
  uint64_t z = (frame + 1) * 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (float)((z ^ (z >> 31)) >> 40) * 0x1p-23f - 1.0f;
}

float guard_fixture_silence(const GuardFixture* fixture, uint64_t frame) {
  (void)fixture;
  (void)frame;
  return 0.0f;
}

float guard_fixture_noise(const GuardFixture* fixture, uint64_t frame) {
  (void)fixture;
  return guard_fixture_noise_of(frame);
}

float guard_fixture_burst(const GuardFixture* fixture, uint64_t frame) {
  return (double)frame < 0.1 * fixture->rate_hz ? guard_fixture_noise_of(frame) : 0.0f;
}

float guard_fixture_tone(const GuardFixture* fixture, uint64_t frame) {
  return (float)sin(two_pi * 440.0 * (double)frame / fixture->rate_hz);
}

float guard_fixture_music(const GuardFixture* fixture, uint64_t frame) {
  return music_at(fixture->music, frame);
}

float guard_fixture_loop(const GuardFixture* fixture, uint64_t frame) {
  return frame < fixture->delay_frames
           ? 0.0f
           : fixture->loop_gain * fixture->past[(frame - fixture->delay_frames) % GUARD_FIXTURE_RING];
}

static void note(GuardFixture* fixture, float in, float through, float out, uint64_t frame) {
  const double seconds = (double)frame / fixture->rate_hz;
  fixture->changed |= in != through;
  fixture->largest = fmaxf(fixture->largest, fabsf(out));
  fixture->last_in = in;
  fixture->last_through = through;
  fixture->past[frame % GUARD_FIXTURE_RING] = out;
  if (fixture->full_scale_at < 0.0 && fabsf(in) > 1.0f) {
    fixture->full_scale_at = seconds;
  }
  if (fixture->beyond_at < 0.0 && fabsf(in) > GUARD_LOUD) {
    fixture->beyond_at = seconds;
  }
  if (through != 0.0f) {
    fixture->loud_at = seconds;
  }
}

void guard_fixture_run_chunk(GuardFixture* fixture, uint32_t n) {
  float in[CHUNK_FRAMES];
  float through[CHUNK_FRAMES];
  float out[CHUNK_FRAMES];
  float peak = 0.0f;
  float dry_peak = 0.0f;
  float peak_out = 0.0f;
  for (uint32_t i = 0; i < n; ++i) {
    const float back = fixture->back(fixture, fixture->frame + i);
    in[i] = through[i] = fixture->level * (fixture->effect ? fixture->effect(fixture, back) : back);
    out[i] = fixture->dry(fixture, fixture->frame + i) * fixture->dry_level;
    peak = fmaxf(peak, fabsf(in[i]));
    dry_peak = fmaxf(dry_peak, fabsf(out[i]));
  }
  float* const channels[] = {through, through};
  guard_set_heard(&fixture->guard, fixture->return_gain);
  if (!guard_is_idle(&fixture->guard, peak)) {
    guard_run(&fixture->guard, channels, 1, n);
  }
  for (uint32_t i = 0; i < n; ++i) {
    out[i] += through[i] * fixture->return_gain;
    peak_out = fmaxf(peak_out, fabsf(out[i]));
    note(fixture, in[i], through[i], out[i], fixture->frame + i);
  }
  const float* const sides[][2] = {{in, in}, {through, through}, {out, out}};
  const FeedbackAudio audio = {.in = sides[0],
                               .wet = sides[1],
                               .out = sides[2],
                               .wet_gain = {fixture->return_gain, fixture->return_gain},
                               .peak_in = peak,
                               .peak_out = peak_out};
  guard_listen(&fixture->guard, &audio, peak, dry_peak, n);
  fixture->frame += n;
  if (chunk_advance(&fixture->clock, n)) {
    guard_step(&fixture->guard);
  }
  if (fixture->held_at < 0.0 && guard_is_holding(&fixture->guard)) {
    fixture->held_at = (double)fixture->frame / fixture->rate_hz;
  }
}

void guard_fixture_run(GuardFixture* fixture, double seconds) {
  const uint64_t end = fixture->frame + (uint64_t)(seconds * fixture->rate_hz);
  const uint32_t step = fixture->delay_frames && fixture->delay_frames < fixture->step ? fixture->delay_frames
                                                                                       : fixture->step;
  while (fixture->frame < end) {
    const uint64_t left = end - fixture->frame;
    guard_fixture_run_chunk(fixture, chunk_length(&fixture->clock, left < step ? (uint32_t)left : step));
  }
}
