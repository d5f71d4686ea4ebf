// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/crossover_kernels.h"

#include "common/dsp/chunk.h"
#include "common/dsp/kernel_lanes.h"

typedef double Doubles2 __attribute__((vector_size(16)));
typedef double Doubles4 __attribute__((vector_size(32)));
typedef float Floats4 __attribute__((vector_size(16)));

/* With g the gain of an integrator and k the damping, one frame x of a section, all right-hand sides from before it:

     e = x - low    v = 2 (band + k g e) / (1 + g (g + k))
     band' = v - band    low' = low + (g / k) v
     low-pass = (low + low') / 2    all-pass = x - v

   where band is k times what its integrator holds. A section of no gain and no state has a low-pass of 0, and gives
   back x as its all-pass. Each frame waits for the one before. The root, with only two lanes to fill that time, does
   without v, which is more to do and less to wait for. */

/* The sections of the root. */
typedef struct {
  Doubles2 keep, feed, low_keep, low_feed;
} RootTaps;

typedef struct {
  Doubles2 band, low;
} RootSection;

/* Those of the halves. */
typedef struct {
  Doubles4 keep, feed, low_feed;
} Taps;

typedef struct {
  Doubles4 band, low;
} Section;

INLINE void root_resume(RootSection* section, const SectionState* state) {
  memcpy(&section->band, state->band, sizeof(section->band));
  memcpy(&section->low, state->low, sizeof(section->low));
}

INLINE void root_pause(const RootSection* section, SectionState* state) {
  memcpy(state->band, &section->band, sizeof(section->band));
  memcpy(state->low, &section->low, sizeof(section->low));
}

INLINE void root_tune(RootTaps* taps, const CrossoverRows* rows, uint32_t i) {
  const double split = (double)rows->tuning[CROSSOVER_ROOT][i];
  const Doubles2 g = {split, split};
  const Doubles2 feed = 2.0 * g / (1.0 + g * (g + CROSSOVER_DAMPING));
  taps->keep = 1.0 - feed * (g + CROSSOVER_DAMPING);
  taps->feed = feed * CROSSOVER_DAMPING;
  taps->low_keep = feed * (1.0 / CROSSOVER_DAMPING);
  taps->low_feed = feed * g;
}

/* The low-pass comes doubled. */
INLINE void root_run(RootSection* section, const RootTaps* taps, const Doubles2* x, Doubles2* low_pass,
                           Doubles2* all_pass) {
  const Doubles2 band = section->band;
  const Doubles2 low = section->low;
  const Doubles2 e = *x - low;
  section->band = taps->keep * band + taps->feed * e;
  section->low = (low + taps->low_keep * band) + taps->low_feed * e;
  *low_pass = low + section->low;
  *all_pass = *x - (band + section->band);
}

INLINE void section_resume(Section* section, const SectionState* state) {
  memcpy(&section->band, state->band, sizeof(section->band));
  memcpy(&section->low, state->low, sizeof(section->low));
}

INLINE void section_pause(const Section* section, SectionState* state) {
  memcpy(state->band, &section->band, sizeof(section->band));
  memcpy(state->low, &section->low, sizeof(section->low));
}

/* Each half passes the all-pass of the other one's split. */
INLINE void sections_tune(Taps* aligner, Taps* leaf, const CrossoverRows* rows, uint32_t i) {
  const double lower = (double)rows->tuning[CROSSOVER_LOWER][i];
  const double upper = (double)rows->tuning[CROSSOVER_UPPER][i];
  const Doubles4 g = {lower, lower, upper, upper};
  leaf->keep = 2.0 / (1.0 + g * (g + CROSSOVER_DAMPING));
  leaf->feed = leaf->keep * (g * CROSSOVER_DAMPING);
  leaf->low_feed = g * (1.0 / CROSSOVER_DAMPING);
  aligner->keep = __builtin_shufflevector(leaf->keep, leaf->keep, 2, 3, 0, 1);
  aligner->feed = __builtin_shufflevector(leaf->feed, leaf->feed, 2, 3, 0, 1);
  aligner->low_feed = __builtin_shufflevector(leaf->low_feed, leaf->low_feed, 2, 3, 0, 1);
}

/* The low-pass comes doubled. */
INLINE void section_run(Section* section, const Taps* taps, const Doubles4* x, Doubles4* low_pass,
                              Doubles4* all_pass) {
  const Doubles4 low = section->low;
  const Doubles4 v = taps->keep * section->band + taps->feed * (*x - low);
  section->band = v - section->band;
  section->low = low + taps->low_feed * v;
  *low_pass = low + section->low;
  *all_pass = *x - v;
}

