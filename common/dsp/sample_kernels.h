// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Sample kernels: gains, fades, checks and peaks of the samples of one channel. See kernel.h for the rules of all
   kernels. */

#ifndef SIGNALBOX_SAMPLE_KERNELS_H
#define SIGNALBOX_SAMPLE_KERNELS_H

#include "common/dsp/peak.h"

#include <stdint.h>

/* out = in * gain. Returns the peak of what is written. `out` may be `in`. */
float kernel_scale(float* out, const float* in, float gain, uint32_t n_frames);

/* out = in * gains, frame by frame. Returns the peak of what is written. `out` may be `in` or `gains`. */
float kernel_scale_moving(float* out, const float* in, const float* gains, uint32_t n_frames);

/* sum += in, frame by frame. */
void kernel_add(float* sum, const float* in, uint32_t n_frames);

/* out = (1 - weight) a + weight b, frame by frame, of finite a and b: at a weight of 0 exactly a, at 1 exactly b. `out`
   may be `a` or `b`. */
void kernel_crossfade(float* out, const float* a, const float* b, const float* weights, uint32_t n_frames);

/* out = the mean of in[i], in[i + a], in[i + b] and in[i + a + b], frame by frame: float[n_frames + a + b] of `in`. */
void kernel_mean_of_four(float* out, const float* in, uint32_t a, uint32_t b, uint32_t n_frames);

/* out = in, but samples that are not finite or are subnormal become 0. Returns the peak of what is left. `out` may be
   `in`. */
float kernel_sanitize(float* out, const float* in, uint32_t n_frames);

/* out = what kernel_sanitize() leaves of `in`, * gain. `out` may be `in`. */
void kernel_sanitize_scaled(float* out, const float* in, float gain, uint32_t n_frames);

/* out = the larger of |a| and |b|, up to a ceiling. Returns its peak. `out` may be `a` or `b`, and these may be one. */
float kernel_max_abs(float* out, const float* a, const float* b, float ceiling, uint32_t n_frames);

/* The peak of n_frames, any number; 0 where there are none. */
float kernel_peak(const float* in, uint32_t n_frames);

/* The lowest of n_frames (>= 1, any number) values >= 0. */
float kernel_lowest(const float* in, uint32_t n_frames);

#endif
