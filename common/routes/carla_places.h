// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Where the boxes of Carla's canvas stand: in columns from left to right, as in any picture of a path. Not
   realtime-safe. */

#ifndef SIGNALBOX_ROUTES_CARLA_PLACES_H
#define SIGNALBOX_ROUTES_CARLA_PLACES_H

#include "common/routes/carla_canvas.h"

/* Fills the places of all boxes, around the middle of the canvas, on which Carla opens it. False where memory is short.
 */
bool canvas_place(Canvas* canvas);

#endif
