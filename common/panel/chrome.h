// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What all windows have around their own: the header with name, status and Enabled, the footer that tells of the
   hovered control, and the tip with all of a comment that the footer has no room for. */

#ifndef SIGNALBOX_PANEL_CHROME_H
#define SIGNALBOX_PANEL_CHROME_H

#include "common/draw/text.h"
#include "common/panel/model.h"

/* Adds the widgets of header and footer to a panel whose size is set. */
void chrome_lay_out(Panel* panel);

/* What is wrong and how to cure it, of a status that says all there is to say. */
const char* status_sentence(unsigned status);

/* Draws a text in lines of a width, the first baseline at area.y; how many lines it took, or would take. */
unsigned lines_draw(cairo_t* cr, TextStyle style, Ink ink, const char* text, PanelRect area, unsigned max_lines);

unsigned lines_count(TextStyle style, const char* text, double width);

void footer_draw(const Panel* panel, cairo_t* cr);

bool tip_is_needed(const Panel* panel);
PanelRect tip_area(const Panel* panel);
void tip_draw(const Panel* panel, cairo_t* cr);

#endif
