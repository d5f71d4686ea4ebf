// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A route rendered as the scene that it describes. One thread; not realtime-safe. */

#ifndef SIGNALBOX_DEMO_ROUTE_RENDER_H
#define SIGNALBOX_DEMO_ROUTE_RENDER_H

#include "common/demo/scene_render.h"
#include "common/routes/route.h"

/* Renders a route through its graph, and takes the graph over, even where it fails. All audio of the render is without
   the delay that its place in the graph has. The route must outlive the render. NULL where something is missing. */
SceneRender* route_render_new(const Route* route, Graph* graph, const char* samples_folder, HostError* error);

/* What a render feeds to an input of the route: of two inputs that play one source, the second gets the right side. */
const float* route_render_input(const SceneRender* render, const Route* route, uint32_t input);

#endif
