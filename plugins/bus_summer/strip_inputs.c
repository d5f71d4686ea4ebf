// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/strip_inputs.h"

#include "common/dsp/fastmath.h"
#include "common/dsp/sample_kernels.h"

#include <stdlib.h>
#include <string.h>

bool strip_inputs_init(StripInputs* inputs, unsigned n_strips, unsigned n_channels, double rate_hz) {
  *inputs = (StripInputs){.n_strips = n_strips, .n_channels = n_channels};
  const size_t size = channel_delays_floats(n_channels, rate_hz, BUS_SUMMER_LONGEST_DELAY_MS);
  inputs->memory = (float*)malloc(n_strips * size * sizeof(float));
  inputs->own = (float(*)[CHUNK_LONG_FRAMES])malloc((size_t)n_strips * n_channels * sizeof(*inputs->own));
  if (!inputs->memory || !inputs->own) {
    strip_inputs_free(inputs);
    return false;
  }
  for (unsigned i = 0; i < n_strips; ++i) {
    channel_delays_init(&inputs->delays[i], n_channels, rate_hz, BUS_SUMMER_LONGEST_DELAY_MS,
                        inputs->memory + i * size);
  }
  return true;
}

void strip_inputs_free(StripInputs* inputs) {
  free(inputs->memory);
  free(inputs->own);
}

void strip_inputs_reset(StripInputs* inputs) {
  for (unsigned i = 0; i < inputs->n_strips; ++i) {
    channel_delays_reset(&inputs->delays[i]);
    inputs->holding |= 1u << i;
  }
}

/* Keeps in mind whether a strip can be passed on as it is. */
static void note_work(StripInputs* inputs, unsigned i) {
  const bool is_idle = channel_delays_are_idle(&inputs->delays[i]) && matrix_ramp_is_idle(&inputs->matrix[i]);
  inputs->working = is_idle ? inputs->working & ~(1u << i) : inputs->working | 1u << i;
}

/* Whether a delay or a width is another than the last one. */
static bool are_changed(const StripInputs* inputs, const BusSummerParams* params) {
  int32_t changed = 0;
  for (unsigned i = 0; i < BUS_SUMMER_MAX_STRIPS; ++i) {
    changed |= fast_mask(params->delay_ms[i] != inputs->delay_ms[i]);
    changed |= fast_mask(params->strip_width[i] != inputs->width[i]);
  }
  return changed;
}

void strip_inputs_set(StripInputs* inputs, const BusSummerParams* params, RampFrames frames) {
  if (frames.fade && !are_changed(inputs, params)) {
    return;
  }
  for (unsigned i = 0; i < inputs->n_strips; ++i) {
    const float width = inputs->n_channels > 1 ? params->strip_width[i] : 1.0f;
    channel_delays_set(&inputs->delays[i], params->delay_ms[i], frames.fade);
    matrix_ramp_set_gain(&inputs->matrix[i], stereo_matrix(width, false), frames);
    note_work(inputs, i);
  }
  memcpy(inputs->delay_ms, params->delay_ms, sizeof(inputs->delay_ms));
  memcpy(inputs->width, params->strip_width, sizeof(inputs->width));
}

/* Delays and widens a chunk of one strip in place. */
static void work(StripInputs* inputs, unsigned i, uint32_t n_frames) {
  float(*own)[CHUNK_LONG_FRAMES] = inputs->own + i * inputs->n_channels;
  MatrixRamp* matrix = &inputs->matrix[i];
  if (!channel_delays_are_idle(&inputs->delays[i])) {
    inputs->holding |= 1u << i;
    float* const channels[2] = {own[0], own[inputs->n_channels - 1]};
    channel_delays_run(&inputs->delays[i], channels, (const float* const*)channels, n_frames);
  }
  if (!matrix_ramp_is_idle(matrix)) {
    matrix_ramp_run(matrix, own[0], own[1], n_frames);
    matrix_ramp_advance(matrix, n_frames);
  }
  note_work(inputs, i);
}

void strip_inputs_forget(StripInputs* inputs, uint32_t strips, uint32_t fade_frames) {
  const uint32_t forgetting = inputs->holding & strips;
  for (unsigned i = 0; forgetting >> i; ++i) {
    if (forgetting >> i & 1u) {
      channel_delays_forget(&inputs->delays[i], fade_frames);
    }
  }
  inputs->holding &= ~forgetting;
}

/* Delays that are idle now will not run, and what does not run has to forget. */
static void forget_idle(StripInputs* inputs) {
  uint32_t idle = 0;
  for (unsigned i = 0; inputs->holding >> i; ++i) {
    idle |= channel_delays_are_idle(&inputs->delays[i]) ? 1u << i : 0u;
  }
  strip_inputs_forget(inputs, idle, 0);
}

static MixInput own_chunk(const StripInputs* inputs, const MixInput* input) {
  MixInput chunk = *input;
  chunk.channels = inputs->channels;
  chunk.at = 0;
  return chunk;
}

MixInput strip_inputs_run(StripInputs* inputs, const MixInput* input, float* in_peak) {
  const unsigned n_channels = inputs->n_channels;
  const uint32_t works = inputs->working;
  for (unsigned c = 0; c < inputs->n_strips * n_channels; ++c) {
    const float* source = chunk_source(input->channels[c], input->at);
    inputs->channels[c] = source;
    if (works >> c / n_channels & 1u) {
      *in_peak = fast_max(kernel_sanitize(inputs->own[c], source, input->n_frames), *in_peak);
      inputs->channels[c] = inputs->own[c];
    }
  }
  for (unsigned i = 0; works >> i; ++i) {
    if (works >> i & 1u) {
      work(inputs, i, input->n_frames);
    }
  }
  forget_idle(inputs);
  return own_chunk(inputs, input);
}

MixInput strip_inputs_sanitize(StripInputs* inputs, const MixInput* input) {
  for (unsigned c = 0; c < inputs->n_strips * inputs->n_channels; ++c) {
    kernel_sanitize(inputs->own[c], chunk_source(input->channels[c], input->at), input->n_frames);
    inputs->channels[c] = inputs->own[c];
  }
  return own_chunk(inputs, input);
}
