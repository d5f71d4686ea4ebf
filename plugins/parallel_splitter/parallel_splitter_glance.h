// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the parallel splitter shows in a mixer strip; see glance.h. */

#ifndef SIGNALBOX_PARALLEL_SPLITTER_GLANCE_H
#define SIGNALBOX_PARALLEL_SPLITTER_GLANCE_H

#include "common/glance/glance.h"

void parallel_splitter_glance(const PortView* view, Glance* glance);

#endif
