// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The entries of a choice: the scale points that the variant has. */

#ifndef SIGNALBOX_PANEL_SEGMENTS_H
#define SIGNALBOX_PANEL_SEGMENTS_H

#include "common/panel/model.h"

/* How many entries the control of a port has, and one of them, from 0. */
unsigned entries_count(const Panel* panel, unsigned port);
const ScalePoint* entry_at(const Panel* panel, unsigned port, unsigned entry);

/* Of a widget: where an entry stands, which is at a point (-1 for none), and its value. A port without scale points has
   an entry for each whole number of its range. */
unsigned segments_count(const Panel* panel, const Widget* widget);
PanelRect segment_area(const Panel* panel, const Widget* widget, unsigned entry);
int segments_find(const Panel* panel, const Widget* widget, double x, double y);
float segments_value(const Panel* panel, const Widget* widget, unsigned entry);

#endif
