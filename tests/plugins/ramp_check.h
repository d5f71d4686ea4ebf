// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a change of a control must show as on constant input: a straight line of 10 ms (see common/dsp/ramp.h). What is
   none fails the cmocka test that asks. */

#ifndef SIGNALBOX_RAMP_CHECK_H
#define SIGNALBOX_RAMP_CHECK_H

/* From frame `at` on samples move from `from`, where they were, to `to`, where they stay. */
void assert_ramp(const float* samples, unsigned at, double rate_hz, double from, double to);

/* The same from whatever they were to whatever they stay at, which is something else and is landed on exactly. */
void assert_some_ramp(const float* samples, unsigned at, double rate_hz);

#endif
