// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Panels: a plugin of a take as a box of a drawing, in the words of a mixing desk. Strips, sends and branches are found
   by the symbols of their controls, so that every plugin of the suite has its rows. */

#ifndef SIGNALBOX_DEMO_PANEL_H
#define SIGNALBOX_DEMO_PANEL_H

#include "common/demo/take.h"
#include "common/diagram/box.h"

enum { PANEL_ROWS = PINS_MAX + SCENE_SETTINGS, PANEL_LINE_SIZE = 512 };

typedef struct {
  BoxView box;  // refers to the panel, so do not copy it
  RowView rows[PANEL_ROWS];
  char texts[PANEL_ROWS][2][DRAW_TEXT_SIZE];
  char title[PANEL_LINE_SIZE];
  char foot[PANEL_LINE_SIZE];
} Panel;

void panel_fill(Panel* panel, const PluginTake* plugin);

/* Whether a control has its place on the row of a strip, send or branch. */
bool panel_has_port(const PluginTake* plugin, uint32_t port);

/* The meter of a strip, send or branch: the most that it read, dBFS; NaN where the pin has none. */
float pin_meter(const PluginTake* plugin, unsigned pin);

#endif
