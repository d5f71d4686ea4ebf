// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Takes of routes: a route played as the scene that it describes. */

#ifndef SIGNALBOX_DEMO_ROUTE_TAKE_H
#define SIGNALBOX_DEMO_ROUTE_TAKE_H

#include "common/demo/take.h"
#include "common/routes/route.h"

/* Plays a route through its graph, which it takes over even where it fails. All tracks of the take are without the
   delay that their place in the graph has. The route must outlive the take. NULL where something is missing. */
Take* take_of_route(const Route* route, Graph* graph, const char* samples_folder, HostError* error);

/* What a take feeds to an input of the route: of two inputs that play one source, the second gets the right side. */
const float* take_input(const Take* take, const Route* route, uint32_t input);

#endif
