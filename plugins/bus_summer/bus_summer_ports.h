// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the bus summer exposes: sections and the specs in each, by number. */

#ifndef SIGNALBOX_BUS_SUMMER_PORTS_H
#define SIGNALBOX_BUS_SUMMER_PORTS_H

#include "common/ports/ports.h"

/* The reference goes up to the number of strips, so that it has a section for each that variants have. */
enum { BUS_IN, BUS_OUT, BUS_STRIP, BUS_MASTER, BUS_REFERENCE_OF_4, BUS_REFERENCE_OF_8, BUS_REFERENCE_OF_16 };

enum { BUS_IN_AUDIO };

enum { BUS_OUT_AUDIO };

enum {
  STRIP_GAIN,
  STRIP_PAN,
  STRIP_WIDTH,
  STRIP_MUTE,
  STRIP_SOLO,
  STRIP_INVERT,
  STRIP_DELAY,
  STRIP_METER,
  STRIP_LAG,
  STRIP_POLARITY,
};

enum {
  MASTER_FADER,
  MASTER_WIDTH,
  MASTER_MONO,
  MASTER_PAN_LAW,
  MASTER_ENABLED,
  MASTER_METER,
  MASTER_CORRELATION,
  MASTER_MONO_LOSS,
  MASTER_STATUS,
  MASTER_STATUS_A,
  MASTER_STATUS_B,
  MASTER_STATUS_LAG,
  MASTER_STATUS_POLARITY,
};

enum { REFERENCE_STRIP };  // the only spec of those

extern const PortFamily bus_summer_family;

#endif
