// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A route as sessions of real hosts: text that the hosts read. Not realtime-safe. */

#ifndef SIGNALBOX_ROUTES_SESSION_H
#define SIGNALBOX_ROUTES_SESSION_H

#include "common/routes/route.h"

#include <stdio.h>

/* An Ardour script that adds the route to a session, as empty tracks, busses, plugins and wires between them. `body`
   is the text of ardour.lua, which does so; what is written before it is the route as data. False with a sentence where
   a script could not say what the route says. */
bool ardour_write(FILE* stream, const Route* route, const Graph* graph, const char* body, HostError* error);

/* A Carla project. Carla does not compensate delay: where a wire waits for a slower path, the branch of the splitter
   that it comes from does so instead, or one that is put in (added_delays.h), which changes the graph's controls. False
   with a sentence where a project could not say what the route says. */
bool carla_write(FILE* stream, const Route* route, Graph* graph, HostError* error);

#endif
