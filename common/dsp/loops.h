// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What compilers are told about loops.

   UNROLL stands in front of loops that are to be written out, however the rest is compiled: those over lanes, so that
   each becomes one instruction, and those that hardly do anything but count.

   INDEPENDENT stands in front of loops of which no frame reads what another one writes. `out` may still be an input.
   Compilers make vectors of such a loop without a second, plain copy of it for buffers that overlap. */

#ifndef SIGNALBOX_LOOPS_H
#define SIGNALBOX_LOOPS_H

#if defined(__GNUC__) && !defined(__clang__)
#define UNROLL _Pragma("GCC unroll 8")
#define INDEPENDENT _Pragma("GCC ivdep")
#else
#define UNROLL
#define INDEPENDENT
#endif

#endif
