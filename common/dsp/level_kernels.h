// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Level kernels: many levels at a time into logarithms, decibels and gains. n is any number of values. See kernel.h for
   the rules of all kernels. */

#ifndef SIGNALBOX_LEVEL_KERNELS_H
#define SIGNALBOX_LEVEL_KERNELS_H

#include "common/dsp/knee.h"

#include <stdint.h>

/* out = log2 |in|, and out = 2^-in for in >= 0: see fastmath.h. `out` may be `in`. The latter returns its lowest value,
   1 where there is none. */
void kernel_log2(float* out, const float* in, uint32_t n);
float kernel_exp2_negative(float* out, const float* in, uint32_t n);

/* gain = that of each of n values in dB, <= 700: see decibel.h. */
void kernel_gain_from_db(float* gain, const float* db, uint32_t n);

/* db = what a meter shows of each of n peaks: see meter.h. */
void kernel_meter_db(float* db, const float* peaks, uint32_t n);

/* out = what a static curve takes off each level, in the unit of the knee. `out` may be `levels`. */
void kernel_knee(float* out, const float* levels, Knee knee, uint32_t n);

#endif
