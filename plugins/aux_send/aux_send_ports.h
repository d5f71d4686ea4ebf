// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the aux send exposes: sections and the specs in each, by number. */

#ifndef SIGNALBOX_AUX_SEND_PORTS_H
#define SIGNALBOX_AUX_SEND_PORTS_H

#include "common/ports/ports.h"

enum { AUX_IN, AUX_OUT, AUX_SEND_OUT, AUX_MAIN, AUX_SEND };

enum { AUX_AUDIO };  // the only spec of every audio section

enum { AUX_FADER, AUX_PAN, AUX_MUTE, AUX_ENABLED, AUX_METER, AUX_STATUS };

enum { SEND_LEVEL, SEND_TAP, SEND_PAN, SEND_MUTE, SEND_INVERT, SEND_HPF, SEND_LPF, SEND_METER };

extern const PortFamily aux_send_family;

#endif
