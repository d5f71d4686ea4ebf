// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Host pair: two hosts that run the same plugin on the same signals and controls, a hostile one and a plain one. Both
   must get the same samples, and nearly the same readings.

   The hostile host passes on samples and controls that are not finite, subnormal or out of range, leaves ports
   unconnected, lets outputs share buffers with inputs, cuts its blocks into pieces, some of them empty, and may be in
   any floating-point mode. The plain one passes on what those are said to mean: clean samples and controls, silence and
   defaults, buffers for each port alone, whole blocks.

   Of what either gets: samples are finite and not subnormal, readings within their ranges, inputs and the
   floating-point mode as they were. What breaks such a promise ends in fuzz_fail(). */

#ifndef SIGNALBOX_FUZZ_HOST_PAIR_H
#define SIGNALBOX_FUZZ_HOST_PAIR_H

#include "tests/fuzz/plugin_host.h"
#include "tests/fuzz/script.h"
#include "tests/fuzz/source.h"
#include "tests/support/fpu_mode.h"

enum { HOST_PAIR_MAX_BAD_SAMPLES = 8 };

/* A bad sample in the next block. */
typedef struct {
  unsigned input;
  uint8_t bad, at;
} BadSample;

typedef struct {
  ConnectionKind kind;
  uint8_t detail;
} Connection;

typedef struct {
  PluginHost plain, hostile;
  Port* ports;
  unsigned n_ports, n_inputs, n_outputs, n_controls;
  unsigned *inputs, *outputs, *controls;  // ports, by number among their kind
  Source* sources;                        // by input
  float** original;                       // by input: the block as it was before the hostile host's plugin ran
  Connection* connections;                // by port
  BadSample bad_samples[HOST_PAIR_MAX_BAD_SAMPLES];
  unsigned n_bad_samples;
  unsigned modes[FPU_MODES];
  size_t n_modes, mode;
  uint64_t n_done;  // frames
} HostPair;

void host_pair_init(HostPair* pair, const LV2_Descriptor* descriptor, const PortFamily* family,
                    const PortVariant* variant);
void host_pair_free(HostPair* pair);

void host_pair_act(HostPair* pair, const Action* action);

/* host_pair_run.c: plays a block, cut by a seed for the hostile host, and checks what comes of it. */
void host_pair_run(HostPair* pair, uint32_t n_frames, uint8_t cut);

#endif
