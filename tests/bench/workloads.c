// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/workloads.h"

const Workload workloads[] = {
  {"bus-summer-*", "strips", SETUP_STRIPS},
  {"bus-summer-*", "width", SETUP_STRIPS " width=120:140 fader=-1"},
  {"aux-send-*", "sends", SETUP_SENDS},
  {"aux-send-*", "filters", SETUP_SENDS " send_hpf_*=100 send_lpf_*=8000:9000"},
  {"aux-return-*", "return", SETUP_RETURN},
  {"aux-return-*", "duck", SETUP_RETURN " duck_depth=12 return_hpf=200 return_lpf=8000 return_delay=20 dry_delay=5"},
  {"parallel-splitter-*", "copies", SETUP_COPIES},
  {"parallel-splitter-*", "bands", SETUP_BANDS},
  {"parallel-splitter-*", "splits", "mode=1 branches=4 split_*=900:1100"},
  {"parallel-splitter-*", "transients", "mode=4 gain_*=0:-3"},
  {"parallel-splitter-*", "loudness", "mode=5 gain_*=0:-3"},
  {"parallel-compressor-*", "compress", SETUP_COMPRESSOR},
  {"parallel-compressor-*", "everything",
   SETUP_COMPRESSOR " detector=1 lookahead=5 auto_level=1 key_hpf=100 wet_hpf=50 wet_lpf=8000"},
  {"sidechain-router-*", "route", "key_out_level=0:-3"},
  {"sidechain-router-*", "duck", SETUP_DUCK},
  {"sidechain-router-*", "gate", "action=2 relative=1 hold=20 lookahead=5 key_lpf=8000 threshold=-12 depth=40:50"},
};

const unsigned n_workloads = sizeof(workloads) / sizeof(workloads[0]);
