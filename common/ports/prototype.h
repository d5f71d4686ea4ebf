// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The names of a family of plugins in the bundle, and of its window. Any thread; not realtime-safe. */

#ifndef SIGNALBOX_PORTS_PROTOTYPE_H
#define SIGNALBOX_PORTS_PROTOTYPE_H

#include "common/ports/ports.h"

#include <stdio.h>

/* What a family's hand-written Turtle is about; its variants have it as their lv2:prototype. */
static inline void prototype_uri(const PortFamily* family, char out[PORTS_TEXT_SIZE]) {
  snprintf(out, PORTS_TEXT_SIZE, SIGNALBOX_URI "%s", family->name);
}

/* The window of all variants of a family. */
static inline void window_uri(const PortFamily* family, char out[PORTS_TEXT_SIZE]) {
  snprintf(out, PORTS_TEXT_SIZE, SIGNALBOX_URI "%s#ui", family->name);
}

#endif