/* A tree at work, and what is on its way from one section to the next. Each section is at a frame of its own, one
   behind the other, so that none waits for another. */
typedef struct {
  RootSection root[2];
  Section aligner, leaf[2];
  RootTaps root_taps;
  Taps aligner_taps, leaf_taps[2];
  Doubles2 root_low_pass, root_all_pass;
  Doubles4 halves, aligned, low_pass, all_pass;
} Tree;

INLINE void tree_resume(Tree* tree, const CrossoverState* state, const CrossoverRows* rows) {
  root_resume(&tree->root[0], &state->root[0]);
  root_resume(&tree->root[1], &state->root[1]);
  section_resume(&tree->aligner, &state->aligner);
  section_resume(&tree->leaf[0], &state->leaf[0]);
  section_resume(&tree->leaf[1], &state->leaf[1]);
  root_tune(&tree->root_taps, rows, 0);
  sections_tune(&tree->aligner_taps, &tree->leaf_taps[0], rows, 0);
  tree->leaf_taps[1] = tree->leaf_taps[0];
}

INLINE void tree_pause(const Tree* tree, CrossoverState* state) {
  root_pause(&tree->root[0], &state->root[0]);
  root_pause(&tree->root[1], &state->root[1]);
  section_pause(&tree->aligner, &state->aligner);
  section_pause(&tree->leaf[0], &state->leaf[0]);
  section_pause(&tree->leaf[1], &state->leaf[1]);
}

INLINE void begin_root(Tree* tree, const CrossoverRows* rows, uint32_t i) {
  const Doubles2 x = {(double)rows->in[0][i], (double)rows->in[1][i]};
  root_run(&tree->root[0], &tree->root_taps, &x, &tree->root_low_pass, &tree->root_all_pass);
}

INLINE void end_root(Tree* tree) {
  Doubles2 low_pass, unused;
  root_run(&tree->root[1], &tree->root_taps, &tree->root_low_pass, &low_pass, &unused);
  const Doubles2 lower = 0.25 * low_pass;
  const Doubles2 upper = tree->root_all_pass - lower;
  tree->halves = __builtin_shufflevector(lower, upper, 0, 1, 2, 3);
}

INLINE void align(Tree* tree) {
  Doubles4 unused;
  section_run(&tree->aligner, &tree->aligner_taps, &tree->halves, &unused, &tree->aligned);
}

INLINE void begin_leaf(Tree* tree) {
  section_run(&tree->leaf[0], &tree->leaf_taps[0], &tree->aligned, &tree->low_pass, &tree->all_pass);
}

INLINE void end_leaf(Tree* tree, Floats4* low_bands, Floats4* high_bands) {
  Doubles4 low_pass, unused;
  section_run(&tree->leaf[1], &tree->leaf_taps[1], &tree->low_pass, &low_pass, &unused);
  const Doubles4 low_band = 0.25 * low_pass;
  *low_bands = __builtin_convertvector(low_band, Floats4);
  *high_bands = __builtin_convertvector(tree->all_pass - low_band, Floats4);
}

INLINE void part_root(CrossoverState* state, const CrossoverRows* rows, bool moving, Floats4* halves,
                            uint32_t n_frames) {
  Tree tree;
  tree_resume(&tree, state, rows);
  for (uint32_t i = 0; i < n_frames; ++i) {
    if (moving) {
      root_tune(&tree.root_taps, rows, i);
    }
    begin_root(&tree, rows, i);
    end_root(&tree);
    halves[i] = __builtin_convertvector(tree.halves, Floats4);
  }
  tree_pause(&tree, state);
}

enum { TREE_LAG = 4 };  // rounds from a frame in to the same frame out

/* One round: of all sections, where `full`, or of those that have a frame to work on. The last section comes first, as
   it takes what the one before it has left behind in the last round. */
INLINE void run_round(Tree* tree, const CrossoverRows* rows, bool full, bool moving, Floats4* low_bands,
                            Floats4* high_bands, uint32_t i, uint32_t n_frames) {
  if (full || i >= TREE_LAG) {
    end_leaf(tree, &low_bands[i - TREE_LAG], &high_bands[i - TREE_LAG]);
  }
  if (full || i - 3 < n_frames) {
    begin_leaf(tree);
    if (moving) {
      tree->leaf_taps[1] = tree->leaf_taps[0];
    }
  }
  if (full || i - 2 < n_frames) {
    if (moving) {
      sections_tune(&tree->aligner_taps, &tree->leaf_taps[0], rows, i - 2);
    }
    align(tree);
  }
  if (full || i - 1 < n_frames) {
    end_root(tree);
  }
  if (full || i < n_frames) {
    if (moving) {
      root_tune(&tree->root_taps, rows, i);
    }
    begin_root(tree, rows, i);
  }
}

