// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Describing a family's window: what LV2 calls a UI. */

#ifndef SIGNALBOX_DESCRIBE_WINDOW_H
#define SIGNALBOX_DESCRIBE_WINDOW_H

#include "common/ports/ports.h"
#include "common/turtle/turtle_writer.h"

/* Says in the manifest that all variants of a family have a window, whose code is in `binary`, a file of the bundle.
   Not realtime-safe. */
void describe_window(TurtleWriter* manifest, const PortFamily* family, const char* binary);

#endif
