// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Five seconds of a level, and of the reduction that hangs from 0 dB above it. */

#ifndef SIGNALBOX_PANEL_HISTORY_GRAPH_H
#define SIGNALBOX_PANEL_HISTORY_GRAPH_H

#include "common/panel/model.h"

/* How one looks; it outlives the panel. */
typedef struct {
  bool has_figures;                            // along its lines
  bool (*acts)(const Panel* panel);            // whether anything is turned down now
  bool is_level_alone;                         // where nothing is, instead of the reduction in grey
  bool (*has_threshold)(const Panel* panel);   // a line; NULL for none
  double (*threshold_db)(const Panel* panel);  // and where it is
  const char* (*caption)(const Panel* panel);
} HistoryLook;

/* Adds one of two readings, from -60 to 6 dB. What comes back is for the caller to have watch what `look` depends on.
 */
Widget* history_graph_add(Panel* panel, PanelRect area, const HistoryLook* look, unsigned level, unsigned reduction);

#endif
