// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The picture of the report: every work as a group of bars, at blocks of 256 frames. */

#ifndef SIGNALBOX_BENCH_CHART_H
#define SIGNALBOX_BENCH_CHART_H

#include "tests/bench/results.h"

/* Writes a PNG. */
bool chart_save(const Results* results, const char* path, HostError* error);

#endif
