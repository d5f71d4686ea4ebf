// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The picture of a render: its signal path with levels and waveforms. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_PICTURE_H
#define SIGNALBOX_DEMO_PICTURE_H

#include "common/demo/scene_render.h"

/* Writes NAME.png into a folder, two device pixels per unit, and says so on standard output. False where memory is
   short or the file cannot be written. */
bool picture_save(const SceneRender* render, const char* folder, HostError* error);

#endif
