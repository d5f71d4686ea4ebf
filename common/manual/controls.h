// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The ports of a family as lists on its page, group by group: what all of its variants have, each once. Not
   realtime-safe. */

#ifndef SIGNALBOX_MANUAL_CONTROLS_H
#define SIGNALBOX_MANUAL_CONTROLS_H

#include "common/ports/ports.h"

#include <stdio.h>

typedef enum { LIST_CONTROLS, LIST_READINGS, LIST_AUDIO } ControlList;

void controls_write(FILE* file, const PortFamily* family, ControlList list);

/* What tells a variant from the others of its family: "Stereo x4". */
void variant_name(const PortFamily* family, const PortVariant* variant, char out[PORTS_TEXT_SIZE]);

#endif
