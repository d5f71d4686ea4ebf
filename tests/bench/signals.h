// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Signals: what candidates are given to work on, the same for all. Not realtime-safe. */

#ifndef SIGNALBOX_BENCH_SIGNALS_H
#define SIGNALBOX_BENCH_SIGNALS_H

#include "common/host/host.h"

typedef enum { SIGNAL_NOISE, SIGNAL_MUSIC, SIGNAL_SILENCE, SIGNAL_DENORMALS, N_SIGNALS } SignalKind;

enum { SIGNAL_CHANNELS = 32, SIGNAL_FRAMES = 1 << 15, SIGNAL_LONGEST_BLOCK = 1024 };

/* Channels for all inputs of the widest candidate, each SIGNAL_FRAMES and one block more. */
typedef struct {
  float* memory;
  const float* channel[SIGNAL_CHANNELS];
} Signal;

/* False where loops cannot be read or memory is short. */
bool signal_init(Signal* signal, SignalKind kind, HostError* error);
void signal_free(Signal* signal);

#endif
