// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The picture in the parallel splitter's window that explains its mode, with the handles of some. */

#ifndef SIGNALBOX_PARALLEL_SPLITTER_PANEL_MODES_H
#define SIGNALBOX_PARALLEL_SPLITTER_PANEL_MODES_H

#include "common/panel/model.h"
#include "plugins/parallel_splitter/parallel_splitter_ports.h"

unsigned splitter_mode(const Panel* panel);

/* How many branches there are in the mode. */
unsigned splitter_n_branches(const Panel* panel);

/* A control of the split section. */
unsigned splitter_port(const Panel* panel, unsigned spec);

/* What a branch carries, in a word or two. */
const char* splitter_branch_word(const Panel* panel, unsigned branch);

void splitter_picture_add(Panel* panel, PanelRect area);

/* For that: a branch's letter, in the middle of x; and of the modes that split by no measure what each branch is, and
   wires to them, which are added by themselves because they move. */
void splitter_letter_draw(cairo_t* cr, double x, double y, unsigned branch);
void splitter_ways_draw(const Panel* panel, const Widget* widget, cairo_t* cr);
Widget* splitter_ways_add(Panel* panel, PanelRect area);

#endif
