// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The report of the bench, in Markdown, with its picture. */

#ifndef SIGNALBOX_BENCH_REPORT_H
#define SIGNALBOX_BENCH_REPORT_H

#include "common/host/host.h"

/* Measures, writes bench.md and bench.png into a folder, and prints the short version. */
bool report_make(const char* bundle, const char* folder, HostError* error);

#endif
