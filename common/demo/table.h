// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The table of levels of a render on standard output: what was measured, in dB, and beside it what the plugins' own
   meters said. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_TABLE_H
#define SIGNALBOX_DEMO_TABLE_H

#include "common/demo/scene_render.h"

void table_print(const SceneRender* render);

#endif
