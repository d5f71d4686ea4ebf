// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Workloads: how each variant of the suite is set up where its instructions are counted. What has two values ramps
   between them in the second count. */

#ifndef SIGNALBOX_BENCH_WORKLOADS_H
#define SIGNALBOX_BENCH_WORKLOADS_H

#define SIGNALBOX_PREFIX "urn:signalbox:"

#define SETUP_STRIPS "gain_*=-3:-6 pan_*=0.3"
#define SETUP_SENDS "send_level_*=-6:-9"
#define SETUP_RETURN "return_level=-6:-9"
/* The same beside a dry signal that is louder, so that the guard has no reason to listen for feedback; and beside one
   that is weaker, so that it listens all the time. */
#define SETUP_QUIET_RETURN SETUP_RETURN " dry_level=3"
#define SETUP_HEARD_RETURN SETUP_RETURN " dry_level=-3"

#define SETUP_COPIES "branches=4 gain_*=0:-3"
#define SETUP_BANDS "mode=1 branches=4 gain_*=0:-3"
#define SETUP_COMPRESSOR "threshold=-30 ratio=4 wet_level=-6:-9 auto_level=0"
#define SETUP_DUCK "action=1 threshold=-30 key_hpf=100 depth=12:15"

typedef struct {
  const char* variants;  // a pattern of names without SIGNALBOX_PREFIX
  const char* name;
  const char* setup;
} Workload;

extern const Workload workloads[];
extern const unsigned n_workloads;

#endif
