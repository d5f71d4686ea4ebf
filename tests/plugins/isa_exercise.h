// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Runs every kernel once: a part of each variant. */

#ifndef SIGNALBOX_TEST_ISA_EXERCISE_H
#define SIGNALBOX_TEST_ISA_EXERCISE_H

#include "common/dsp/blend_kernels.h"
#include "common/dsp/crossover_kernels.h"
#include "common/dsp/feedback_kernels.h"
#include "common/dsp/filter_kernels.h"
#include "common/dsp/lag_kernels.h"
#include "common/dsp/level_kernels.h"
#include "common/dsp/loudness_kernels.h"
#include "common/dsp/sample_kernels.h"
#include "common/dsp/stereo_kernels.h"
#include "plugins/bus_summer/mix_kernels.h"
#include "tests/plugins/isa.h"

#include <string.h>

/* FNV-1a. */
static void isa_take(IsaRecord* record, const char* kernel, const void* data, size_t size) {
  if (!record->n_digests || strcmp(record->digests[record->n_digests - 1].kernel, kernel) != 0) {
    record->digests[record->n_digests++] = (IsaDigest){kernel, 14695981039346656037u};
  }
  IsaDigest* digest = &record->digests[record->n_digests - 1];
  for (size_t i = 0; i < size; ++i) {
    digest->digest = (digest->digest ^ ((const unsigned char*)data)[i]) * 1099511628211u;
  }
}

#define ISA_TAKE(record, kernel, object) isa_take(record, kernel, &(object), sizeof(object))

static void isa_gains(IsaRecord* record, const IsaInput* x) {
  float out[CHUNK_FRAMES] = {0.0f};
  const float scaled = kernel_scale(out, x->rows[0], x->gains[0], x->n_frames);
  ISA_TAKE(record, "scale", out);
  ISA_TAKE(record, "scale", scaled);
  const float moved = kernel_scale_moving(out, x->rows[0], x->weights[0], x->n_frames);
  ISA_TAKE(record, "scale_moving", out);
  ISA_TAKE(record, "scale_moving", moved);
  kernel_add(out, x->rows[1], x->n_frames);
  ISA_TAKE(record, "add", out);
  kernel_crossfade(out, x->rows[0], x->rows[1], x->weights[1], x->n_frames);
  ISA_TAKE(record, "crossfade", out);
  float l[CHUNK_FRAMES];
  float r[CHUNK_FRAMES];
  memcpy(l, x->rows[2], sizeof(l));
  memcpy(r, x->rows[3], sizeof(r));
  kernel_matrix(l, r, (StereoMatrix){x->gains[0], x->gains[1]}, x->n_frames);
  ISA_TAKE(record, "matrix", l);
  ISA_TAKE(record, "matrix", r);
  kernel_matrix_moving(l, r, x->weights[0], x->weights[1], x->n_frames);
  ISA_TAKE(record, "matrix_moving", l);
  ISA_TAKE(record, "matrix_moving", r);
}

/* Gains that stand still, or are on their way. */
static void isa_set_gains(StripGains* gains, const IsaInput* x, bool moving) {
  StripTargets target;
  strip_gains_init(gains);
  for (unsigned turn = 0; turn < (moving ? 2u : 1u); ++turn) {
    for (unsigned s = 0; s < STRIP_GAINS_SIZE; ++s) {
      for (unsigned row = 0; row < STRIP_ROWS; ++row) {
        target.gain[row][s] = x->gains[(s + row + turn) % 3];
      }
    }
    strip_gains_set(gains, &target, turn ? (RampFrames){2 * CHUNK_FRAMES, 2 * CHUNK_FRAMES} : (RampFrames){0, 0});
  }
  strip_gains_advance(gains, moving ? 7 : 0);
}

static void isa_blend(IsaRecord* record, const IsaInput* x, bool ramping, bool with_levels) {
  float sum[2][CHUNK_FRAMES] = {{0.0f}};
  float levels[2][CHUNK_FRAMES] = {{0.0f}};
  float* const out[] = {sum[0], sum[1]};
  const float* const a[] = {x->rows[0], x->rows[1]};
  const float* const b[] = {x->rows[2], x->rows[3]};
  Blend blend = {.a = a,
                 .b = b,
                 .levels_b = with_levels ? levels[0] : NULL,
                 .levels_out = with_levels ? levels[1] : NULL,
                 .gain_a = {x->gains[0], x->gains[1], 3.0f},
                 .gain_b = {{x->gains[1], x->gains[2], 4.0f}, {x->gains[2], x->gains[0], 5.0f}}};
  (ramping ? kernel_blend_ramping : kernel_blend)(out, &blend, x->n_frames);
  const char* name = ramping ? "blend_ramping" : "blend";
  ISA_TAKE(record, name, sum);
  ISA_TAKE(record, name, blend.part);
  ISA_TAKE(record, name, blend.peak_out);
  ISA_TAKE(record, name, levels);
}

