// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* RandomDiagram: a diagram drawn at random, with all that it refers to, for tests. */

#ifndef SIGNALBOX_TEST_RANDOM_DIAGRAM_H
#define SIGNALBOX_TEST_RANDOM_DIAGRAM_H

#include "common/diagram/diagram.h"
#include "common/draw/numbers.h"

#include <stdint.h>

enum { RANDOM_MAX_BOXES = 14, RANDOM_MAX_ROWS = 6, RANDOM_MAX_WIRES = 40, RANDOM_MAX_MARKS = 9 };

typedef struct {
  DiagramView diagram;
  BoxView boxes[RANDOM_MAX_BOXES];
  RowView rows[RANDOM_MAX_BOXES][RANDOM_MAX_ROWS];
  MarkView marks[RANDOM_MAX_BOXES][RANDOM_MAX_MARKS];
  WireView wires[RANDOM_MAX_WIRES];
  WireLook looks[RANDOM_MAX_WIRES];
  char texts[RANDOM_MAX_BOXES][RANDOM_MAX_ROWS + 2][DRAW_TEXT_SIZE];
  WaveView wave;
} RandomDiagram;

/* The same for the same seed; without a loop, but for wires that come back. */
void random_diagram_fill(uint64_t seed, RandomDiagram* random);

#endif
