// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/faults/rows.h"

#include <string.h>

const FaultRow fault_rows[] = {
  {"cuts", "the stream cut into blocks of 1 to 8192 frames, controls changing", "the same samples", stream_check_cuts},
  {"empty", "blocks of no frames in between", "the same samples; no buffer touched", stream_check_empty_blocks},
  {"rates", "sample rates from 8 kHz to 768 kHz, odd ones too", "samples and readings finite", rates_check_any},
  {"no-rate", "a sample rate of 0, -1, NaN or infinity", "no instance", rates_check_none},
  {"unconnected", "any of the ports that may be unconnected are", "as if silent", buffers_check_unconnected},
  {"in-place", "any output on the buffer of any input", "the same samples", buffers_check_in_place},
  {"one-buffer", "all audio ports on one buffer", "one of the outputs in it", buffers_check_one},
  {"pages", "read-only inputs, buffers that end where memory ends", "no access beyond", buffers_check_pages},
  {"not-finite", "NaN or infinity in one sample", "all finite at once; soon forgotten", samples_check_not_finite},
  {"huge", "1e30 or more in one sample", "all finite at once; soon forgotten", samples_check_huge},
  {"subnormal", "subnormal samples, decay into silence", "no subnormal comes out", samples_check_subnormal},
  {"subnormal-time", "subnormal samples, decay into silence", "at most 1.3 times the time of low noise",
   timing_check_subnormal, .is_timed = true},
  {"value", "NaN, infinity, 1e30, a subnormal in each control", "all finite; soon forgotten", values_check_each},
  {"values", "random combinations of those in all controls", "all finite; soon forgotten", values_check_together},
  {"mode-load", "being loaded and unloaded", "floating-point mode as it was", mode_check_loading},
  {"mode-run", "running in any floating-point mode", "floating-point mode as it was", mode_check_running},
  {"heap", "running, with the C library watched", "no call to the heap", realtime_check_heap},
  {"locks", "running, with the C library watched", "no lock taken", realtime_check_locks},
  {"files", "running, with the C library watched", "no call to files or print", realtime_check_files},
  {"system", "running, with the kernel watched", "no system call", realtime_check_system},
  {"latency", "an impulse, all as set by default", "late by what is reported", timing_check_latency},
  {"threads", "64 instances in 4 threads", "each sounds as alone", threads_check},
  {"state", "being saved and restored", "the same controls and samples", lifecycle_check_state},
  {"leaks", "instances made and freed, again and again", "no memory kept", lifecycle_check_leaks},
  {"no-memory", "each allocation failing while it is made", "no instance, crash or leak", lifecycle_check_no_memory},
  {"symbols", "a look at its shared object", "shows lv2_descriptor alone", lifecycle_check_symbols},
  {"soak", "playing on and on under random automation", "all finite, no memory kept, as new after", soak_check},
};

const size_t n_fault_rows = sizeof(fault_rows) / sizeof(fault_rows[0]);

const FaultRow* fault_row(const char* key) {
  for (size_t i = 0; i < n_fault_rows; ++i) {
    if (!strcmp(fault_rows[i].key, key)) {
      return &fault_rows[i];
    }
  }
  return NULL;
}
