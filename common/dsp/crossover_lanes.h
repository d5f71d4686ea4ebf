// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The loops of a crossover, in vectors of GNU C: a part of kernels.c, which compiles them for several instruction sets.
   How the bands come about is told in crossover.h. */

#ifndef SIGNALBOX_CROSSOVER_LANES_H
#define SIGNALBOX_CROSSOVER_LANES_H

#include "common/dsp/chunk.h"
#include "common/dsp/crossover.h"

#define LANES_INLINE static inline __attribute__((always_inline))

typedef double Doubles2 __attribute__((vector_size(16)));
typedef double Doubles4 __attribute__((vector_size(32)));
typedef float Floats4 __attribute__((vector_size(16)));

/* With g the gain of an integrator and k the damping, one frame x of a section, all right-hand sides from before it:

     d = 1 / (1 + g (g + k))    e = x - low
     band' = (1 - 2 g d (g + k)) band + 2 g d e
     low' = low + 2 g d band + 2 g^2 d e
     low-pass = (low + low') / 2    all-pass = x - k (band + band')

   A section of no gain and no state has a low-pass of 0, and gives back x as its all-pass. */
#define DEFINE_SECTION(N)                                                                                              \
  typedef struct {                                                                                                     \
    Doubles##N keep, feed, low_feed;                                                                                   \
  } Taps##N;                                                                                                           \
                                                                                                                       \
  typedef struct {                                                                                                     \
    Doubles##N band, low;                                                                                              \
  } Section##N;                                                                                                        \
                                                                                                                       \
  LANES_INLINE void section_resume##N(Section##N* section, const SectionState* state) {                                \
    memcpy(&section->band, state->band, sizeof(section->band));                                                        \
    memcpy(&section->low, state->low, sizeof(section->low));                                                           \
  }                                                                                                                    \
                                                                                                                       \
  LANES_INLINE void section_pause##N(const Section##N* section, SectionState* state) {                                 \
    memcpy(state->band, &section->band, sizeof(section->band));                                                        \
    memcpy(state->low, &section->low, sizeof(section->low));                                                           \
  }                                                                                                                    \
                                                                                                                       \
  LANES_INLINE void taps_tune##N(Taps##N* taps, const Doubles##N* g) {                                                 \
    const Doubles##N sum = *g + CROSSOVER_DAMPING;                                                                     \
    taps->feed = 2.0 * *g / (1.0 + *g * sum);                                                                          \
    taps->low_feed = taps->feed * *g;                                                                                  \
    taps->keep = 1.0 - taps->feed * sum;                                                                               \
  }                                                                                                                    \
                                                                                                                       \
  /* The low-pass comes doubled. */                                                                                    \
  LANES_INLINE void section_run##N(Section##N* section, const Taps##N* taps, const Doubles##N* x,                      \
                                   Doubles##N* low_pass, Doubles##N* all_pass) {                                       \
    const Doubles##N band = section->band;                                                                             \
    const Doubles##N low = section->low;                                                                               \
    const Doubles##N e = *x - low;                                                                                     \
    section->band = taps->keep * band + taps->feed * e;                                                                \
    section->low = (low + taps->feed * band) + taps->low_feed * e;                                                     \
    *low_pass = low + section->low;                                                                                    \
    *all_pass = *x - CROSSOVER_DAMPING * (band + section->band);                                                       \
  }                                                                                                                    \
                                                                                                                       \
  LANES_INLINE void split_run##N(Section##N* sections, const Taps##N* taps, const Doubles##N* x, Doubles##N* low_band, \
                                 Doubles##N* high_band) {                                                              \
    Doubles##N low_pass, all_pass, unused;                                                                             \
    section_run##N(&sections[0], taps, x, &low_pass, &all_pass);                                                       \
    section_run##N(&sections[1], taps, &low_pass, low_band, &unused);                                                  \
    *low_band *= 0.25;                                                                                                 \
    *high_band = all_pass - *low_band;                                                                                 \
  }
DEFINE_SECTION(2)  // cppcheck-suppress ctuuninitvar; it takes what is tuned and resumed here for read
DEFINE_SECTION(4)  // cppcheck-suppress ctuuninitvar

LANES_INLINE void tune_root(Taps2* root, const CrossoverRows* rows, uint32_t i) {
  const double g = (double)rows->tuning[CROSSOVER_ROOT][i];
  taps_tune2(root, &(Doubles2){g, g});
}

/* Each half passes the all-pass of the other one's split. */
LANES_INLINE void tune_halves(Taps4* all_pass, Taps4* leaf, const CrossoverRows* rows, uint32_t i) {
  const double lower = (double)rows->tuning[CROSSOVER_LOWER][i];
  const double upper = (double)rows->tuning[CROSSOVER_UPPER][i];
  taps_tune4(all_pass, &(Doubles4){upper, upper, lower, lower});
  taps_tune4(leaf, &(Doubles4){lower, lower, upper, upper});
}

LANES_INLINE void part_root(CrossoverState* state, const CrossoverRows* rows, bool moving, Doubles4* halves,
                            uint32_t n_frames) {
  Taps2 taps;
  Section2 root[2];
  section_resume2(&root[0], &state->root[0]);
  section_resume2(&root[1], &state->root[1]);
  tune_root(&taps, rows, 0);
  for (uint32_t i = 0; i < n_frames; ++i) {
    if (moving) {
      tune_root(&taps, rows, i);
    }
    const Doubles2 x = {(double)rows->in[0][i], (double)rows->in[1][i]};
    Doubles2 lower, upper;
    split_run2(root, &taps, &x, &lower, &upper);
    halves[i] = __builtin_shufflevector(lower, upper, 0, 1, 2, 3);
  }
  section_pause2(&root[0], &state->root[0]);
  section_pause2(&root[1], &state->root[1]);
}

LANES_INLINE void part_halves(CrossoverState* state, const CrossoverRows* rows, bool moving, const Doubles4* halves,
                              Floats4* low_bands, Floats4* high_bands, uint32_t n_frames) {
  Taps4 all_pass_taps, leaf_taps;
  Section4 all_pass, leaf[2];
  section_resume4(&all_pass, &state->all_pass);
  section_resume4(&leaf[0], &state->leaf[0]);
  section_resume4(&leaf[1], &state->leaf[1]);
  tune_halves(&all_pass_taps, &leaf_taps, rows, 0);
  for (uint32_t i = 0; i < n_frames; ++i) {
    if (moving) {
      tune_halves(&all_pass_taps, &leaf_taps, rows, i);
    }
    Doubles4 x, low_band, high_band, unused;
    section_run4(&all_pass, &all_pass_taps, &halves[i], &unused, &x);
    split_run4(leaf, &leaf_taps, &x, &low_band, &high_band);
    low_bands[i] = __builtin_convertvector(low_band, Floats4);
    high_bands[i] = __builtin_convertvector(high_band, Floats4);
  }
  section_pause4(&all_pass, &state->all_pass);
  section_pause4(&leaf[0], &state->leaf[0]);
  section_pause4(&leaf[1], &state->leaf[1]);
}

#endif
