// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A route as sessions of real hosts: text that the hosts read. Not realtime-safe. */

#ifndef SIGNALBOX_ROUTES_SESSION_H
#define SIGNALBOX_ROUTES_SESSION_H

#include "common/routes/added_delays.h"

#include <stdio.h>

/* An Ardour script that adds the route to a session, as empty tracks, busses, plugins and wires between them. `body`
   is the text of ardour.lua, which does so; what is written before it is the route as data. False with a sentence where
   a script could not say what the route says. */
bool ardour_write(FILE* stream, const Route* route, const Graph* graph, const char* body, HostError* error);

/* What follows is for hosts that do not compensate delay: where a wire waits for a slower path, the branch of the
   splitter that it comes from does so instead, or one that is put in. Such delays are of the graph, and have set its
   controls. */

/* A Carla project. False where memory is short. */
bool carla_write(FILE* stream, const Route* route, const Graph* graph, const AddedDelays* delays, HostError* error);

/* The configuration of a filter chain of PipeWire: a sink that plays through the route. False with a sentence where
   memory is short, or it has no inputs, no outputs, or more of them than PipeWire takes. */
bool pipewire_write(FILE* stream, const Route* route, const Graph* graph, const AddedDelays* delays, HostError* error);

/* A pedalboard of MOD, whose sockets are the route's inputs and outputs in their order. False where memory is short. */
bool mod_write(FILE* stream, const Route* route, const Graph* graph, const AddedDelays* delays, HostError* error);

/* What makes a bundle of a pedalboard: its manifest, for the file beside it that has the route's name. */
void mod_write_manifest(FILE* stream, const Route* route);

#endif
