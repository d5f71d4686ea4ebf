// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Mistakes of routing: what the demo wires wrong, and then mends, at one plugin. A mistake is data, like a scene: it is
   made for MISTAKE_BARS bars, and mended for as many, in which the sources play the same again. */

#ifndef SIGNALBOX_DEMO_MISTAKE_H
#define SIGNALBOX_DEMO_MISTAKE_H

#include "common/demo/scene.h"
#include "common/ports/status.h"

enum { MISTAKE_SOURCES = 3, MISTAKE_WIRES = 6, MISTAKE_SETTINGS = 8, MISTAKE_BARS = 3 };

#define MISTAKE_BEATS_PER_MINUTE 120.0

typedef enum { WIRED_ALWAYS, WIRED_WRONG, WIRED_RIGHT } WhenWired;  // throughout, while the mistake lasts, and after

/* From a source to a pin of the plugin, which is named as in SceneWire. */
typedef struct {
  const char* to_input;  // NULL ends the list
  unsigned source;       // from 0
  WhenWired when;
  double late_ms;
  float gain;        // -1 is an inverted polarity
  bool left_only;    // nothing comes through on the right
  bool through_amp;  // by an amplifier
} MistakeWire;

typedef struct {
  const char* symbol;  // NULL ends the list
  float value;
} MistakeSetting;

typedef struct {
  const char* name;  // of the files
  const char* title;
  const char* sentence;  // what was done wrong, how that sounds, and what mends it
  const char* uri;
  Status status;  // what the plugin says of it
  SceneSource sources[MISTAKE_SOURCES + 1];
  MistakeWire wires[MISTAKE_WIRES + 1];
  MistakeSetting made[MISTAKE_SETTINGS + 1], mended[MISTAKE_SETTINGS + 1];  // controls in either half
  float loop_gain;  // while it is made, what goes out comes back into the return times this
  bool lines_up;    // it is mended by what the plugin has measured against strip 1
} Mistake;

extern const Mistake mistakes[];
extern const unsigned n_mistakes;

#endif
