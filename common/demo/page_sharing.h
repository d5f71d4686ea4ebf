// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What sharing an effect saves, as bars in HTML. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_PAGE_SHARING_H
#define SIGNALBOX_DEMO_PAGE_SHARING_H

#include "common/demo/sharing.h"

#include <stdio.h>

/* All bars to one scale. */
void page_sharing_write(FILE* file, const Sharing sharing[SHARING_REVERBS]);

#endif
