// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a route says in the demo's own terms, see presets/routes/README.md, and its graph, as a scene. Not
   realtime-safe. */

#ifndef SIGNALBOX_DEMO_ROUTE_SCENE_H
#define SIGNALBOX_DEMO_ROUTE_SCENE_H

#include "common/demo/pins.h"
#include "common/demo/scene.h"
#include "common/routes/route.h"

/* Everything but the wires, blocks in the order given. Texts are the route's. */
bool route_scene_fill(Scene* scene, const Route* route, const uint32_t* order, HostError* error);

/* The number of the source that an input of the route plays, or SCENE_SOURCES. */
unsigned route_source(const Scene* scene, const Route* route, uint32_t input);

/* The name of the route that one is to be heard against, and what one is called then; NULL for none. */
const char* route_against(const Route* route);
const char* route_caption(const Route* route);

#endif
