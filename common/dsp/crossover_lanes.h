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
  typedef struct {                                                                                                     \
    Doubles##N low_pass, all_pass;                                                                                     \
  } Split##N;                                                                                                          \
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
  /* The first section of a split, and the second one, which completes a frame that the first has seen. */             \
  LANES_INLINE void split_begin##N(Section##N* first, const Taps##N* taps, const Doubles##N* x, Split##N* split) {     \
    section_run##N(first, taps, x, &split->low_pass, &split->all_pass);                                                \
  }                                                                                                                    \
                                                                                                                       \
  LANES_INLINE void split_end##N(Section##N* second, const Taps##N* taps, const Split##N* split, Doubles##N* low_band, \
                                 Doubles##N* high_band) {                                                              \
    Doubles##N unused;                                                                                                 \
    section_run##N(second, taps, &split->low_pass, low_band, &unused);                                                 \
    *low_band *= 0.25;                                                                                                 \
    *high_band = split->all_pass - *low_band;                                                                          \
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

/* The root of a frame. */
LANES_INLINE void begin_root(Section2* first, const Taps2* taps, const CrossoverRows* rows, uint32_t i, Split2* split) {
  const Doubles2 x = {(double)rows->in[0][i], (double)rows->in[1][i]};
  split_begin2(first, taps, &x, split);
}

LANES_INLINE void end_root(Section2* second, const Taps2* taps, const Split2* split, Doubles4* halves) {
  Doubles2 lower, upper;
  split_end2(second, taps, split, &lower, &upper);
  *halves = __builtin_shufflevector(lower, upper, 0, 1, 2, 3);
}

LANES_INLINE void part_root(CrossoverState* state, const CrossoverRows* rows, bool moving, Floats4* halves,
                            uint32_t n_frames) {
  Taps2 taps;
  Section2 root[2];
  section_resume2(&root[0], &state->root[0]);
  section_resume2(&root[1], &state->root[1]);
  tune_root(&taps, rows, 0);
  for (uint32_t i = 0; i < n_frames; ++i) {
    Split2 split;
    Doubles4 both;
    if (moving) {
      tune_root(&taps, rows, i);
    }
    begin_root(&root[0], &taps, rows, i, &split);
    end_root(&root[1], &taps, &split, &both);
    halves[i] = __builtin_convertvector(both, Floats4);
  }
  section_pause2(&root[0], &state->root[0]);
  section_pause2(&root[1], &state->root[1]);
}

/* Each of the five sections is at work on a frame of its own, one behind the other, so that none waits for another. The
   last comes first, as it takes what the one before it has left behind in the last round. */
LANES_INLINE void part_whole(CrossoverState* state, const CrossoverRows* rows, bool moving, Floats4* low_bands,
                             Floats4* high_bands, uint32_t n_frames) {
  Taps2 root_taps;
  Taps4 aligner_taps, first_taps, second_taps;
  Section2 root[2];
  Section4 aligner, leaf[2];
  Split2 root_split = {{0.0, 0.0}, {0.0, 0.0}};
  Split4 leaf_split = {{0.0, 0.0, 0.0, 0.0}, {0.0, 0.0, 0.0, 0.0}};
  Doubles4 halves = leaf_split.low_pass;
  Doubles4 aligned = halves;
  section_resume2(&root[0], &state->root[0]);
  section_resume2(&root[1], &state->root[1]);
  section_resume4(&aligner, &state->all_pass);
  section_resume4(&leaf[0], &state->leaf[0]);
  section_resume4(&leaf[1], &state->leaf[1]);
  tune_root(&root_taps, rows, 0);
  tune_halves(&aligner_taps, &first_taps, rows, 0);
  second_taps = first_taps;
  for (uint32_t i = 0; i < n_frames + 4; ++i) {
    if (i >= 4) {
      Doubles4 low_band, high_band;
      split_end4(&leaf[1], moving ? &second_taps : &first_taps, &leaf_split, &low_band, &high_band);
      low_bands[i - 4] = __builtin_convertvector(low_band, Floats4);
      high_bands[i - 4] = __builtin_convertvector(high_band, Floats4);
    }
    if (i - 3 < n_frames) {
      split_begin4(&leaf[0], &first_taps, &aligned, &leaf_split);
      second_taps = first_taps;
    }
    if (i - 2 < n_frames) {
      Doubles4 unused;
      if (moving) {
        tune_halves(&aligner_taps, &first_taps, rows, i - 2);
      }
      section_run4(&aligner, &aligner_taps, &halves, &unused, &aligned);
    }
    if (i - 1 < n_frames) {
      end_root(&root[1], &root_taps, &root_split, &halves);
    }
    if (i < n_frames) {
      if (moving) {
        tune_root(&root_taps, rows, i);
      }
      begin_root(&root[0], &root_taps, rows, i, &root_split);
    }
  }
  section_pause2(&root[0], &state->root[0]);
  section_pause2(&root[1], &state->root[1]);
  section_pause4(&aligner, &state->all_pass);
  section_pause4(&leaf[0], &state->leaf[0]);
  section_pause4(&leaf[1], &state->leaf[1]);
}

#endif
