// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/loudness.h"

#include "common/dsp/chunk.h"
#include "common/dsp/cold.h"
#include "common/dsp/loudness_kernels.h"

#include <math.h>
#include <stdbool.h>

#define STEP_SECONDS 0.1
#define ABSOLUTE_GATE 1.1725e-7  // -70 LKFS as a power: 10^((-70 + 0.691) / 10)
#define RELATIVE_GATE 0.1        // -10 dB as a power
#define HIGHEST_POWER 1e3        // +30 dBFS, beyond all audio: says nothing, and would outlast everything that does
#define JUMP 100.0               // 20 dB as a power: what lies so far below what has begun was no music
#define HOLDOFF_STEPS 10         // after that, until filters have rung out

/* How many blocks a mean is made of at most, and at most once its memory has been shortened. The mean that the relative
   gate is set by has a shorter memory: so a passage that stays quiet soon counts as music and not as a pause. */
#define MEMORY_BLOCKS 200.0
#define GATE_MEMORY_BLOCKS 60.0
#define SHORT_MEMORY_BLOCKS 10.0

/* The analogue prototypes behind the coefficients that BS.1770 gives for 48 kHz, to be had at any rate. */
static const double shelf_hz = 1681.974450955533;
static const double shelf_q = 0.7071752369554196;
static const double shelf_db = 3.999843853973347;
static const double shelf_middle = 0.4996667741545416;  // part of these dB that the middle term of the shelf has
static const double high_pass_hz = 38.13547087602444;
static const double high_pass_q = 0.5003270373238773;

/* high s^2 + middle s/q + low over s^2 + s/q + 1, with s in multiples of the corner. */
static LoudnessFilter filter(double rate_hz, double corner_hz, double q, double high, double middle, double low) {
  const double pi = 3.14159265358979323846;
  const double g = tan(pi * fmin(corner_hz / rate_hz, 0.49));
  const double k = 1.0 / q;
  const double a1 = 1.0 / (1.0 + g * (g + k));
  return (LoudnessFilter){
    .step = {.two_a1_minus_1 = 2.0 * a1 - 1.0, .two_a2 = 2.0 * g * a1, .two_a3 = 2.0 * g * g * a1},
    .v0_gain = high,
    .ic1eq_gain = k * (middle - high) / 2.0,
    .ic2eq_gain = (low - high) / 2.0};
}

COLD void loudness_init(Loudness* loudness, double rate_hz) {
  const double high = pow(10.0, shelf_db / 20.0);
  *loudness = (Loudness){
    .lanes = {.shelf = filter(rate_hz, shelf_hz, shelf_q, high, pow(high, shelf_middle), 1.0),
              .high_pass = filter(rate_hz, high_pass_hz, high_pass_q, 1.0, 0.0, 0.0)},
    .step_intervals = (uint32_t)fmax(floor(STEP_SECONDS * rate_hz / CHUNK_FRAMES + 0.5), 1.0),
  };
  loudness_reset(loudness);
}

static void begin_step(Loudness* loudness) {
  for (unsigned i = 0; i < LOUDNESS_LANES; ++i) {
    loudness->lanes.power[i] = loudness->lanes.product[i] = 0.0;
  }
  loudness->n_intervals = 0;
}

static void silence_filter(LoudnessFilter* filter) {
  for (unsigned i = 0; i < LOUDNESS_LANES; ++i) {
    filter->ic1eq[i] = filter->ic2eq[i] = 0.0;
  }
}

COLD static void forget_signal(Loudness* loudness) {
  silence_filter(&loudness->lanes.shelf);
  silence_filter(&loudness->lanes.high_pass);
  begin_step(loudness);
}

COLD static void forget_means(Loudness* loudness) {
  static const LoudnessMean nothing = {{0.0, 0.0, 0.0}, 0.0};
  loudness->n_steps = 0;
  loudness->heard = loudness->dry = loudness->blend = nothing;
}

COLD void loudness_reset(Loudness* loudness) {
  forget_signal(loudness);
  forget_means(loudness);
  loudness->holdoff_intervals = 0;
}

void loudness_shorten_memory(Loudness* loudness) {
  LoudnessMean* means[] = {&loudness->heard, &loudness->dry, &loudness->blend};
  for (unsigned i = 0; i < 3; ++i) {
    means[i]->n_blocks = fmin(means[i]->n_blocks, SHORT_MEMORY_BLOCKS);
  }
}

void loudness_add(Loudness* loudness, const float* const* dry, const float* const* wet, unsigned n_channels,
                  uint32_t n_frames) {
  const float* signals[LOUDNESS_LANES] = {dry[0], chunk_silence, wet[0], chunk_silence};
  if (n_channels > 1) {
    signals[LOUDNESS_DRY_R] = dry[1];
    signals[LOUDNESS_WET_R] = wet[1];
  }
  kernel_loudness(&loudness->lanes, signals, n_frames);
}

static LoudnessPowers scaled(LoudnessPowers powers, double factor) {
  return (LoudnessPowers){powers.dry * factor, powers.wet * factor, powers.product * factor};
}

static LoudnessPowers sum(LoudnessPowers a, LoudnessPowers b) {
  return (LoudnessPowers){a.dry + b.dry, a.wet + b.wet, a.product + b.product};
}

