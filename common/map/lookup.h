// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Numbers by texts, in tables of libxml2. Not realtime-safe. */

#ifndef SIGNALBOX_MAP_LOOKUP_H
#define SIGNALBOX_MAP_LOOKUP_H

#include "common/map/map.h"

#include <libxml/hash.h>

/* Notes the number of a text, which may be NULL, in place of one noted before. Sets `is_too_large` of a map where
   memory is short. */
void lookup_note(Map* map, xmlHashTablePtr table, const char* text, uint32_t number);

/* The number of a text; MAP_NONE where there is none, or no text. */
uint32_t lookup_find(xmlHashTablePtr table, const char* text);

#endif
