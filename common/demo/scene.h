// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Scenes: what the demo plays through which plugins. A scene is data: sources made of samples, plugins with settings,
   and the wires between them. Times are in beats from 0; a bar has four. */

#ifndef SIGNALBOX_DEMO_SCENE_H
#define SIGNALBOX_DEMO_SCENE_H

#include <stdbool.h>

enum {
  SCENE_SOURCES = 16,
  SCENE_CLIPS = 32,
  SCENE_PLUGINS = 16,
  SCENE_SETTINGS = 48,
  SCENE_WIRES = 64,
  BEATS_PER_BAR = 4,
};

/* One sounding of a sample. */
typedef struct {
  double beat;
  double beats;      // how long it sounds; 0: to its end
  double semitones;  // up or down, by playing it faster or slower
} SceneClip;

typedef struct {
  const char* name;    // NULL ends the list
  const char* sample;  // a file of the samples folder, without its ending; NULL for a voice
  double period;       // the clips repeat every so many beats
  unsigned n_clips;
  SceneClip clips[SCENE_CLIPS];
  const char* speech;  // what the voice says
  double gain_db;
} SceneSource;

/* A control's value from a beat on. Where `beats` is not 0 it goes there in a straight line from where it was. */
typedef struct {
  const char* symbol;  // NULL ends the list
  float value;
  double beat, beats;
  const char* words;  // for the picture, NULL for none
} SceneSetting;

typedef struct {
  const char* name;  // NULL ends the list
  const char* uri;
  SceneSetting settings[SCENE_SETTINGS];
  const char* preset;  // a URI; settings come on top; NULL for none
} ScenePlugin;

/* From a source or from an earlier plugin. A port is named by its symbol, for a stereo pair without _l and _r. */
typedef struct {
  const char* from;         // NULL ends the list
  const char* from_output;  // NULL of a source
  const char* to;
  const char* to_input;
} SceneWire;

typedef struct {
  const char* name;  // of the files
  const char* title;
  const char* comment;  // what to listen for
  const char* caption;  // in a word or two, where it is heard against another; NULL elsewhere
  double beats_per_minute;
  unsigned n_bars;
  SceneSource sources[SCENE_SOURCES + 1];
  ScenePlugin plugins[SCENE_PLUGINS + 1];
  SceneWire wires[SCENE_WIRES + 1];
  const char* mix;         // the plugin whose output is the result
  const char* mix_output;  // and which output
} Scene;

extern const Scene scenes[];
extern const unsigned n_scenes;

/* Whether a setting holds from the start. */
static inline bool setting_is_initial(const SceneSetting* setting) {
  return setting->beat <= 0.0 && setting->beats <= 0.0;
}

static inline double scene_seconds(const Scene* scene, double beats) {
  return beats * 60.0 / scene->beats_per_minute;
}

#endif
