// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the parallel splitter exposes: sections and the specs in each, by number. */

#ifndef SIGNALBOX_PARALLEL_SPLITTER_PORTS_H
#define SIGNALBOX_PARALLEL_SPLITTER_PORTS_H

#include "common/ports/ports.h"

enum { SPLITTER_IN, SPLITTER_OUT, SPLITTER_SPLIT, SPLITTER_BRANCH, SPLITTER_MASTER };

enum { SPLITTER_AUDIO };  // the only spec of each audio section

enum {
  SPLITTER_MODE,
  SPLITTER_N_BRANCHES,
  SPLITTER_SPLIT_1,
  SPLITTER_SPLIT_2,
  SPLITTER_SPLIT_3,
  SPLITTER_SENSITIVITY,
  SPLITTER_THRESHOLD,
};

enum {
  SPLITTER_GAIN,
  SPLITTER_MUTE,
  SPLITTER_SOLO,
  SPLITTER_INVERT,
  SPLITTER_DELAY,
  SPLITTER_METER,
};

enum { SPLITTER_ENABLED, SPLITTER_STATUS };

extern const PortFamily parallel_splitter_family;

#endif
