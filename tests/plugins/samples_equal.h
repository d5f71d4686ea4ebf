// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Comparison of audio for cmocka tests. Include after cmocka.h. */

#ifndef SIGNALBOX_SAMPLES_EQUAL_H
#define SIGNALBOX_SAMPLES_EQUAL_H

#include <stddef.h>

/* Fails unless n samples are equal as numbers: a NaN always fails, and the two zeros are equal. */
#define assert_samples_equal(samples, expected, n) samples_check(samples, expected, n, __FILE__, __LINE__)

static inline void samples_check(const float* samples, const float* expected, size_t n, const char* file, int line) {
  for (size_t i = 0; i < n; ++i) {
    if (!(samples[i] == expected[i])) {
      print_error("sample %zu is %.9g and not %.9g\n", i, (double)samples[i], (double)expected[i]);
      _fail(file, line);
    }
  }
}

#endif
