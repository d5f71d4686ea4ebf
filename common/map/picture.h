// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Pictures of maps: the strips of a session from left to right with the wires between them, and what was found in it,
   at the strips and in words below. The same map gives the same bytes. One thread; not realtime-safe. */

#ifndef SIGNALBOX_MAP_PICTURE_H
#define SIGNALBOX_MAP_PICTURE_H

#include "common/draw/theme.h"
#include "common/map/findings.h"

typedef enum { PICTURE_SVG, PICTURE_PNG, PICTURE_PDF, N_PICTURE_FORMATS } PictureFormat;

/* The format that the ending of a path tells. */
bool picture_format(const char* path, PictureFormat* format, MapError* error);

/* Writes the picture in the format that the path ends in. `findings` may be NULL: then nothing is said of them. A file
   that is there is replaced once the picture is drawn. */
bool picture_save(const Map* map, const Findings* findings, Theme theme, const char* path, MapError* error);

#endif
