// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Maps of any strips, wires, sends, keys and findings. */

#ifndef SIGNALBOX_TESTS_RANDOM_MAP_H
#define SIGNALBOX_TESTS_RANDOM_MAP_H

#include "common/map/findings.h"

/* The same for the same seed; with findings that have to be freed as those of examples. */
Map* random_map(uint64_t seed, Findings* findings);

#endif
