// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the bus summer exposes: sections and the specs in each, by number. */

#ifndef SIGNALBOX_BUS_SUMMER_PORTS_H
#define SIGNALBOX_BUS_SUMMER_PORTS_H

#include "common/ports/ports.h"

enum { BUS_IN, BUS_OUT, BUS_STRIP, BUS_MASTER };

enum { BUS_IN_AUDIO };

enum { BUS_OUT_AUDIO };

enum { STRIP_GAIN, STRIP_PAN, STRIP_WIDTH, STRIP_MUTE, STRIP_SOLO, STRIP_INVERT, STRIP_DELAY, STRIP_METER };

enum {
  MASTER_FADER,
  MASTER_WIDTH,
  MASTER_MONO,
  MASTER_PAN_LAW,
  MASTER_ENABLED,
  MASTER_METER,
  MASTER_CORRELATION,
  MASTER_STATUS,
  MASTER_STATUS_A,
  MASTER_STATUS_B,
};

extern const PortFamily bus_summer_family;

#endif
