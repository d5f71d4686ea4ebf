// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A voice for the demo, spoken by espeak-ng in a process of its own. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_VOICE_H
#define SIGNALBOX_DEMO_VOICE_H

#include "common/host/wav.h"

/* One channel of speech; NULL where espeak-ng is not there. */
Wav* voice_new(const char* text, HostError* error);

#endif
