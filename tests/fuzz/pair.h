// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Pair: two hosts that do the same with a plugin, one the wild and one the tame way. Both must get the same sound, bit
   for bit, and nearly the same readings.

   The wild host passes on samples and controls that are not finite, subnormal or out of range, leaves ports
   unconnected, lets outputs share buffers with inputs, cuts its blocks into pieces, some of them empty, and may be in
   any floating-point mode. The tame one passes on what those are said to mean: clean samples and controls, silence and
   defaults, buffers for each port alone, whole blocks.

   Of what either gets: samples are finite and not subnormal, readings within their ranges, inputs and the
   floating-point mode as they were. What breaks such a promise ends in fuzz_fail(). */

#ifndef SIGNALBOX_FUZZ_PAIR_H
#define SIGNALBOX_FUZZ_PAIR_H

#include "tests/fuzz/rig.h"
#include "tests/fuzz/script.h"
#include "tests/fuzz/source.h"
#include "tests/support/fpu_mode.h"

enum { PAIR_MAX_SPOILS = 8 };

/* A bad sample in the next block. */
typedef struct {
  unsigned input;
  uint8_t bad, at;
} Spoil;

typedef struct {
  PlaceKind kind;
  uint8_t detail;
} Place;

typedef struct {
  Rig tame, wild;
  Port* ports;
  unsigned n_ports, n_inputs, n_outputs, n_controls;
  unsigned *inputs, *outputs, *controls;  // ports, by number among their kind
  Source* sources;                        // by input
  float** played;                         // by input: the block as it was before the wild host's plugin ran
  Place* places;                          // by port
  Spoil spoils[PAIR_MAX_SPOILS];
  unsigned n_spoils;
  unsigned modes[FPU_MODES];
  size_t n_modes, mode;
  uint64_t n_done;  // frames
} Pair;

void pair_init(Pair* pair, const LV2_Descriptor* descriptor, const PortFamily* family, const PortVariant* variant);
void pair_free(Pair* pair);

void pair_act(Pair* pair, const Action* action);

/* pair_run.c: plays a block, cut by a seed for the wild host, and checks what comes of it. */
void pair_run(Pair* pair, uint32_t n_frames, uint8_t cut);

#endif
