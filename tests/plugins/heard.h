// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Heard: how loud stereo music is, through libebur128. */

#ifndef SIGNALBOX_HEARD_H
#define SIGNALBOX_HEARD_H

#include <stdint.h>

/* Integrated loudness in LUFS of the frames from `first` until `end`. */
double heard_loudness(float* const* rows, uint32_t first, uint32_t end, double rate_hz);

#endif
