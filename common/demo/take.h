// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A take: a scene played through its plugins, with everything that was heard and measured on the way. */

#ifndef SIGNALBOX_DEMO_TAKE_H
#define SIGNALBOX_DEMO_TAKE_H

#include "common/demo/levels.h"
#include "common/demo/pins.h"
#include "common/demo/scene.h"
#include "common/host/graph.h"
#include "common/host/wav.h"

/* Audio at one place of the path. */
typedef struct {
  Wav* audio;
  Levels levels;
} Track;

/* What an output control read, at the ends of blocks. */
typedef struct {
  float lowest, highest;
  double sum;
  unsigned count;
} Reading;

typedef struct {
  const ScenePlugin* plugin;
  Instance* instance;  // its controls as they were at the end
  unsigned n_pins;
  Pin pins[PINS_MAX];
  Track outputs[PINS_MAX];  // by pin; of inputs, empty
  Reading* readings;        // by port
} PluginTake;

typedef struct {
  const Scene* scene;
  Scene* own_scene;  // made of a route, or NULL
  Graph* graph;      // that owns the instances, or NULL
  double rate_hz;
  uint64_t n_frames;
  unsigned n_sources, n_plugins;
  Track sources[SCENE_SOURCES];
  PluginTake plugins[SCENE_PLUGINS];
  const PluginTake* mix_plugin;
  const Track* mix;
} Take;

/* What the takes of the demo are played at: the rate, and short blocks, because meters are read at the end of each and
   fall meanwhile: by 0.03 dB in 64 frames. */
#define TAKE_RATE_HZ 44100.0
enum { TAKE_BLOCK_FRAMES = 64 };

/* Where a wire comes from, or NULL: a source's track, or a plugin's output. */
const Track* take_find(const Take* take, const char* name, const char* output);

/* The plugin's pin of a name, or PINS_MAX. */
unsigned take_pin(const PluginTake* plugin, const char* name, bool is_input);

/* Parts of playing a take, for those who play one in another way: its length and sources, the levels of a track, and
   readings at the end of a block. */
bool take_prepare(Take* take, const Scene* scene, const char* samples_folder, HostError* error);
bool track_measure(Track* track, HostError* error);
void readings_add(const PluginTake* plugin);

/* Reads the samples from a folder and plays the scene, showing progress. NULL where something is missing. */
Take* take_new(Host* host, const Scene* scene, const char* samples_folder, HostError* error);
void take_free(Take* take);

#endif
