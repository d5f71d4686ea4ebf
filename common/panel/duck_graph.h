// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* How far a signal is turned down by the level of another: gain over level, both in dB, with the live dot, a corner to
   drag at the threshold, and a handle at the depth. */

#ifndef SIGNALBOX_PANEL_DUCK_GRAPH_H
#define SIGNALBOX_PANEL_DUCK_GRAPH_H

#include "common/panel/graph.h"

/* How one looks; it outlives the panel. */
typedef struct {
  double right_db, bottom_db, top_db;  // where it ends; it begins at -60 dB
  double across_db;                    // from one upright line to the next
  const char* caption;
  GraphFunction gain_db;             // of a level
  bool (*acts)(const Panel* panel);  // whether anything is turned down now
  bool (*has_no_corner)(const Panel* panel, const Widget* widget);
  bool (*has_no_depth)(const Panel* panel, const Widget* widget);
  void (*depth_place)(const Panel* panel, const Widget* widget, double* x, double* y);
} DuckLook;

typedef struct {
  unsigned level, reduction;  // readings
  unsigned threshold, depth;  // controls
  PortSet bends;              // other controls that change the curve, or where a handle is
} DuckPorts;

/* Where it lies, for depth_place(). */
Graph duck_graph_of(const Widget* widget);

void duck_graph_add(Panel* panel, PanelRect area, const DuckLook* look, const DuckPorts* ports);

#endif
