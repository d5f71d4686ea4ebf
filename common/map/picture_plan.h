// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Which strips of a map are drawn as one box. Where there are few, each has its own. Where there are many, tracks of a
   group that play to the same places share one, and so do tracks without a group that also send to the same places;
   tracks with a mistake stay apart, as far as that is few. Where that is not enough, all strips between the same
   places share one. One thread; not realtime-safe. */

#ifndef SIGNALBOX_MAP_PICTURE_PLAN_H
#define SIGNALBOX_MAP_PICTURE_PLAN_H

#include "common/map/findings.h"

typedef struct {
  uint32_t n_boxes;
  uint32_t* box_of;  // of each strip
  uint32_t* start;   // of each box's strips among `strips`, and their end
  uint32_t* strips;  // box by box, in the order of the map
} PicturePlan;

enum { PICTURE_MOST_BOXES = 400 };

/* `findings` may be NULL. False, with nothing to free, where memory is short. The plan may have more boxes than can be
   drawn. */
bool picture_plan_init(PicturePlan* plan, const Map* map, const MapWiring* wiring, const Findings* findings);
void picture_plan_free(PicturePlan* plan);

#endif
