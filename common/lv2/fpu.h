// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Floating-point mode of the audio thread: round to nearest, subnormals flushed to zero, no traps, whatever the host
   has set. fpu_enter() returns the host's state, which fpu_leave() puts back whole, sticky flags included.
   Audio thread, realtime-safe; does nothing on processors not named here. */

#ifndef SIGNALBOX_FPU_H
#define SIGNALBOX_FPU_H

#include <stdint.h>

#if defined(__SSE2__)
#include <xmmintrin.h>

static inline uint64_t fpu_enter(void) {
  const unsigned masked = 0x1f80, flush_to_zero = 0x8000, denormals_are_zero = 0x0040;
  const unsigned host = _mm_getcsr();
  _mm_setcsr(masked | flush_to_zero | denormals_are_zero);
  return host;
}

static inline void fpu_leave(uint64_t host) {
  _mm_setcsr((unsigned)host);
}

#elif defined(__aarch64__) && defined(__GNUC__)

static inline uint64_t fpu_enter(void) {
  const uint64_t flush_to_zero = 1u << 24;
  uint64_t host;
  __asm__ volatile("mrs %0, fpcr" : "=r"(host));
  __asm__ volatile("msr fpcr, %0" : : "r"(flush_to_zero));
  return host;
}

static inline void fpu_leave(uint64_t host) {
  __asm__ volatile("msr fpcr, %0" : : "r"(host));
}

#else

static inline uint64_t fpu_enter(void) {
  return 0;
}

static inline void fpu_leave(uint64_t host) {
  (void)host;
}

#endif

#endif
