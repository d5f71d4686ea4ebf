// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The field in which a value is typed, over its control. */

#ifndef SIGNALBOX_PANEL_FIELD_H
#define SIGNALBOX_PANEL_FIELD_H

#include "common/panel/model.h"

/* Opens for a control, near a rectangle, with its value as text, which the first character replaces. */
void field_open(Panel* panel, unsigned port, PanelRect near);

/* Sets the control to what was typed and closes; or, where that means nothing, stays open and says so. Whether it is
   closed. */
bool field_commit(Panel* panel);

/* Drops what was typed. */
void field_close(Panel* panel);

/* Whether the key was for it. */
bool field_key(Panel* panel, const PanelKey* key);

void field_draw(const Panel* panel, cairo_t* cr);

#endif
