// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Both channels stand in the lanes of a vector. Each frame waits for the one before, so two filters in a row cost
   little more than one if they run in one loop: the first is then at work on the next frame while the second is at this
   one. */

#include "common/dsp/filter_kernels.h"

#include "common/dsp/chunk.h"
#include "common/dsp/kernel.h"

typedef double FilterLanes __attribute__((vector_size(FILTER_MAX_CHANNELS * sizeof(double))));
typedef float FilterFrame __attribute__((vector_size(FILTER_MAX_CHANNELS * sizeof(float))));

/* The states of both channels. A mono signal stands in both lanes. */
typedef struct {
  FilterLanes ic1eq, ic2eq;
} FilterMemory;

INLINE FilterMemory filter_load(const FilterSection* section, unsigned last) {
  return (FilterMemory){.ic1eq = {section->state[0].ic1eq, section->state[last].ic1eq},
                        .ic2eq = {section->state[0].ic2eq, section->state[last].ic2eq}};
}

INLINE void filter_store(const FilterMemory* memory, FilterSection* section, unsigned last) {
  section->state[last] = (FilterState){.ic1eq = memory->ic1eq[1], .ic2eq = memory->ic2eq[1]};
  section->state[0] = (FilterState){.ic1eq = memory->ic1eq[0], .ic2eq = memory->ic2eq[0]};
}

/* One frame of both channels, in place. */
INLINE void filter_frame(FilterMemory* memory, const FilterCoefficients* coefficients, FilterFrame* frame) {
  const FilterLanes v3 = __builtin_convertvector(*frame, FilterLanes) - memory->ic2eq;
  const FilterLanes out = coefficients->v3_gain * v3 +
                          (coefficients->ic1eq_gain * memory->ic1eq + coefficients->ic2eq_gain * memory->ic2eq);
  SVF_STEP(coefficients->step, memory->ic1eq, memory->ic2eq, v3);
  *frame = __builtin_convertvector(out, FilterFrame);
}

INLINE void filter_write(const FilterFrame* frames, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  for (unsigned c = 0; c < n_channels; ++c) {
    float* out = channels[c];
    INDEPENDENT
    for (uint32_t i = 0; i < n_frames; ++i) {
      out[i] = fast_finite(frames[i][c]);
    }
  }
}

INLINE void filter_run_one(FilterSection* section, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  const unsigned last = n_channels - 1;
  const FilterCoefficients coefficients = section->coefficients;
  FilterFrame frames[CHUNK_FRAMES];
  FilterMemory memory = filter_load(section, last);
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    frames[i] = (FilterFrame){channels[0][i], channels[last][i]};
    filter_frame(&memory, &coefficients, &frames[i]);
  }
  filter_store(&memory, section, last);
  filter_write(frames, channels, n_channels, n_frames);
}

/* What has been infinite never is a number again. */
INLINE bool filter_is_sound(const FilterMemory* memory) {
  const FilterLanes nothing = memory->ic2eq * 0.0;
  return nothing[0] == 0.0 && nothing[1] == 0.0;
}

/* False, with nothing done, where the limit would have been needed between both. */
INLINE bool filter_run_both(FilterSection* first, FilterSection* second, float* const* channels, unsigned n_channels,
                            uint32_t n_frames) {
  const unsigned last = n_channels - 1;
  const FilterCoefficients coefficients[2] = {first->coefficients, second->coefficients};
  FilterFrame frames[CHUNK_FRAMES];
  FilterMemory memory[2] = {filter_load(first, last), filter_load(second, last)};
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    frames[i] = (FilterFrame){channels[0][i], channels[last][i]};
    filter_frame(&memory[0], &coefficients[0], &frames[i]);
    filter_frame(&memory[1], &coefficients[1], &frames[i]);
  }
  if (!filter_is_sound(&memory[1])) {
    return false;
  }
  filter_store(&memory[0], first, last);
  filter_store(&memory[1], second, last);
  filter_write(frames, channels, n_channels, n_frames);
  return true;
}

KERNEL void kernel_filter(FilterSection* section, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  filter_run_one(section, channels, n_channels, n_frames);
}

KERNEL bool kernel_filter_pair(FilterSection* first, FilterSection* second, float* const* channels, unsigned n_channels,
                               uint32_t n_frames) {
  return filter_run_both(first, second, channels, n_channels, n_frames);
}
