// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What is known of the plugins of a map beyond the session's file: of ours, what their port tables say, whether they
   are installed or not; of other LV2 plugins, what lilv says of those that are. Not realtime-safe. */

#ifndef SIGNALBOX_MAP_IDENTIFY_H
#define SIGNALBOX_MAP_IDENTIFY_H

#include "common/map/map.h"

/* To be called by readers when all plugins are there: completes their names, categories and ports, these in the order
   that the plugins have them where the file names none, and the controls that presets set; says of plugins whose switch
   for being on is off that they are not active; and says of wires that lead into sidechains that they do. */
void map_identify(Map* map);

/* Whether a plugin is of ours, and it is known what it is set to: then, what follows "urn:signalbox:" in its URI, such
   as "aux-send-stereo"; else NULL. */
const char* map_own_plugin(const Map* map, uint32_t plugin);

#endif