/* Sums of the step under way. */
static LoudnessPowers step_so_far(const Loudness* loudness) {
  const double* power = loudness->lanes.power;
  const double* product = loudness->lanes.product;
  return (LoudnessPowers){.dry = power[LOUDNESS_DRY_L] + power[LOUDNESS_DRY_R],
                          .wet = power[LOUDNESS_WET_L] + power[LOUDNESS_WET_R],
                          .product = product[LOUDNESS_WET_L] + product[LOUDNESS_WET_R]};
}

static double blend_power(LoudnessPowers powers, float dry_gain, float wet_gain) {
  const double dry = (double)dry_gain;
  const double wet = (double)wet_gain;
  return dry * dry * powers.dry + wet * (2.0 * dry * powers.product + wet * powers.wet);
}

/* Gives the n-th block twice the weight that it has in a plain mean. So a block weighs in proportion to its number n,
   and the first notes, which come before the wet signal has settled, do not count for long. */
static void add_block(LoudnessMean* mean, LoudnessPowers block, double memory) {
  mean->n_blocks = fmin(mean->n_blocks + 1.0, memory);
  const double weight = fmin(2.0 / mean->n_blocks, 1.0);
  mean->powers = sum(scaled(mean->powers, 1.0 - weight), scaled(block, weight));
}

/* The mean power of the last steps. */
static LoudnessPowers last_block(const Loudness* loudness) {
  const uint32_t n = loudness->n_steps < LOUDNESS_STEPS ? loudness->n_steps : LOUDNESS_STEPS;
  LoudnessPowers block = {0.0, 0.0, 0.0};
  for (uint32_t i = 0; i < n; ++i) {
    block = sum(block, loudness->steps[i]);
  }
  return scaled(block, 1.0 / ((double)n * loudness->step_intervals * CHUNK_FRAMES));
}

/* A mean goes on forgetting while blocks are left out. Otherwise the means of dry and of the blend, which leave out
   different blocks, would speak of different times. */
static void leave_out(LoudnessMean* mean) {
  mean->n_blocks *= 1.0 - 2.0 / MEMORY_BLOCKS;
}

static void add_or_leave_out(LoudnessMean* mean, LoudnessPowers block, bool counts) {
  if (counts) {
    add_block(mean, block, MEMORY_BLOCKS);
  } else {
    leave_out(mean);
  }
}

COLD static void end_step(Loudness* loudness, float dry_gain, float wet_gain) {
  loudness->steps[loudness->n_steps % LOUDNESS_STEPS] = step_so_far(loudness);
  loudness->n_steps += 1;
  begin_step(loudness);
  const LoudnessPowers block = last_block(loudness);
  if (block.dry > ABSOLUTE_GATE) {
    add_block(&loudness->heard, block, GATE_MEMORY_BLOCKS);
    const LoudnessPowers heard = loudness->heard.powers;
    const double blend = blend_power(block, dry_gain, wet_gain);
    add_or_leave_out(&loudness->dry, block, block.dry >= RELATIVE_GATE * heard.dry);
    add_or_leave_out(&loudness->blend, block, blend >= RELATIVE_GATE * blend_power(heard, dry_gain, wet_gain));
  }
}

/* Whether this step alone makes for a block that is much louder than the mean: after noise, music has begun. (A hit in
   a sparse piece is not: with what is remembered of the blocks around it, a block cannot stand out that far.) */
static bool has_begun_anew(const Loudness* loudness, LoudnessPowers so_far) {
  const double block_frames = (double)LOUDNESS_STEPS * loudness->step_intervals * CHUNK_FRAMES;
  return loudness->heard.n_blocks > 0.0 && so_far.dry > JUMP * block_frames * loudness->heard.powers.dry;
}

uint32_t loudness_step(Loudness* loudness, float dry_gain, float wet_gain) {
  const LoudnessPowers so_far = step_so_far(loudness);
  const double highest = HIGHEST_POWER * (loudness->n_intervals + 1) * CHUNK_FRAMES;
  if (!(so_far.dry < highest && so_far.wet < highest)) {
    forget_signal(loudness);
    loudness->holdoff_intervals = HOLDOFF_STEPS * loudness->step_intervals;
  }
  if (loudness->holdoff_intervals) {
    loudness->holdoff_intervals -= 1;
    begin_step(loudness);
    return 0;
  }
  loudness->n_intervals += 1;
  if (has_begun_anew(loudness, so_far)) {
    forget_means(loudness);
  }
  if (loudness->n_intervals == loudness->step_intervals) {
    end_step(loudness, dry_gain, wet_gain);
    return loudness->step_intervals * CHUNK_FRAMES;
  }
  const LoudnessPowers mean = scaled(so_far, 1.0 / (loudness->n_intervals * CHUNK_FRAMES));
  if (loudness->heard.n_blocks == 0.0 && mean.dry > ABSOLUTE_GATE) {
    loudness->dry.powers = loudness->blend.powers = mean;
    return CHUNK_FRAMES;
  }
  return 0;
}

float loudness_match(const Loudness* loudness, float dry_gain, float wet_gain) {
  static const LoudnessPowers copy = {1.0, 1.0, 1.0};
  const double lowest = 1.0 / ((double)LOUDNESS_MAX_GAIN * (double)LOUDNESS_MAX_GAIN);
  const double dry = loudness->dry.powers.dry;
  const LoudnessPowers blend = dry > 0.0 ? scaled(loudness->blend.powers, 1.0 / dry) : copy;
  const double power = blend_power(blend, dry_gain, wet_gain);
  return (float)(1.0 / sqrt(power > lowest ? power : lowest));
}
