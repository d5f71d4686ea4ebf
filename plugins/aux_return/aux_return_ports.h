// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the aux return exposes: sections and the specs in each, by number. */

#ifndef SIGNALBOX_AUX_RETURN_PORTS_H
#define SIGNALBOX_AUX_RETURN_PORTS_H

#include "common/ports/ports.h"

enum { RETURN_MAIN_IN, RETURN_IN, RETURN_OUT, RETURN_BLEND, RETURN_RETURN, RETURN_DUCK, RETURN_MAIN };

enum { RETURN_AUDIO };  // the only spec of each audio section

enum { RETURN_MODE, RETURN_DRY_LEVEL, RETURN_LEVEL, RETURN_MIX, RETURN_MATCH, RETURN_DRY_DELAY };

enum {
  RETURN_PAN,
  RETURN_WIDTH,
  RETURN_MUTE,
  RETURN_INVERT,
  RETURN_HPF,
  RETURN_LPF,
  RETURN_DELAY,
};

enum { RETURN_DUCK_DEPTH, RETURN_DUCK_THRESHOLD, RETURN_DUCK_ATTACK, RETURN_DUCK_RELEASE };

enum {
  RETURN_GUARD,
  RETURN_ENABLED,
  RETURN_METER_DRY,
  RETURN_METER_RETURN,
  RETURN_METER,
  RETURN_REDUCTION,
  RETURN_LAG,
  RETURN_POLARITY,
  RETURN_MONO_LOSS,
  RETURN_STATUS,
  RETURN_LATENCY,
};

extern const PortFamily aux_return_family;

#endif
