// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Comparison of doubles for cmocka tests (its own is of floats). Include after cmocka.h. */

#ifndef SIGNALBOX_NEAR_H
#define SIGNALBOX_NEAR_H

#include <math.h>

/* Fails unless |value - expected| <= tolerance; a NaN always fails. */
#define assert_near(value, expected, tolerance) \
  near_check((double)(value), (double)(expected), (double)(tolerance), __FILE__, __LINE__)

static inline void near_check(double value, double expected, double tolerance, const char* file, int line) {
  if (!(fabs(value - expected) <= tolerance)) {
    print_error("%.9g is not within %.3g of %.9g\n", value, tolerance, expected);
    _fail(file, line);
  }
}

#endif
