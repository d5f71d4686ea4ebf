// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Text in a handful of styles, and numbers as producers write them. Text is UTF-8; lengths are in user units. Any
   thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_TEXT_H
#define SIGNALBOX_DRAW_TEXT_H

#include "common/draw/theme.h"

enum { DRAW_TEXT_SIZE = 64 };

/* From here down a level is shown as off. */
#define DRAW_OFF_DB (-90.0f)

typedef enum {
  TEXT_TITLE,  // of a picture
  TEXT_NAME,   // of a box
  TEXT_BODY,
  TEXT_SMALL,
  TEXT_BADGE,
} TextStyle;

typedef enum { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT } TextAlign;

/* How far the text advances. NULL is empty. */
double text_width(cairo_t* cr, TextStyle style, const char* text);

/* From one baseline to the next, and the height of a capital letter. */
double text_line(TextStyle style);
double text_capital(TextStyle style);

/* Draws within [x, x + width]; what does not fit ends in an ellipsis. */
void text_draw(cairo_t* cr, TextStyle style, Ink ink, TextAlign align, const char* text, double x, double width,
               double baseline);

/* "−14.2 dB", "+1.0 dB"; "off" at DRAW_OFF_DB and below. Returns `out`. */
const char* level_text(float level_db, char out[DRAW_TEXT_SIZE]);

/* The same without its unit: "−14.2", "−∞". */
const char* decibel_text(float level_db, char out[DRAW_TEXT_SIZE]);

/* Any other number, to four digits: "−0.2098", "0", "440". */
const char* number_text(float value, char out[DRAW_TEXT_SIZE]);

/* "L 30", "C", "R 100" of a pan from -1 to 1. */
const char* pan_text(float pan, char out[DRAW_TEXT_SIZE]);

#endif
