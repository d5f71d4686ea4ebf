// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* COLD stands in front of the definition of a function that runs once, or seldom: it is compiled for size, not for
   speed, and is not inlined. */

#ifndef SIGNALBOX_COLD_H
#define SIGNALBOX_COLD_H

#if defined(__GNUC__)
#define COLD __attribute__((cold, noinline))
#else
#define COLD
#endif

#endif
