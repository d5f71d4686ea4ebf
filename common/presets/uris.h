// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Names in the bundle that the port tables do not state. */

#ifndef SIGNALBOX_TTL_URIS_H
#define SIGNALBOX_TTL_URIS_H

#include "common/ports/ports.h"

#include <stdio.h>

/* What a family's hand-written Turtle is about; its variants have it as their lv2:prototype. */
static inline void prototype_uri(const PortFamily* family, char out[PORTS_TEXT_SIZE]) {
  snprintf(out, PORTS_TEXT_SIZE, SIGNALBOX_URI "%s", family->name);
}

#endif
