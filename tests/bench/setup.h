// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Setups: the controls of a plugin in one line of text. "gain_*=-3 mode=1" sets every control input whose symbol
   matches the pattern; "gain_*=-3:-6" names two values that take turns block by block. Not realtime-safe. */

#ifndef SIGNALBOX_BENCH_SETUP_H
#define SIGNALBOX_BENCH_SETUP_H

#include "common/host/instance.h"

enum { SETUP_MOST_MOVING = 64 };

/* A control between two values. */
typedef struct {
  float* value;
  float ends[2];
} Moving;

/* Sets the controls that a text says; of two values the first. False where no control matches one of its patterns. */
bool setup_apply(Instance* instance, const char* text, HostError* error);

/* Finds those that a text gives two values. Returns how many; what does not fit is left out. */
unsigned setup_moving(Instance* instance, const char* text, Moving moving[SETUP_MOST_MOVING]);

#endif
