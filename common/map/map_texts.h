// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The texts of a map, which live and go together. One thread; not realtime-safe. */

#ifndef SIGNALBOX_MAP_MAP_TEXTS_H
#define SIGNALBOX_MAP_MAP_TEXTS_H

typedef struct MapTexts MapTexts;

/* NULL where memory is short. */
MapTexts* map_texts_new(void);
void map_texts_free(MapTexts* texts);

/* A copy in valid UTF-8: bytes that are none, and control characters other than tabs and ends of lines, become question
   marks. NULL where memory is short. */
const char* map_texts_add(MapTexts* texts, const char* text);

#endif
