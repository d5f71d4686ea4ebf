// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The wires of a route in its graph, past the blocks that are off. For route_graph.c alone. */

#ifndef SIGNALBOX_ROUTES_ROUTE_WIRES_H
#define SIGNALBOX_ROUTES_ROUTE_WIRES_H

#include "common/routes/route.h"

/* A plugin's own bypass, or UINT32_MAX. */
uint32_t route_enabled_port(const Instance* instance);

/* Adds all wires to a graph that has all blocks. False with a sentence where a port is not there, memory is short, or
   blocks that are off form a loop or a maze. */
bool route_add_wires(const Route* route, Graph* graph, HostError* error);

#endif
