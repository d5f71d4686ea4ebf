// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Text in a handful of styles. It is UTF-8; lengths are in user units. Any thread that owns its cairo_t; not
   realtime-safe. */

#ifndef SIGNALBOX_DRAW_TEXT_H
#define SIGNALBOX_DRAW_TEXT_H

#include "common/draw/theme.h"

#include <stdbool.h>

typedef enum {
  TEXT_TITLE,  // of a picture
  TEXT_NAME,   // of a box
  TEXT_BODY,
  TEXT_SMALL,
  TEXT_BADGE,
  TEXT_HEADING,  // these of windows
  TEXT_VALUE,
  TEXT_LABEL,
  TEXT_STRONG,  // a label that matters
  TEXT_TICK,    // the smallest, for figures along a scale
} TextStyle;

typedef enum { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT } TextAlign;

/* How far the text advances. NULL is empty. */
double text_width(cairo_t* cr, TextStyle style, const char* text);

/* From one baseline to the next, and the height of a capital letter. */
double text_line(TextStyle style);
double text_capital(TextStyle style);

/* Draws within [x, x + width]; what does not fit ends in an ellipsis, in windows once it has been made narrower. */
void text_draw(cairo_t* cr, TextStyle style, Ink ink, TextAlign align, const char* text, double x, double width,
               double baseline);

/* The same on a rim of another ink: for figures that lie over curves. */
void text_draw_over(cairo_t* cr, TextStyle style, Ink ink, Ink rim, TextAlign align, const char* text, double x,
                    double width, double baseline);

/* Hears of each text that is drawn, and where its letters are, in the user units of cr. */
typedef struct {
  void (*hear)(void* handle, TextStyle style, const char* text, double x, double width, double baseline, bool was_cut);
  void* handle;
} TextListener;

/* Has what is drawn on cr from now on be heard by a listener, which outlives cr. */
void text_listen(cairo_t* cr, const TextListener* listener);

/* Whether any text that was drawn on cr so far did not fit. */
bool text_was_cut(cairo_t* cr);

#endif
