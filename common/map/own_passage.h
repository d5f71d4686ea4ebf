// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Passages through the plugins of this suite, as their controls stand. Not realtime-safe. */

#ifndef SIGNALBOX_MAP_OWN_PASSAGE_H
#define SIGNALBOX_MAP_OWN_PASSAGE_H

#include "common/map/passage.h"

/* False where the plugin is not of the suite. */
bool own_passage(const Map* map, uint32_t plugin, uint32_t input, uint32_t output, Passage* passage);
bool own_is_plain(const Map* map, uint32_t plugin, bool* is_plain);

#endif
