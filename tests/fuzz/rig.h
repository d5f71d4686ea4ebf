// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Rig: an instance of a variant with all that a host keeps for it. A block's audio buffers are of the block's very
   size, so that AddressSanitizer sees whatever is touched beside them. */

#ifndef SIGNALBOX_FUZZ_RIG_H
#define SIGNALBOX_FUZZ_RIG_H

#include "common/ports/ports.h"

#include <lv2/core/lv2.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  const LV2_Descriptor* descriptor;
  LV2_Handle handle;  // NULL where there is no instance
  const Port* ports;
  unsigned n_ports;
  float* values;     // by port: of controls
  float** buffers;   // by port: of audio and CV, during a block; NULL for nowhere
  bool* is_nowhere;  // by port: of controls
} Rig;

/* `ports` lists the variant's, and must live as long. */
void rig_init(Rig* rig, const LV2_Descriptor* descriptor, const Port* ports, unsigned n_ports);
void rig_free(Rig* rig);

/* Gives up the instance and makes a new one, active, with every control connected; whether there is one. */
bool rig_renew(Rig* rig, double rate_hz);
void rig_reset(Rig* rig);

/* Connects a control to its value, or to nothing. */
void rig_connect_control(Rig* rig, unsigned port, bool nowhere);

/* Runs frames `at` to `at` + `n_frames` of the block. */
void rig_run(const Rig* rig, uint32_t at, uint32_t n_frames);

#endif
