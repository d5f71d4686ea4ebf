// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the parallel compressor shows in a mixer strip; see glance.h. */

#ifndef SIGNALBOX_PARALLEL_COMPRESSOR_GLANCE_H
#define SIGNALBOX_PARALLEL_COMPRESSOR_GLANCE_H

#include "common/glance/glance.h"

void parallel_compressor_glance(const PortView* view, Glance* glance);

#endif
