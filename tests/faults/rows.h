// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Rows: what a host or a file can do to a plugin, and how to find out whether it survives. Each row is a check (see
   tests/lv2/suite.h) that can be asked of any LV2 plugin, so that all are judged by the same code; `./waf faults`
   prints the table. */

#ifndef SIGNALBOX_FAULTS_ROWS_H
#define SIGNALBOX_FAULTS_ROWS_H

#include "tests/lv2/suite.h"

typedef struct {
  const char* key;    // short, unique
  const char* fault;  // what is done to the plugin
  const char* promise;
  void (*check)(const Subject* subject);
  bool is_timed;  // depends on the speed of the machine, and is no test therefore
} FaultRow;

extern const FaultRow fault_rows[];
extern const size_t n_fault_rows;

/* NULL where there is no such row. */
const FaultRow* fault_row(const char* key);

/* stream.c: how the stream is cut. */
void stream_check_cuts(const Subject* subject);
void stream_check_empty_blocks(const Subject* subject);

/* rates.c */
void rates_check_any(const Subject* subject);
void rates_check_none(const Subject* subject);

/* buffers.c: where the buffers are. */
void buffers_check_unconnected(const Subject* subject);
void buffers_check_in_place(const Subject* subject);
void buffers_check_one(const Subject* subject);
void buffers_check_pages(const Subject* subject);

/* samples.c: what is in the buffers. */
void samples_check_not_finite(const Subject* subject);
void samples_check_huge(const Subject* subject);
void samples_check_subnormal(const Subject* subject);

/* values.c: what controls are set to. */
void values_check_each(const Subject* subject);
void values_check_together(const Subject* subject);

/* mode.c: the processor's floating-point mode. */
void mode_check_loading(const Subject* subject);
void mode_check_running(const Subject* subject);

/* realtime.c: what may block. */
void realtime_check_heap(const Subject* subject);
void realtime_check_locks(const Subject* subject);
void realtime_check_files(const Subject* subject);
void realtime_check_system(const Subject* subject);

/* timing.c */
void timing_check_latency(const Subject* subject);
void timing_check_subnormal(const Subject* subject);

/* many.c */
void threads_check(const Subject* subject);

/* life.c: from instantiation to clean-up. */
void lifecycle_check_state(const Subject* subject);
void lifecycle_check_leaks(const Subject* subject);
void lifecycle_check_no_memory(const Subject* subject);
void lifecycle_check_symbols(const Subject* subject);

/* soak.c */
void soak_check(const Subject* subject);

#endif
