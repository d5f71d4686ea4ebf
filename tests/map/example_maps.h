// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Maps of made-up sessions, with findings in them, to be drawn. */

#ifndef SIGNALBOX_TESTS_EXAMPLE_MAPS_H
#define SIGNALBOX_TESTS_EXAMPLE_MAPS_H

#include "tests/map/example_findings.h"

typedef struct {
  const char* name;
  Map* (*make)(Findings* findings);  // which have to be freed
} ExampleMap;

extern const ExampleMap example_maps[];
extern const unsigned n_example_maps;

/* A session of so many tracks, in groups or without. */
Map* example_session(Findings* findings, uint32_t n_tracks, bool has_groups);

#endif
