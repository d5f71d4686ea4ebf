// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/lookup.h"

/* Tables hold pointers; these hold numbers from 1, since NULL is for what is not there. */
void lookup_note(Map* map, xmlHashTablePtr table, const char* text, uint32_t number) {
  void* held = (void*)((uintptr_t)number + 1);  // NOLINT(performance-no-int-to-ptr)
  if (text && xmlHashUpdateEntry(table, (const xmlChar*)text, held, NULL) != 0) {
    map->is_too_large = true;
  }
}

uint32_t lookup_find(xmlHashTablePtr table, const char* text) {
  const uintptr_t held = text ? (uintptr_t)xmlHashLookup(table, (const xmlChar*)text) : 0;
  return held ? (uint32_t)(held - 1) : MAP_NONE;
}
