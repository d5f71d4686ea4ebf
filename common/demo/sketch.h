// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Sketch: a graph drawn at random, with all that it refers to, for tests. */

#ifndef SIGNALBOX_DEMO_SKETCH_H
#define SIGNALBOX_DEMO_SKETCH_H

#include "common/diagram/graph.h"
#include "common/draw/text.h"

#include <stdint.h>

enum { SKETCH_MAX_BOXES = 14, SKETCH_MAX_ROWS = 6, SKETCH_MAX_WIRES = 40 };

typedef struct {
  GraphView graph;
  BoxView boxes[SKETCH_MAX_BOXES];
  RowView rows[SKETCH_MAX_BOXES][SKETCH_MAX_ROWS];
  WireView wires[SKETCH_MAX_WIRES];
  char texts[SKETCH_MAX_BOXES][SKETCH_MAX_ROWS + 2][DRAW_TEXT_SIZE];
  WaveView wave;
} Sketch;

/* The same for the same seed; without a loop. */
void sketch_draw(uint64_t seed, Sketch* sketch);

#endif
