// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/splitter_branch.h"

static uint32_t longest_delay(double rate_hz) {
  return delay_frames_of_ms(rate_hz, SPLITTER_LONGEST_DELAY_MS);
}

size_t branch_memory(unsigned n_channels, double rate_hz) {
  return n_channels * (size_t)delay_buffer_frames(longest_delay(rate_hz));
}

void branch_init(Branch* branch, unsigned n_channels, double rate_hz, float* memory) {
  *branch = (Branch){.n_channels = n_channels, .rate_hz = rate_hz, .ramp_frames = ramp_frames(rate_hz)};
  for (unsigned c = 0; c < n_channels; ++c) {
    delay_init(&branch->delay[c], memory + c * branch_memory(1, rate_hz), longest_delay(rate_hz));
  }
}

void branch_reset(Branch* branch) {
  branch->meter = (Meter){0.0f, 0.0f};
  for (unsigned c = 0; c < branch->n_channels; ++c) {
    delay_reset(&branch->delay[c], 0);
  }
}

void branch_set(Branch* branch, const SplitterBranchParams* params, bool silenced, uint32_t ramp_frames) {
  const float gain = silenced ? 0.0f : params->gain;
  const uint32_t delay = delay_frames_of_ms(branch->rate_hz, params->delay_ms);
  ramp_set(&branch->gain, params->invert ? -gain : gain, ramp_frames);
  for (unsigned c = 0; c < branch->n_channels; ++c) {
    delay_set(&branch->delay[c], delay, ramp_frames);
  }
}

void branch_forget(Branch* branch) {
  if (delay_holds_signal(&branch->delay[0])) {
    for (unsigned c = 0; c < branch->n_channels; ++c) {
      delay_forget(&branch->delay[c], branch->ramp_frames);
    }
  }
}

const AudioBlock* branch_delay(Branch* branch, AudioBlock* room, const AudioBlock* block) {
  if (delay_is_idle(&branch->delay[0])) {
    branch_forget(branch);
    return block;
  }
  for (unsigned c = 0; c < branch->n_channels; ++c) {
    delay_run(&branch->delay[c], room->own[c], block->channel[c], block->n_frames);
  }
  audio_block_begin(room, block->n_channels, block->n_frames);
  audio_block_measure(room);
  return room;
}
