// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Every family of the suite. The build writes the definition from the names of the folders under plugins/. */

#ifndef SIGNALBOX_FAMILIES_H
#define SIGNALBOX_FAMILIES_H

#include "common/ports/ports.h"

extern const PortFamily* const families[];
extern const unsigned n_families;

#endif
