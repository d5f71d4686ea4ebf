// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Filter kernels: filters at rest, whose cut-off does not move. See kernel.h for the rules of all kernels. */

#ifndef SIGNALBOX_FILTER_KERNELS_H
#define SIGNALBOX_FILTER_KERNELS_H

#include "common/dsp/filter.h"

/* In place on float[n_channels][n_frames], n_channels 1 or 2, n_frames <= CHUNK_FRAMES. */
void kernel_filter(FilterSection* section, float* const* channels, unsigned n_channels, uint32_t n_frames);

/* The same with one filter and then another. False, with nothing done, where what the first puts out is not finite and
   so has to be limited before the second. */
bool kernel_filter_pair(FilterSection* first, FilterSection* second, float* const* channels, unsigned n_channels,
                        uint32_t n_frames);

#endif
