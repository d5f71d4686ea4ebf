// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What this processor can do, for the choice between the clones of a kernel (see kernel.h), in plugins and their
   windows.

   What the loader calls to choose, gcc and clang write themselves, and what that calls is in their runtime library
   under these names: it knows all processors there are, and takes 4.5 kB of each object. The only question that is
   asked here is one bit of the answer, so this stands in its place: what is defined, linkers do not look for in a
   library. Names and layout are part of the binary interface of gcc, since 4.8. Programs have the library's, as they
   may ask more; and plugins with sanitizers, as what those write into it must not run as early as this. */

#include <stdint.h>

#if HAVE_TARGET_CLONES && !SANITIZED

#include <cpuid.h>

enum { HAS_AVX2 = 1 << 10 };              // in features
enum { YMM_IS_SAVED = 1 << 2 | 1 << 1 };  // by the operating system, in a switch of threads

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)

struct {
  uint32_t vendor;         // here no more than whether the rest is known
  uint32_t type, subtype;  // not asked for
  uint32_t features;
} __cpu_model;

int __cpu_indicator_init(void);

int __cpu_indicator_init(void) {
  uint32_t a;
  uint32_t b;
  uint32_t c;
  uint32_t d;
  if (__cpu_model.vendor) {  // each question takes microseconds in a virtual machine, and each kernel asks
    return 0;
  }
  __cpu_model.vendor = 1;
  if (__get_cpuid(1, &a, &b, &c, &d) && (c & bit_OSXSAVE)) {
    uint32_t saved;
    __asm__("xgetbv" : "=a"(saved), "=d"(d) : "c"(0));
    if ((saved & YMM_IS_SAVED) == YMM_IS_SAVED && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_AVX2)) {
      __cpu_model.features = HAS_AVX2;
    }
  }
  return 0;
}

// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)

#endif
