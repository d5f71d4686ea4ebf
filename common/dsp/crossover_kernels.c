// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/crossover_kernels.h"

#include "common/dsp/chunk.h"
#include "common/dsp/kernel_lanes.h"

typedef double Doubles2 __attribute__((vector_size(16)));
typedef double Doubles4 __attribute__((vector_size(32)));
typedef float Floats4 __attribute__((vector_size(16)));

/* The maths. A section is a state-variable filter as in svf.h, with k = CROSSOVER_DAMPING. Of each frame it gives

     low-pass = v2 = (ic2eq before + ic2eq after) / 2
     all-pass = v0 - 2 k v1 = v0 - (k ic1eq before + k ic1eq after)

   so the state that is kept is k ic1eq. Then one frame is, all right-hand sides from before it,

     v3 = v0 - ic2eq
     2 k v1 = 2 a1 (k ic1eq) + 2 k a2 v3
     k ic1eq becomes 2 k v1 - k ic1eq
     ic2eq becomes ic2eq + (g/k) (2 k v1)

   A section with g = 0 and no state has a low-pass of 0, and gives back v0 as its all-pass.

   The low-pass is worked out doubled: both sections of a split together have to halve twice, which is done once, by
   0.25.

   The lanes. Left and right of the root are two lanes; left and right of both halves are four. Each frame waits for the
   one before. The root has only two lanes to fill that time, and so does without 2 k v1: as in svf.h that is more to do
   and less to wait for. */

/* Coefficients and states of the root's sections. */
typedef struct {
  Doubles2 two_a1_minus_1, two_k_a2, two_a2_over_k, two_a3;
} RootCoefficients;

typedef struct {
  Doubles2 k_ic1eq, ic2eq;
} RootSection;

/* Those of the halves. */
typedef struct {
  Doubles4 two_a1, two_k_a2, g_over_k;
} Coefficients;

typedef struct {
  Doubles4 k_ic1eq, ic2eq;
} Section;

INLINE void root_load(RootSection* section, const SectionState* state) {
  memcpy(&section->k_ic1eq, state->k_ic1eq, sizeof(section->k_ic1eq));
  memcpy(&section->ic2eq, state->ic2eq, sizeof(section->ic2eq));
}

INLINE void root_store(const RootSection* section, SectionState* state) {
  memcpy(state->k_ic1eq, &section->k_ic1eq, sizeof(section->k_ic1eq));
  memcpy(state->ic2eq, &section->ic2eq, sizeof(section->ic2eq));
}

INLINE void root_tune(RootCoefficients* root, const CrossoverRows* rows, uint32_t i) {
  const double root_g = (double)rows->g[CROSSOVER_ROOT][i];
  const Doubles2 g = {root_g, root_g};
  const Doubles2 two_a2 = 2.0 * g / (1.0 + g * (g + CROSSOVER_DAMPING));
  root->two_a1_minus_1 = 1.0 - two_a2 * (g + CROSSOVER_DAMPING);
  root->two_k_a2 = two_a2 * CROSSOVER_DAMPING;
  root->two_a2_over_k = two_a2 * (1.0 / CROSSOVER_DAMPING);
  root->two_a3 = two_a2 * g;
}

/* The low-pass comes doubled. */
INLINE void root_run(RootSection* section, const RootCoefficients* root, const Doubles2* v0, Doubles2* low_pass,
                     Doubles2* all_pass) {
  const Doubles2 k_ic1eq = section->k_ic1eq;
  const Doubles2 ic2eq = section->ic2eq;
  const Doubles2 v3 = *v0 - ic2eq;
  section->k_ic1eq = root->two_a1_minus_1 * k_ic1eq + root->two_k_a2 * v3;
  section->ic2eq = (ic2eq + root->two_a2_over_k * k_ic1eq) + root->two_a3 * v3;
  *low_pass = ic2eq + section->ic2eq;
  *all_pass = *v0 - (k_ic1eq + section->k_ic1eq);
}