static void isa_sums(IsaRecord* record, const IsaInput* x) {
  StripGains settled, moving;
  isa_set_gains(&settled, x, false);
  isa_set_gains(&moving, x, true);
  for (uint32_t n_sources = 0; n_sources <= STRIP_GAINS_SIZE; ++n_sources) {
    const float* channels[2 * STRIP_GAINS_SIZE];
    const MixInput input = {.channels = channels, .n_strips = n_sources, .n_channels = 2, .n_frames = x->n_frames};
    float peaks[STRIP_GAINS_SIZE] = {0.0f};
    float sum[2][CHUNK_FRAMES] = {{0.0f}};
    for (unsigned s = 0; s < STRIP_GAINS_SIZE; ++s) {
      channels[2 * s] = x->rows[s % 4 + 2];
      channels[2 * s + 1] = x->rows[s % 3 + 3];
    }
    kernel_mix(sum[0], sum[1], &input, &settled, peaks);
    ISA_TAKE(record, "mix", sum);
    ISA_TAKE(record, "mix", peaks);
    kernel_mix_ramping(sum[0], sum[1], &input, &moving, peaks);
    ISA_TAKE(record, "mix_ramping", sum);
    ISA_TAKE(record, "mix_ramping", peaks);
  }
  isa_blend(record, x, false, false);
  isa_blend(record, x, false, true);
  isa_blend(record, x, true, false);
  StereoMeasure measure;
  kernel_measure(&measure, x->rows[0], x->rows[1], x->n_frames);
  ISA_TAKE(record, "measure", measure);
  StereoProducts products;
  kernel_products(&products, x->rows[0], x->rows[1], x->n_frames);
  ISA_TAKE(record, "products", products);
}

static void isa_levels(IsaRecord* record, const IsaInput* x) {
  float out[CHUNK_FRAMES] = {0.0f};
  kernel_mean_of_four(out, x->rows[0], 3, 4, x->n_frames > 7 ? x->n_frames - 7 : 0);
  ISA_TAKE(record, "mean_of_four", out);
  kernel_log2(out, x->levels, x->n_frames);
  ISA_TAKE(record, "log2", out);
  const float lowest = kernel_exp2_negative(out, x->levels, x->n_frames);
  ISA_TAKE(record, "exp2_negative", out);
  ISA_TAKE(record, "exp2_negative", lowest);
  (void)kernel_scale(out, x->levels, -40.0f, x->n_frames);
  float gains[CHUNK_FRAMES] = {0.0f};
  kernel_gain_from_db(gains, out, x->n_frames);
  ISA_TAKE(record, "gain_from_db", gains);
  kernel_meter_db(out, x->levels, x->n_frames);
  ISA_TAKE(record, "meter_db", out);
  kernel_knee(out, x->rows[0], (Knee){-1.5f, 0.75f, 0.5f, 4.0f}, x->n_frames);
  ISA_TAKE(record, "knee", out);
  if (x->n_frames) {
    const float least = kernel_lowest(x->levels, x->n_frames);
    ISA_TAKE(record, "lowest", least);
    const uint32_t found = kernel_find(x->levels, x->levels[x->n_frames / 2], x->n_frames);
    ISA_TAKE(record, "find", found);
  }
  float levels[2][CHUNK_FRAMES] = {{0.0f}};
  const float* const rows_of[][2] = {{x->rows[0], x->rows[1]}, {x->rows[2], x->rows[3]}};
  const FeedbackAudio audio = {.in = rows_of[0], .out = rows_of[1]};
  kernel_feedback(levels[0], levels[1], &audio, x->n_frames);
  ISA_TAKE(record, "feedback", levels);
}

