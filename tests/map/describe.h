// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A map as text, for tests to compare. */

#ifndef SIGNALBOX_TESTS_DESCRIBE_H
#define SIGNALBOX_TESTS_DESCRIBE_H

#include "common/map/map.h"

enum { DESCRIBE_SIZE = 65536 };

/* A line for each strip: its name, what it is (+ a source, - a sink), "off" where it is not active, "gain" where that
   is not 1, and of a plugin its format, its URI, "bypassed" and its controls. Then one for each wire: strips and ports,
   the latter by symbol, name or number, and "key" where it leads into a sidechain. */
void describe_map(const Map* map, char text[DESCRIBE_SIZE]);

#endif
