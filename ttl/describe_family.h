// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Describing a family: the Turtle of its variants, with all their ports and the groups these are in. */

#ifndef SIGNALBOX_DESCRIBE_FAMILY_H
#define SIGNALBOX_DESCRIBE_FAMILY_H

#include "common/ports/ports.h"

/* Writes `directory`/NAME.ttl, NAME being the family's, at once and whole. False, after saying so, where it cannot be
   written. Not realtime-safe. */
bool describe_family(const char* directory, const PortFamily* family);

#endif
