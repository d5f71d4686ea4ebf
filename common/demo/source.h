// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The audio of a scene's source: its samples put on the beat, transposed, and at its gain. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_SOURCE_H
#define SIGNALBOX_DEMO_SOURCE_H

#include "common/demo/scene.h"
#include "common/host/wav.h"

/* Stereo, as long as the scene, at rate_hz. `sample` is what the source names, mono or stereo, at any rate. Clips that
   are cut short end in a fade of 5 ms; what reaches past the end of the scene is cut there. NULL where memory is short.
 */
Wav* source_audio_new(const Scene* scene, const SceneSource* source, const Wav* sample, double rate_hz);

#endif
