// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/faults/rows.h"

#include <string.h>

const FaultRow fault_rows[] = {
  {"cuts", "the stream cut into blocks of 1 to 8192 frames, controls changing", "the same samples", stream_check_cuts},
  {"empty", "blocks of no frames", "nothing read, nothing written, nothing changed", stream_check_empty_blocks},
  {"rates", "sample rates from 8 kHz to 768 kHz, odd ones too", "finite output", rates_check_any},
  {"no-rate", "a sample rate of 0, -1, NaN or infinity", "no instance", rates_check_none},
  {"unconnected", "any of the optional ports unconnected", "no crash; silence", buffers_check_unconnected},
  {"in-place", "any output on any input", "the same samples as apart", buffers_check_in_place},
  {"one-buffer", "all audio ports on one buffer", "one of the outputs in it", buffers_check_one},
  {"pages", "read-only inputs, and buffers that end where memory ends", "no access", buffers_check_pages},
  {"not-finite", "NaN or infinity in one sample", "finite at once, forgotten soon", samples_check_not_finite},
  {"huge", "1e30 or more in one sample", "finite at once, forgotten soon", samples_check_huge},
  {"subnormal", "subnormal samples, decay into silence", "no subnormal out", samples_check_subnormal},
  {"value", "NaN, infinity, 1e30 or a subnormal in each control", "finite, back when it is good", values_check_each},
  {"values", "random combinations of those in all controls", "finite, back when all is good", values_check_together},
  {"mode-load", "loading and unloading", "floating-point mode as it was", mode_check_loading},
  {"mode-run", "running in any floating-point mode", "floating-point mode as it was", mode_check_running},
  {"heap", "running under watch", "no call to the heap", realtime_check_heap},
  {"locks", "running under watch", "no lock taken", realtime_check_locks},
  {"files", "running under watch", "no file or print function called", realtime_check_files},
  {"system", "running under watch", "no system call", realtime_check_system},
  {"latency", "an impulse", "late by what is reported", timing_check_latency},
  {"threads", "64 instances in 4 threads", "each sounds as alone", many_check_threads},
  {"state", "save and restore", "the same controls and samples", life_check_state},
  {"leaks", "instances made and freed, again and again", "no memory kept", life_check_leaks},
  {"no-memory", "every allocation of instantiate() failing in turn", "no instance, no crash, no leak",
   life_check_no_memory},
  {"symbols", "a look at the shared object", "shows lv2_descriptor alone", life_check_symbols},
  {"soak", "playing on and on under random automation", "finite, no memory kept, sounds as new", soak_check},
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
