// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Text in lines of a width, broken between words; a word that is wider than a line is broken between characters. It is
   UTF-8; lengths are in user units. Any thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_PARAGRAPH_H
#define SIGNALBOX_DRAW_PARAGRAPH_H

#include "common/draw/text.h"

#include <stddef.h>

/* How many bytes of a text its first line takes, the space at its end among them: 0 at the end of the text alone. */
size_t paragraph_line(cairo_t* cr, TextStyle style, const char* text, double width);

/* How many lines a text takes. */
unsigned paragraph_lines(cairo_t* cr, TextStyle style, const char* text, double width);

/* Draws it with its first baseline at `baseline`. */
void paragraph_draw(cairo_t* cr, TextStyle style, Ink ink, const char* text, double x, double width, double baseline);

#endif
