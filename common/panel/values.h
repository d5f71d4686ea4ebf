// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Values at the ports of a panel, who sets them, and what is to be drawn anew when they change: what model.h and
   panel.h say of them, but for this. */

#ifndef SIGNALBOX_PANEL_VALUES_H
#define SIGNALBOX_PANEL_VALUES_H

#include "common/panel/model.h"

/* Marks what looks different because a control has lost its use, or got one, or a handle its place. */
void uses_refresh(Panel* panel);

#endif
