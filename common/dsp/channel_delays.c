// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/channel_delays.h"

#include "common/dsp/chunk.h"
#include "common/dsp/cold.h"

static size_t floats_per_channel(double rate_hz, float longest_ms) {
  return delay_buffer_frames(delay_frames_of_ms(rate_hz, longest_ms));
}

size_t channel_delays_floats(unsigned n_channels, double rate_hz, float longest_ms) {
  return n_channels * floats_per_channel(rate_hz, longest_ms);
}

COLD void channel_delays_init(ChannelDelays* delays, unsigned n_channels, double rate_hz, float longest_ms,
                              float* memory) {
  *delays = (ChannelDelays){.n_channels = n_channels, .rate_hz = rate_hz};
  for (unsigned c = 0; c < n_channels; ++c) {
    delay_init(&delays->delay[c], memory + c * floats_per_channel(rate_hz, longest_ms),
               delay_frames_of_ms(rate_hz, longest_ms));
  }
}

void channel_delays_reset(ChannelDelays* delays) {
  delays->frames = 0;
  for (unsigned c = 0; c < delays->n_channels; ++c) {
    delay_reset(&delays->delay[c], 0);
  }
}

void channel_delays_set(ChannelDelays* delays, float delay_ms, uint32_t fade_frames) {
  delays->frames = delay_frames_of_ms(delays->rate_hz, delay_ms);
  for (unsigned c = 0; c < delays->n_channels; ++c) {
    delay_set(&delays->delay[c], delays->frames, fade_frames);
  }
}

void channel_delays_forget(ChannelDelays* delays, uint32_t fade_frames) {
  if (channel_delays_hold_signal(delays)) {
    for (unsigned c = 0; c < delays->n_channels; ++c) {
      delay_forget(&delays->delay[c], fade_frames);
    }
  }
}

void channel_delays_run(ChannelDelays* delays, float* const* out, const float* const* in, uint32_t n_frames) {
  for (uint32_t at = 0; at < n_frames; at += CHUNK_FRAMES) {
    const uint32_t n = n_frames - at < CHUNK_FRAMES ? n_frames - at : CHUNK_FRAMES;
    for (unsigned c = 0; c < delays->n_channels; ++c) {
      delay_run(&delays->delay[c], out[c] + at, in[c] + at, n);
    }
  }
}
