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

#endif
