// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the sidechain router exposes: sections and the specs in each, by number. */

#ifndef SIGNALBOX_SIDECHAIN_ROUTER_PORTS_H
#define SIGNALBOX_SIDECHAIN_ROUTER_PORTS_H

#include "common/ports/ports.h"

enum {
  ROUTER_IN,
  ROUTER_KEY_IN,
  ROUTER_OUT,
  ROUTER_KEY_OUT,
  ROUTER_CV_OUT,
  ROUTER_KEY,
  ROUTER_DYNAMICS,
  ROUTER_MASTER,
};

enum { ROUTER_AUDIO };  // the only spec of each audio section

enum { ROUTER_CV_ENVELOPE, ROUTER_CV_GAIN };

enum {
  ROUTER_KEY_A_LEVEL,
  ROUTER_KEY_B_LEVEL,
  ROUTER_KEY_SOURCE,
  ROUTER_KEY_HPF,
  ROUTER_KEY_LPF,
  ROUTER_KEY_OUT_LEVEL,
  ROUTER_LISTEN,
};

enum {
  ROUTER_ACTION,
  ROUTER_THRESHOLD,
  ROUTER_RELATIVE,
  ROUTER_DEPTH,
  ROUTER_RATIO,
  ROUTER_KNEE,
  ROUTER_ATTACK,
  ROUTER_HOLD,
  ROUTER_RELEASE,
  ROUTER_LOOKAHEAD,
  ROUTER_DETECTOR,
};

enum { ROUTER_ENABLED, ROUTER_METER_KEY, ROUTER_METER, ROUTER_REDUCTION, ROUTER_STATUS, ROUTER_LATENCY };

extern const PortFamily sidechain_router_family;

#endif
