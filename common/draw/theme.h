// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Colours and outlines that all drawings share. Signal is one hue that grows darker with level, so that it reads
   without colour vision; what is hot or clips changes hue and is also said in words. Lengths are in user units of the
   cairo_t, y grows downwards. Any thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_THEME_H
#define SIGNALBOX_DRAW_THEME_H

#include <cairo.h>

typedef enum {
  INK_PAPER,   // behind everything
  INK_CARD,    // inside a box
  INK_SHADOW,  // under a box
  INK_EDGE,    // outlines
  INK_RULE,    // hairlines, empty tracks
  INK_TEXT,
  INK_QUIET,   // secondary text
  INK_OFF,     // what is switched off
  INK_WAVE,    // peaks of a waveform
  INK_ACCENT,  // its RMS, and meters
  INK_HOT,     // the last decibels below full scale
  INK_CLIP,    // above full scale
  INK_ON_HOT,  // text on a ground of INK_HOT; INK_CARD is for grounds of INK_ACCENT, INK_CLIP and INK_QUIET
  N_INKS
} Ink;

/* Light is what a cairo_t has until it is told; on dark ground a signal grows brighter with level. */
typedef enum { THEME_LIGHT, THEME_DARK, N_THEMES } Theme;

/* Has all that is drawn on cr from now on be in a theme. */
void theme_set(cairo_t* cr, Theme theme);

/* The colour of an ink in a theme, 0xRRGGBB. */
unsigned ink_rgb(Theme theme, Ink ink);

/* Makes `ink` the source of what is drawn next; alpha 0..1. */
void ink_set(cairo_t* cr, Ink ink, double alpha);

/* How much of its ink tints the ground below a curve: figures still stand out from it. */
#define INK_TINT 0.16

/* The levels over which a signal changes its look end at 0 dB and span this much. */
#define SIGNAL_SPAN_DB 48.0

/* The same for a signal of a level in dB: pale at -48 and below, dark at 0 and above. */
void ink_set_level(cairo_t* cr, double level_db);

/* The empty slot in which a meter or a fader moves: a bar with round ends. */
void slot_draw(cairo_t* cr, double x, double y, double width, double height);

/* A closed rectangle with round corners, as the current path. */
void round_rectangle(cairo_t* cr, double x, double y, double width, double height, double radius);

#endif
