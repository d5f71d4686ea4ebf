// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Stereo kernels: a matrix on both sides of a stereo pair, and what meters want to know of it. See kernel.h for the
   rules of all kernels. */

#ifndef SIGNALBOX_STEREO_KERNELS_H
#define SIGNALBOX_STEREO_KERNELS_H

#include "common/dsp/meter.h"
#include "common/dsp/pan.h"

#include <stdint.h>

/* In place: l = same l + cross r, r = same r + cross l. `same` and `cross` of the second are float[n_frames]. */
void kernel_matrix(float* l, float* r, StereoMatrix matrix, uint32_t n_frames);
void kernel_matrix_moving(float* l, float* r, const float* same, const float* cross, uint32_t n_frames);

/* Peaks of a stereo pair, and the sums of products of its sides. */
typedef struct {
  float peak[2];
  StereoProducts products;
} StereoMeasure;

/* Measures a chunk, whatever was measured before. */
void kernel_measure(StereoMeasure* measure, const float* l, const float* r, uint32_t n_frames);

/* The sums alone. */
void kernel_products(StereoProducts* products, const float* l, const float* r, uint32_t n_frames);

#endif
