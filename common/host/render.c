// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/render.h"

#include "common/host/noise.h"

#include <assert.h>

/* Evenly spread over the octaves of 1 .. longest, both ends included. */
static uint32_t random_length(Noise* noise, uint32_t longest) {
  uint32_t octaves = 0;
  while ((longest >> octaves) > 1) {
    ++octaves;
  }
  const uint32_t octave = noise_below(noise, octaves + 2);
  if (octave > octaves) {
    return longest;
  }
  const uint32_t length = (1u << octave) + noise_below(noise, 1u << octave);
  return length < longest ? length : longest;
}

static void connect_audio(Instance* instance, const Render* render, uint64_t at) {
  const uint32_t n_inputs = render->inputs ? instance_n_inputs(instance) : 0;
  for (uint32_t i = 0; i < n_inputs; ++i) {
    if (render->inputs[i]) {
      instance_connect(instance, instance_input(instance, i), (void*)(render->inputs[i] + at));
    }
  }
  const uint32_t n_outputs = render->outputs ? instance_n_outputs(instance) : 0;
  for (uint32_t i = 0; i < n_outputs; ++i) {
    if (render->outputs[i]) {
      instance_connect(instance, instance_output(instance, i), render->outputs[i] + at);
    }
  }
}

static void connect_own(Instance* instance) {
  for (uint32_t i = 0; i < instance_n_inputs(instance); ++i) {
    instance_connect_own(instance, instance_input(instance, i));
  }
  for (uint32_t i = 0; i < instance_n_outputs(instance); ++i) {
    instance_connect_own(instance, instance_output(instance, i));
  }
}

void render_run(Instance* instance, const Render* render) {
  const uint32_t max_frames = instance_max_frames(instance);
  const uint32_t block_frames = render->block_frames ? render->block_frames : max_frames;
  assert(block_frames <= max_frames);
  Noise noise = {render->cut_seed};
  size_t change = 0;
  connect_own(instance);
  for (uint64_t at = 0; at < render->n_frames;) {
    for (; change < render->n_changes && render->changes[change].frame <= at; ++change) {
      instance_set(instance, render->changes[change].port, render->changes[change].value);
    }
    uint64_t length = render->cut_seed ? random_length(&noise, max_frames) : block_frames;
    length = length < render->n_frames - at ? length : render->n_frames - at;
    if (change < render->n_changes && render->changes[change].frame < at + length) {
      length = render->changes[change].frame - at;
    }
    connect_audio(instance, render, at);
    instance_run(instance, (uint32_t)length);
    at += length;
    if (render->after_block) {
      render->after_block(render->user, instance, at);
    }
  }
  connect_own(instance);
}
