// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Oracle: whether any method could have found a lag that was missed. It searches without haste: all lags at once, over
   all of the sound at the full rate, in double precision, knowing which two strips it is about. Not realtime-safe. */

#ifndef SIGNALBOX_LAGS_ORACLE_H
#define SIGNALBOX_LAGS_ORACLE_H

#include "tests/lags/mixes.h"

/* Whether one of a few correlations of strips 1 and 2 of a mix is highest at their lag, to within so many frames and
   with its sign. They are the plain one and those by phase (see oracle.c), of what sounds until `seconds`. */
bool oracle_finds(const Mix* mix, bool is_stereo, int32_t longest_lag_frames, double seconds, double close_frames);

#endif
