// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* In front of loops that are to be written out, however the rest is compiled: those over lanes, so that each becomes
   one instruction, and those that hardly do anything but count. */

#ifndef SIGNALBOX_UNROLL_H
#define SIGNALBOX_UNROLL_H

#if defined(__GNUC__) && !defined(__clang__)
#define UNROLL _Pragma("GCC unroll 8")
#else
#define UNROLL
#endif

#endif
