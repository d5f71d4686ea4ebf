// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The picture of a take: its signal path with levels and waveforms. */

#ifndef SIGNALBOX_DEMO_PICTURE_H
#define SIGNALBOX_DEMO_PICTURE_H

#include "common/demo/take.h"

/* Writes a PNG. */
bool picture_save(const Take* take, const char* path, HostError* error);

#endif
