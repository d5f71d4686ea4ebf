// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/return_delays.h"

void return_delays_set(ChannelDelays* delays, float delay_ms, uint32_t fade_frames) {
  if (fade_frames && channel_delays_are_idle(delays)) {
    channel_delays_forget(delays, fade_frames);
  }
  channel_delays_set(delays, delay_ms, fade_frames);
}

void return_delays_run(ChannelDelays* delays, AudioBlock* block) {
  if (!channel_delays_are_idle(delays)) {
    float* const own[] = {block->own[0], block->own[1]};
    channel_delays_run(delays, own, block->channel, block->n_frames);
    audio_block_begin(block, block->n_channels, block->n_frames);
  }
}
