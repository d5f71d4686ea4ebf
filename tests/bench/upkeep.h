// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Upkeep: what a plugin costs besides its runs. Not realtime-safe; must be called before this process has loaded any
   plugin, since each is loaded in a process of its own. */

#ifndef SIGNALBOX_BENCH_UPKEEP_H
#define SIGNALBOX_BENCH_UPKEEP_H

#include "common/host/host.h"

enum { UPKEEP_TRIES = 7 };

typedef struct {
  double first_ms;       // to load its shared object and make the first instance: the best of several
  double heap_kb;        // that an instance takes, at 48 kHz
  double heap_fixed_kb;  // of that, what does not grow with the sample rate as delay lines do
} Upkeep;

/* NaNs where there is no such plugin. */
Upkeep upkeep_measure(Host* host, const char* uri);

/* To open a bundle from nothing: to find out which plugins it holds, or, where `whole`, all about them and their ports;
   the best of several. NaN where there is none. */
double upkeep_scan_ms(const char* bundle, bool whole);

/* What this process has of the heap. */
double upkeep_heap_kb(void);

/* Of a file, in kB of 1000 bytes, as everything here; NaN where there is none. */
double upkeep_file_kb(const char* path);

#endif
