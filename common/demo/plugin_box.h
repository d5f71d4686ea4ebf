// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A plugin of a render as a box of a diagram: what is set, with units, and what its meters read. Strips, sends and
   branches get a row each; they are found by the symbols of their controls, so that every plugin of the suite has its
   rows. One thread; not realtime-safe. */

#ifndef SIGNALBOX_DEMO_PLUGIN_BOX_H
#define SIGNALBOX_DEMO_PLUGIN_BOX_H

#include "common/demo/scene_render.h"
#include "common/diagram/box.h"
#include "common/draw/numbers.h"

enum { PLUGIN_BOX_ROWS = PINS_MAX + SCENE_SETTINGS, PLUGIN_BOX_LINE_SIZE = 512 };

typedef struct {
  BoxView view;  // refers to what follows, so a PluginBox must not be copied
  RowView rows[PLUGIN_BOX_ROWS];
  char texts[PLUGIN_BOX_ROWS][2][DRAW_TEXT_SIZE];
  char title[PLUGIN_BOX_LINE_SIZE];
  char foot[PLUGIN_BOX_LINE_SIZE];
} PluginBox;

/* Texts that are too long are cut. */
void plugin_box_fill(PluginBox* box, const PluginRender* plugin);

/* Whether a control has its place on the row of a strip, send or branch. */
bool plugin_box_has_port(const PluginRender* plugin, uint32_t port);

/* The meter of a strip, send or branch: the most that it read, in dBFS; NaN where the pin has none. */
float pin_meter(const PluginRender* plugin, unsigned pin);

#endif
