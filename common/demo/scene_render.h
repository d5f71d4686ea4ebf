// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A scene rendered: played through its plugins faster than real time, with all audio and everything that was measured
   on the way. Audio is planar float; levels are in dB as levels.h has them. One thread; not realtime-safe. What fails
   for a reason outside the program leaves a sentence in the HostError. */

#ifndef SIGNALBOX_DEMO_SCENE_RENDER_H
#define SIGNALBOX_DEMO_SCENE_RENDER_H

#include "common/demo/levels.h"
#include "common/demo/pins.h"
#include "common/demo/scene.h"
#include "common/host/graph.h"
#include "common/host/wav.h"

/* Audio at one place of the path, and its levels. */
typedef struct {
  Wav* wav;
  Levels levels;
} MeasuredAudio;

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
  MeasuredAudio outputs[PINS_MAX];  // by pin; of inputs, empty
  Reading* readings;                // by port
} PluginRender;

typedef struct {
  const Scene* scene;
  Scene* own_scene;  // made of a route, or NULL
  Graph* graph;      // that owns the instances, or NULL
  double rate_hz;
  uint64_t n_frames;
  unsigned n_sources, n_plugins;
  MeasuredAudio sources[SCENE_SOURCES];
  PluginRender plugins[SCENE_PLUGINS];
  const PluginRender* mix_plugin;
  const MeasuredAudio* mix;
  double mix_true_peak_db;  // dBTP
} SceneRender;

/* What the demo renders at: the rate, and short blocks, because meters are read at the end of each and fall meanwhile:
   by 0.03 dB in 64 frames. */
#define DEMO_RATE_HZ 44100.0
enum { DEMO_BLOCK_FRAMES = 64 };

/* Where a wire comes from, or NULL: a source's audio, or a plugin's output. */
const MeasuredAudio* scene_render_find(const SceneRender* render, const char* name, const char* output);

/* The plugin's pin of a name, or PINS_MAX. */
unsigned plugin_render_pin(const PluginRender* plugin, const char* name, bool is_input);

/* Says in an error that memory is too short; returns false. */
bool render_fail_memory(HostError* error);

/* A sample of the folder by its name, without an ending. NULL where it cannot be read. */
Wav* demo_sample_load(const char* name, const char* samples_folder, HostError* error);

/* Steps of a render, for route_render.c, which goes through them in another order: the length and the sources; the
   levels of audio; the readings at the end of a block; and, when `mix` is there, what else is measured of it. */
bool scene_render_prepare(SceneRender* render, const Scene* scene, const char* samples_folder, HostError* error);
bool audio_measure(MeasuredAudio* audio, HostError* error);
void readings_add(const PluginRender* plugin);
bool mix_measure(SceneRender* render, HostError* error);

/* Reads the samples from a folder and renders the scene, showing progress on standard output. NULL where a sample, a
   plugin or an end of a wire is missing. */
SceneRender* scene_render_new(Host* host, const Scene* scene, const char* samples_folder, HostError* error);
void scene_render_free(SceneRender* render);

#endif
