// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The processor's floating-point mode, and those that a host might be in. Of the thread that calls; realtime-safe. */

#ifndef SIGNALBOX_TEST_FPU_MODE_H
#define SIGNALBOX_TEST_FPU_MODE_H

#include <stddef.h>

enum { FPU_MODES = 8, FPU_STICKY_FLAGS = 0x3f };

/* Control and status word of the vector unit, sticky flags included; elsewhere only the rounding mode. */
unsigned fpu_mode_get(void);
void fpu_mode_set(unsigned mode);

/* Modes that a host might be in: the first is how programs start, and is set on return. Returns their number. */
size_t fpu_modes(unsigned modes[FPU_MODES]);

#endif