static void isa_crossover(IsaRecord* record, const IsaInput* x, bool leaves, bool moving) {
  float bands[CROSSOVER_MAX_ROWS][CHUNK_FRAMES] = {{0.0f}};
  float g[CROSSOVER_SPLITS][CHUNK_FRAMES];
  CrossoverState state;
  CrossoverRows rows = {.in = {x->rows[0], x->rows[1]}};
  memset(&state, 0, sizeof(state));
  for (unsigned i = 0; i < CROSSOVER_MAX_ROWS; ++i) {
    rows.band[i] = bands[i];
  }
  for (unsigned i = 0; i < CROSSOVER_SPLITS; ++i) {
    rows.g[i] = g[i];
    for (unsigned k = 0; k < CHUNK_FRAMES; ++k) {
      g[i][k] = 0.01f + 0.3f * (float)i + 0.1f * x->weights[0][k];
    }
  }
  kernel_crossover(&state, &rows, leaves, moving, x->n_frames);
  const char* name = moving ? "crossover_moving" : "crossover";
  ISA_TAKE(record, name, state);
  ISA_TAKE(record, name, bands);
  isa_take(record, name, rows.peak, (leaves ? 8 : 4) * sizeof(float));
}

static void isa_filters(IsaRecord* record, const IsaInput* x) {
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    FilterSection sections[2] = {
      {.coefficients = {{0.96, 0.02, 0.001}, 0.99, -0.03, 0.0}, .state = {{0.1, 0.2}, {0.3, 0.4}}},
      {.coefficients = {{0.7, 0.3, 0.05}, 0.1, 0.4, 1.0}, .state = {{0.4, 0.3}, {0.2, 0.1}}}};
    float out[2][CHUNK_FRAMES];
    float* const channels[] = {out[0], out[1]};
    memcpy(out, x->rows, sizeof(out));
    kernel_filter(&sections[0], channels, n_channels, x->n_frames);
    ISA_TAKE(record, "filter", out);
    ISA_TAKE(record, "filter", sections[0]);
    kernel_filter_pair(&sections[0], &sections[1], channels, n_channels, x->n_frames);
    ISA_TAKE(record, "filter_pair", out);
    ISA_TAKE(record, "filter_pair", sections);
  }
  LoudnessLanes lanes;
  const float* const signals[LOUDNESS_LANES] = {x->rows[0], x->rows[1], x->rows[2], x->rows[3]};
  memset(&lanes, 0, sizeof(lanes));
  lanes.shelf.step.two_a1_minus_1 = lanes.high_pass.step.two_a1_minus_1 = 0.9;
  lanes.shelf.step.two_a2 = lanes.high_pass.step.two_a2 = 0.1;
  lanes.shelf.v0_gain = lanes.high_pass.v0_gain = 1.3;
  lanes.shelf.ic1eq_gain = lanes.high_pass.ic2eq_gain = 0.7;
  kernel_loudness(&lanes, signals, x->n_frames);
  ISA_TAKE(record, "loudness", lanes);
}

static void isa_lags(IsaRecord* record, const IsaInput* x) {
  int16_t a[LAG_PRODUCT_SPAN];
  int16_t b[LAG_PRODUCT_SPAN + LAG_PRODUCT_LANES];
  int16_t products[LAG_PRODUCT_LANES];
  for (unsigned k = 0; k < LAG_PRODUCT_SPAN + LAG_PRODUCT_LANES; ++k) {
    b[k] = (int16_t)(x->weights[0][k % CHUNK_FRAMES] * (float)LAG_PRODUCT_MOST);
    a[k % LAG_PRODUCT_SPAN] = (int16_t)(x->weights[1][k % CHUNK_FRAMES] * (float)-LAG_PRODUCT_MOST);
  }
  kernel_lag_products(products, a, b);
  ISA_TAKE(record, "lag_products", products);
}

/* What hosts may hand over unseen. */
static void isa_reads(IsaRecord* record, const IsaInput* x) {
  float out[CHUNK_FRAMES] = {0.0f};
  const float kept = kernel_sanitize(out, x->rows[0], x->n_frames);
  ISA_TAKE(record, "clean", out);
  ISA_TAKE(record, "clean", kept);
  kernel_sanitize_scaled(out, x->rows[1], x->gains[0], x->n_frames);
  ISA_TAKE(record, "clean_scaled", out);
  const float peak = kernel_peak(x->rows[2], x->n_frames);
  ISA_TAKE(record, "peak", peak);
  const float louder = kernel_max_abs(out, x->rows[3], x->rows[4], 1000.0f, x->n_frames);
  ISA_TAKE(record, "louder", out);
  ISA_TAKE(record, "louder", louder);
}

static void isa_exercise(IsaRecord* record, const IsaInput* x) {
  record->n_digests = 0;
  isa_reads(record, x);
  if (x->sound) {
    isa_gains(record, x);
    isa_sums(record, x);
    isa_levels(record, x);
    isa_crossover(record, x, false, false);
    isa_crossover(record, x, true, false);
    isa_crossover(record, x, true, true);
    isa_filters(record, x);
    isa_lags(record, x);
  }
}

#endif
