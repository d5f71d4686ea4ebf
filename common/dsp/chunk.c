// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/chunk.h"

const float chunk_silence[CHUNK_LONG_FRAMES] = {0.0f};