INLINE void section_load(Section* section, const SectionState* state) {
  memcpy(&section->k_ic1eq, state->k_ic1eq, sizeof(section->k_ic1eq));
  memcpy(&section->ic2eq, state->ic2eq, sizeof(section->ic2eq));
}

INLINE void section_store(const Section* section, SectionState* state) {
  memcpy(state->k_ic1eq, &section->k_ic1eq, sizeof(section->k_ic1eq));
  memcpy(state->ic2eq, &section->ic2eq, sizeof(section->ic2eq));
}

/* Each half passes the all-pass of the other one's split. */
INLINE void sections_tune(Coefficients* compensation, Coefficients* leaf, const CrossoverRows* rows, uint32_t i) {
  const double lower = (double)rows->g[CROSSOVER_LOWER][i];
  const double upper = (double)rows->g[CROSSOVER_UPPER][i];
  const Doubles4 g = {lower, lower, upper, upper};
  leaf->two_a1 = 2.0 / (1.0 + g * (g + CROSSOVER_DAMPING));
  leaf->two_k_a2 = leaf->two_a1 * (g * CROSSOVER_DAMPING);
  leaf->g_over_k = g * (1.0 / CROSSOVER_DAMPING);
  compensation->two_a1 = __builtin_shufflevector(leaf->two_a1, leaf->two_a1, 2, 3, 0, 1);
  compensation->two_k_a2 = __builtin_shufflevector(leaf->two_k_a2, leaf->two_k_a2, 2, 3, 0, 1);
  compensation->g_over_k = __builtin_shufflevector(leaf->g_over_k, leaf->g_over_k, 2, 3, 0, 1);
}

/* The low-pass comes doubled. */
INLINE void section_run(Section* section, const Coefficients* coefficients, const Doubles4* v0, Doubles4* low_pass,
                        Doubles4* all_pass) {
  const Doubles4 ic2eq = section->ic2eq;
  const Doubles4 two_k_v1 = coefficients->two_a1 * section->k_ic1eq + coefficients->two_k_a2 * (*v0 - ic2eq);
  section->k_ic1eq = two_k_v1 - section->k_ic1eq;
  section->ic2eq = ic2eq + coefficients->g_over_k * two_k_v1;
  *low_pass = ic2eq + section->ic2eq;
  *all_pass = *v0 - two_k_v1;
}

/* A tree at work, and what is on its way from one section to the next. Each section is at a frame of its own, one
   behind the other, so that none waits for another. */
typedef struct {
  RootSection root[2];
  Section compensation, leaf[2];
  RootCoefficients root_coefficients;
  Coefficients compensation_coefficients, leaf_coefficients[2];
  Doubles2 root_low_pass, root_all_pass;
  Doubles4 halves, compensated, low_pass, all_pass;
} Tree;

INLINE void tree_load(Tree* tree, const CrossoverState* state, const CrossoverRows* rows) {
  root_load(&tree->root[0], &state->root[0]);
  root_load(&tree->root[1], &state->root[1]);
  section_load(&tree->compensation, &state->compensation);
  section_load(&tree->leaf[0], &state->leaf[0]);
  section_load(&tree->leaf[1], &state->leaf[1]);
  root_tune(&tree->root_coefficients, rows, 0);
  sections_tune(&tree->compensation_coefficients, &tree->leaf_coefficients[0], rows, 0);
  tree->leaf_coefficients[1] = tree->leaf_coefficients[0];
}

INLINE void tree_store(const Tree* tree, CrossoverState* state) {
  root_store(&tree->root[0], &state->root[0]);
  root_store(&tree->root[1], &state->root[1]);
  section_store(&tree->compensation, &state->compensation);
  section_store(&tree->leaf[0], &state->leaf[0]);
  section_store(&tree->leaf[1], &state->leaf[1]);
}

INLINE void begin_root(Tree* tree, const CrossoverRows* rows, uint32_t i) {
  const Doubles2 x = {(double)rows->in[0][i], (double)rows->in[1][i]};
  root_run(&tree->root[0], &tree->root_coefficients, &x, &tree->root_low_pass, &tree->root_all_pass);
}