INLINE void part_whole(CrossoverState* state, const CrossoverRows* rows, bool moving, Floats4* low_bands,
                             Floats4* high_bands, uint32_t n_frames) {
  Tree tree = {.halves = {0.0}};
  tree_resume(&tree, state, rows);
  for (uint32_t i = 0; i < n_frames + TREE_LAG; ++i) {
    for (; !moving && i >= TREE_LAG && i < n_frames; ++i) {
      run_round(&tree, rows, true, moving, low_bands, high_bands, i, n_frames);
    }
    run_round(&tree, rows, false, moving, low_bands, high_bands, i, n_frames);
  }
  tree_pause(&tree, state);
}

/* Four lanes of four frames become four frames of four rows. */
INLINE void transpose_four(Floats4 lanes[4]) {
  const Floats4 a = __builtin_shufflevector(lanes[0], lanes[1], 0, 4, 1, 5);
  const Floats4 b = __builtin_shufflevector(lanes[0], lanes[1], 2, 6, 3, 7);
  const Floats4 c = __builtin_shufflevector(lanes[2], lanes[3], 0, 4, 1, 5);
  const Floats4 d = __builtin_shufflevector(lanes[2], lanes[3], 2, 6, 3, 7);
  lanes[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
  lanes[1] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
  lanes[2] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
  lanes[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
}

/* Writes lanes as rows from `first` and from `second` on, two each, with their peaks. */
INLINE void take_lanes(const Floats4* lanes, CrossoverRows* rows, unsigned first, unsigned second, uint32_t n_frames) {
  float* const row[4] = {rows->band[first], rows->band[first + 1], rows->band[second], rows->band[second + 1]};
  HalfBits peaks = {0};
  uint32_t i = 0;
  for (; i + 4 <= n_frames; i += 4) {
    Floats4 frames[4] = {lanes[i], lanes[i + 1], lanes[i + 2], lanes[i + 3]};
    HalfBits sizes[4];
    UNROLL
    for (unsigned j = 0; j < 4; ++j) {
      sizes[j] = (HalfBits)frames[j] & INT32_MAX;
    }
    keep_larger_half(&sizes[0], &sizes[1]);
    keep_larger_half(&sizes[2], &sizes[3]);
    keep_larger_half(&sizes[0], &sizes[2]);
    keep_larger_half(&peaks, &sizes[0]);
    transpose_four(frames);
    UNROLL
    for (unsigned j = 0; j < 4; ++j) {
      memcpy(row[j] + i, &frames[j], sizeof(frames[j]));
    }
  }
  for (; i < n_frames; ++i) {
    const HalfBits bits = (HalfBits)lanes[i] & INT32_MAX;
    keep_larger_half(&peaks, &bits);
    UNROLL
    for (unsigned j = 0; j < 4; ++j) {
      row[j][i] = lanes[i][j];
    }
  }
  rows->peak[first] = float_from_bits(peaks[0]);
  rows->peak[first + 1] = float_from_bits(peaks[1]);
  rows->peak[second] = float_from_bits(peaks[2]);
  rows->peak[second + 1] = float_from_bits(peaks[3]);
}

INLINE void run_crossover(CrossoverState* state, CrossoverRows* rows, bool leaves, bool moving, uint32_t n_frames) {
  Floats4 lanes[2][CHUNK_FRAMES];
  if (leaves) {
    part_whole(state, rows, moving, lanes[0], lanes[1], n_frames);
  } else {
    part_root(state, rows, moving, lanes[0], n_frames);
  }
  for (unsigned half = 0; half < (leaves ? 2 : 1); ++half) {
    take_lanes(lanes[half], rows, 2 * half, leaves ? 2 * half + 4 : 2, n_frames);
  }
}

KERNEL void kernel_crossover(CrossoverState* state, CrossoverRows* rows, bool leaves, uint32_t n_frames) {
  run_crossover(state, rows, leaves, false, n_frames);
}

KERNEL void kernel_crossover_moving(CrossoverState* state, CrossoverRows* rows, bool leaves, uint32_t n_frames) {
  run_crossover(state, rows, leaves, true, n_frames);
}
