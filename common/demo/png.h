// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Pictures as files. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_PNG_H
#define SIGNALBOX_DEMO_PNG_H

#include "common/host/host.h"

#include <cairo.h>

/* Writes a PNG of what `draw` draws, two device pixels per unit. False where the file cannot be written. */
bool png_save(const char* path, double width, double height, void (*draw)(cairo_t* cr, void* data), void* data,
              HostError* error);

#endif
