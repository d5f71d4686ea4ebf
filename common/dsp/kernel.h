// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the files of kernels (X_kernels.c) have in common.

   A kernel is a loop over audio that is compiled for several instruction sets, of which one is chosen when the plugin
   is loaded. Every variant gives the same bits: the order of every sum is fixed, and no product and sum are contracted
   into one instruction. Kernels run on the audio thread and are realtime-safe.

   Rules for all kernels: buffers are planar float[n_frames], n_frames <= CHUNK_LONG_FRAMES unless stated, and may
   overlap only where a header says so. A peak is the largest |x|, linear; see peak.h for samples that are not finite.
 */

#ifndef SIGNALBOX_KERNEL_H
#define SIGNALBOX_KERNEL_H

#include "common/dsp/fastmath.h"
#include "common/dsp/loops.h"

/* In front of the definition of a kernel, and not of its declaration. The build tries whether the compiler and the
   loader can choose between clones, and defines HAVE_TARGET_CLONES as 0 or 1. A test defines KERNEL itself, to have one
   clone alone. */
#ifndef KERNEL
#if HAVE_TARGET_CLONES
#define KERNEL __attribute__((target_clones("avx2", "default")))
#else
#define KERNEL
#endif
#endif

/* What a kernel calls has to become a part of it, or it would be compiled for one instruction set alone. */
#define INLINE static inline __attribute__((always_inline))

/* |x| as bits: ordered like |x|, with infinities and NaNs above every number. */
INLINE int32_t magnitude(float x) {
  return float_bits(x) & 0x7fffffff;
}

INLINE int32_t larger(int32_t a, int32_t b) {
  return a > b ? a : b;
}

#endif
