// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/support/fpu_mode.h"

#include <fenv.h>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

unsigned fpu_mode_get(void) {
#if defined(__SSE2__)
  return _mm_getcsr();
#else
  return (unsigned)fegetround();
#endif
}

void fpu_mode_set(unsigned mode) {
#if defined(__SSE2__)
  _mm_setcsr(mode);
#else
  fesetround((int)mode);
#endif
}

size_t fpu_modes(unsigned modes[FPU_MODES]) {
  static const int roundings[] = {FE_TONEAREST, FE_TOWARDZERO, FE_UPWARD};
  size_t n = 0;
  for (size_t i = 0; i < sizeof(roundings) / sizeof(roundings[0]); ++i) {
    fesetround(roundings[i]);
    modes[n++] = fpu_mode_get();
  }
  fesetround(FE_TONEAREST);
#if defined(__SSE2__)
  const unsigned flush_to_zero = 0x8000, denormals_are_zero = 0x0040, seen_division_by_zero = 0x0004;
  modes[n++] = modes[0] | flush_to_zero;
  modes[n++] = modes[0] | flush_to_zero | denormals_are_zero | seen_division_by_zero;
#endif
  return n;
}
