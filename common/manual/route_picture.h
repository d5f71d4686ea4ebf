// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The path of a route: its sources, plugins and outputs, and the wires between them. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_ROUTE_PICTURE_H
#define SIGNALBOX_MANUAL_ROUTE_PICTURE_H

#include "common/manual/manual.h"
#include "common/manual/picture_sheet.h"

bool route_draw(PictureSheet* sheet, const Manual* manual, const char* name, HostError* error);

#endif
