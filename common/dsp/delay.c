// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/delay.h"

#include "common/dsp/chunk.h"
#include "common/dsp/sample_kernels.h"

#include <string.h>

uint32_t delay_buffer_frames(uint32_t longest_frames) {
  uint32_t size = CHUNK_FRAMES;
  while (size < longest_frames + CHUNK_FRAMES) {
    size *= 2;
  }
  return size;
}

void delay_init(Delay* delay, float* buffer, uint32_t longest_frames) {
  delay->buffer = buffer;
  delay->mask = delay_buffer_frames(longest_frames) - 1;
  delay_reset(delay, 0);
}

void delay_reset(Delay* delay, uint32_t delay_frames) {
  delay->write = delay->n_written = 0;
  delay->held = delay->mask + 1;
  delay->wanted = delay_frames;
  crossfader_reset(&delay->tap, delay_frames);
}

/* Sets the tap, once there is enough signal for it. */
static void update_tap(Delay* delay) {
  const bool is_new = delay->wanted != delay->tap.wanted || delay->fade_frames == 0;
  if (is_new && delay->wanted <= delay->held) {
    crossfader_set(&delay->tap, delay->wanted, delay->fade_frames);
  }
}

void delay_set(Delay* delay, uint32_t delay_frames, uint32_t fade_frames) {
  delay->wanted = delay_frames;
  delay->fade_frames = fade_frames;
  update_tap(delay);
}

void delay_forget(Delay* delay, uint32_t fade_frames) {
  delay->held = 0;
  delay->fade_frames = fade_frames;
  crossfader_reset(&delay->tap, 0);
}

/* Copies between the ring and a plain buffer. */
static void ring_write(Delay* delay, const float* in, uint32_t n_frames) {
  const uint32_t at = delay->write & delay->mask;
  const uint32_t until_end = delay->mask + 1 - at;
  const uint32_t first = n_frames < until_end ? n_frames : until_end;
  memcpy(delay->buffer + at, in, first * sizeof(float));
  memcpy(delay->buffer, in + first, (n_frames - first) * sizeof(float));
}

/* What is older than the first frame that was written is silence. */
static void ring_read(const Delay* delay, uint32_t delay_frames, float* out, uint32_t n_frames) {
  const uint32_t missing = delay_frames > delay->n_written ? delay_frames - delay->n_written : 0;
  const uint32_t n_silent = missing < n_frames ? missing : n_frames;
  memset(out, 0, n_silent * sizeof(float));
  out += n_silent;
  n_frames -= n_silent;
  const uint32_t at = (delay->write - delay_frames + n_silent) & delay->mask;
  const uint32_t until_end = delay->mask + 1 - at;
  const uint32_t first = n_frames < until_end ? n_frames : until_end;
  memcpy(out, delay->buffer + at, first * sizeof(float));
  memcpy(out + first, delay->buffer, (n_frames - first) * sizeof(float));
}

/* Counts up to the size of the buffer. */
static uint32_t count(const Delay* delay, uint32_t n_before, uint32_t n_frames) {
  return n_before <= delay->mask - n_frames ? n_before + n_frames : delay->mask + 1;
}

static void run_segment(Delay* delay, float* out, const float* in, uint32_t n_frames) {
  ring_write(delay, in, n_frames);
  if (delay->tap.to || out != in) {
    ring_read(delay, delay->tap.to, out, n_frames);
  }
  if (crossfader_is_moving(&delay->tap)) {
    float old[CHUNK_FRAMES];
    float weight[CHUNK_FRAMES];
    ring_read(delay, delay->tap.from, old, n_frames);
    ramp_fill(&delay->tap.weight, weight, n_frames);
    kernel_crossfade(out, old, out, weight, n_frames);
    crossfader_advance(&delay->tap, n_frames);
  }
  delay->write += n_frames;
  delay->held = count(delay, delay->held, n_frames);
  delay->n_written = count(delay, delay->n_written, n_frames);
}

/* Frames until the tap can be set, or until its fade ends. */
static uint32_t segment_length(const Delay* delay, uint32_t n_frames) {
  const uint32_t missing = delay->wanted > delay->held ? delay->wanted - delay->held : n_frames;
  return crossfader_limit(&delay->tap, missing < n_frames ? missing : n_frames);
}

void delay_run(Delay* delay, float* out, const float* in, uint32_t n_frames) {
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = segment_length(delay, n_frames - at);
    run_segment(delay, out + at, in + at, n);
    update_tap(delay);
  }
}
