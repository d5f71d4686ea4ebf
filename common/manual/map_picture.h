// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What signalbox-map draws. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_MAP_PICTURE_H
#define SIGNALBOX_MANUAL_MAP_PICTURE_H

#include "common/manual/manual.h"
#include "common/manual/picture_sheet.h"

/* The path of a route: its sources, plugins and outputs, and the wires between them. */
bool route_draw(PictureSheet* sheet, const Manual* manual, const char* name, HostError* error);

/* A session, with what is wrong with it. */
bool map_draw(PictureSheet* sheet, const Manual* manual, const char* name, HostError* error);

#endif
