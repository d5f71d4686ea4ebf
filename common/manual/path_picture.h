// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The path of the signal through a plugin: its inputs, its groups of controls as stages, its outputs. Not
   realtime-safe. */

#ifndef SIGNALBOX_MANUAL_PATH_PICTURE_H
#define SIGNALBOX_MANUAL_PATH_PICTURE_H

#include "common/manual/manual.h"
#include "common/manual/picture_sheet.h"

/* Of a family, by the name of its page. */
bool path_draw(PictureSheet* sheet, const Manual* manual, const char* name, HostError* error);

/* The same in words, such as "Main In to Main, Main to Main Out". */
void path_words(const PortFamily* family, char* words, size_t size);

/* Whether it has wires of such a look. */
bool path_has(const PortFamily* family, WireStroke stroke);

#endif
