// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/splitter_branch.h"

size_t branch_memory(unsigned n_channels, double rate_hz) {
  return channel_delays_floats(n_channels, rate_hz, SPLITTER_LONGEST_DELAY_MS);
}

void branch_init(Branch* branch, unsigned n_channels, double rate_hz, float* memory) {
  *branch = (Branch){.n_channels = n_channels, .ramp_frames = ramp_frames(rate_hz)};
  channel_delays_init(&branch->delays, n_channels, rate_hz, SPLITTER_LONGEST_DELAY_MS, memory);
}

void branch_reset(Branch* branch) {
  branch->meter = (Meter){0.0f, 0.0f};
  channel_delays_reset(&branch->delays);
}

void branch_set(Branch* branch, const SplitterBranchParams* params, bool silenced, RampFrames frames) {
  const float gain = silenced ? 0.0f : params->gain;
  ramp_set_gain(&branch->gain, params->invert ? -gain : gain, frames);
  channel_delays_set(&branch->delays, params->delay_ms, frames.fade);
}

void branch_forget(Branch* branch) {
  channel_delays_forget(&branch->delays, branch->ramp_frames);
}

const AudioBlock* branch_delay(Branch* branch, AudioBlock* scratch, const AudioBlock* block) {
  if (channel_delays_are_idle(&branch->delays)) {
    branch_forget(branch);
    return block;
  }
  float* const own[] = {scratch->own[0], scratch->own[1]};
  channel_delays_run(&branch->delays, own, block->channel, block->n_frames);
  audio_block_begin(scratch, block->n_channels, block->n_frames);
  audio_block_measure(scratch);
  return scratch;
}