INLINE void end_root(Tree* tree) {
  Doubles2 low_pass, unused;
  root_run(&tree->root[1], &tree->root_coefficients, &tree->root_low_pass, &low_pass, &unused);
  const Doubles2 lower = 0.25 * low_pass;
  const Doubles2 upper = tree->root_all_pass - lower;
  tree->halves = __builtin_shufflevector(lower, upper, 0, 1, 2, 3);
}

INLINE void compensate(Tree* tree) {
  Doubles4 unused;
  section_run(&tree->compensation, &tree->compensation_coefficients, &tree->halves, &unused, &tree->compensated);
}

INLINE void begin_leaf(Tree* tree) {
  section_run(&tree->leaf[0], &tree->leaf_coefficients[0], &tree->compensated, &tree->low_pass, &tree->all_pass);
}

INLINE void end_leaf(Tree* tree, Floats4* low_bands, Floats4* high_bands) {
  Doubles4 low_pass, unused;
  section_run(&tree->leaf[1], &tree->leaf_coefficients[1], &tree->low_pass, &low_pass, &unused);
  const Doubles4 low_band = 0.25 * low_pass;
  *low_bands = __builtin_convertvector(low_band, Floats4);
  *high_bands = __builtin_convertvector(tree->all_pass - low_band, Floats4);
}

INLINE void run_root(CrossoverState* state, const CrossoverRows* rows, bool moving, Floats4* halves,
                     uint32_t n_frames) {
  Tree tree;
  tree_load(&tree, state, rows);
  for (uint32_t i = 0; i < n_frames; ++i) {
    if (moving) {
      root_tune(&tree.root_coefficients, rows, i);
    }
    begin_root(&tree, rows, i);
    end_root(&tree);
    halves[i] = __builtin_convertvector(tree.halves, Floats4);
  }
  tree_store(&tree, state);
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
      tree->leaf_coefficients[1] = tree->leaf_coefficients[0];
    }
  }
  if (full || i - 2 < n_frames) {
    if (moving) {
      sections_tune(&tree->compensation_coefficients, &tree->leaf_coefficients[0], rows, i - 2);
    }
    compensate(tree);
  }
  if (full || i - 1 < n_frames) {
    end_root(tree);
  }
  if (full || i < n_frames) {
    if (moving) {
      root_tune(&tree->root_coefficients, rows, i);
    }
    begin_root(tree, rows, i);
  }
}

INLINE void run_tree(CrossoverState* state, const CrossoverRows* rows, bool moving, Floats4* low_bands,
                     Floats4* high_bands, uint32_t n_frames) {
  Tree tree = {.halves = {0.0}};
  tree_load(&tree, state, rows);
  for (uint32_t i = 0; i < n_frames + TREE_LAG; ++i) {
    for (; !moving && i >= TREE_LAG && i < n_frames; ++i) {
      run_round(&tree, rows, true, moving, low_bands, high_bands, i, n_frames);
    }
    run_round(&tree, rows, false, moving, low_bands, high_bands, i, n_frames);
  }
  tree_store(&tree, state);
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
INLINE void write_rows(const Floats4* lanes, CrossoverRows* rows, unsigned first, unsigned second, uint32_t n_frames) {
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

KERNEL void kernel_crossover(CrossoverState* state, CrossoverRows* rows, bool leaves, bool moving, uint32_t n_frames) {
  Floats4 lanes[2][CHUNK_LONG_FRAMES];
  if (leaves) {
    run_tree(state, rows, moving, lanes[0], lanes[1], n_frames);
  } else {
    run_root(state, rows, moving, lanes[0], n_frames);
  }
  for (unsigned half = 0; half < (leaves ? 2 : 1); ++half) {
    write_rows(lanes[half], rows, 2 * half, leaves ? 2 * half + 4 : 2, n_frames);
  }
}
