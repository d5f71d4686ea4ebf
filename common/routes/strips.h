// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Strips: a route as a mixing engineer would lay it out on the tracks and busses of a mixer.

   Each input of the route, or pair of inputs named Left and Right, is a track. A plugin goes on the strip that its
   inputs come from, behind what is there, on channels of its own where others pass it by; what comes from several
   strips, or is a sum, needs a bus. A sidechain may come from another strip. Where a plugin would make two strips wait
   for each other it gets a bus too, so that strips can always be played one after the other. Not
   realtime-safe. */

#ifndef SIGNALBOX_ROUTES_STRIPS_H
#define SIGNALBOX_ROUTES_STRIPS_H

#include "common/routes/route.h"

/* Stands for no channel; as a strip, for the mixer's master. */
#define STRIP_NONE UINT32_MAX
#define STRIP_MASTER UINT32_MAX

/* A channel of a strip, counted from 0. */
typedef struct {
  uint32_t strip, channel;
} StripEnd;

typedef struct {
  uint32_t block;
  uint32_t* channels;  // by port: what an input is fed from, where an output goes; STRIP_NONE for nothing
  uint32_t* thru;      // by channel behind the plugin: the channel before it that passes it by, or STRIP_NONE
  uint32_t width;      // channels behind it
} StripPlugin;

typedef struct {
  char* name;  // unlike that of any other strip, and of the master
  bool is_track;
  uint32_t n_inputs, n_outputs;
  StripPlugin* plugins;  // in the order they are heard
  uint32_t n_plugins;
} Strip;

/* Audio from an output of a strip to an input of another; to.channel of the master is the route's output. */
typedef struct {
  StripEnd from, to;
} StripWire;

/* From an output of a strip to a sidechain input of a plugin on another, by the index of its port. */
typedef struct {
  StripEnd from;
  uint32_t strip, plugin, port;
} StripKey;

typedef struct {
  Strip* strips;  // tracks first
  uint32_t n_strips;
  StripWire* wires;
  uint32_t n_wires;
  StripKey* keys;
  uint32_t n_keys;
  uint32_t* track_of;    // by input of the route: its strip,
  uint32_t* channel_of;  // and its channel there
} Strips;

/* For a route and its graph, which has settled. NULL where memory is short. */
Strips* strips_new(const Route* route, const Graph* graph, HostError* error);
void strips_free(Strips* strips);

#endif
