// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a plugin's window takes of a machine, ours and others', in one and the same host. */

#ifndef SIGNALBOX_BENCH_LOAD_H
#define SIGNALBOX_BENCH_LOAD_H

#include <stdbool.h>

typedef struct {
  double open_ms;          // until it has been drawn for the first time: the shortest of some
  double frame_ms[2];      // CPU of each call of idle at 25 and at 60 Hz, while every meter moves
  double core_percent[2];  // the same as a part of a core
  double still_percent;    // at 25 Hz, with nothing moving
  double memory_mb;        // that the process has grown by, beside the host
  int width, height;
} Load;

/* Opens the window of a plugin in a process of its own, on the display that the environment names. False where there
   is no such plugin, or it shows no window there. Not realtime-safe. */
bool load_measure(const char* uri, Load* load);

#endif
