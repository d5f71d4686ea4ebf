// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Glance: the small picture of an instance that a host shows in a mixer strip. It is made of bars, lines and a few
   letters, which are put into pixels here, without any library, since it lives in the plugins' own objects.

   The same calls, where there are no pixels, only work out a fingerprint of what would be drawn: where two are equal,
   so are the pictures, to a pixel of a bar's length. That much is for the audio thread too, realtime-safe.

   Rectangles are in pixels; those that leave the picture are cut. */

#ifndef SIGNALBOX_GLANCE_H
#define SIGNALBOX_GLANCE_H

#include "common/dsp/knee.h"
#include "common/ports/port_view.h"

#include <stdbool.h>
#include <stdint.h>

/* One pixel per word, 0xAARRGGBB, as Cairo's premultiplied ARGB32 has it. */
typedef struct {
  uint32_t* pixels;  // width * height of them, row by row; NULL: only the fingerprint is wanted
  int width, height;
  int line;  // thickness of a line, and of what letters are made of
  uint32_t fingerprint;
} Glance;

typedef struct {
  int x, y, width, height;
} GlanceRect;

typedef enum {
  GLANCE_GROUND,
  GLANCE_SLOT,    // the empty part of a bar
  GLANCE_SIGNAL,  // a level
  GLANCE_HOT,     // the last decibels below 0 dBFS
  GLANCE_CLIP,    // and above
  GLANCE_QUIET,
  GLANCE_TEXT,
} GlanceInk;

typedef enum { GLANCE_STANDING, GLANCE_LYING } GlanceWay;

/* What a family shows, into a picture that is empty. */
typedef void (*GlanceFunction)(const PortView* view, Glance* glance);

/* How high a picture of some width is where it may be as high as `highest`. */
int glance_height(int width, int highest);

/* A picture of some size, which `draw` fills. */
Glance glance_draw(GlanceFunction draw, const PortView* view, uint32_t* pixels, int width, int height);

/* The whole of it but for a margin; and a part, `i` of `n` side by side or on top of one another, with a gap between.
 */
GlanceRect glance_area(const Glance* glance);
GlanceRect glance_column(const Glance* glance, GlanceRect area, int i, int n);
GlanceRect glance_row(const Glance* glance, GlanceRect area, int i, int n);

void glance_fill(Glance* glance, GlanceRect rect, GlanceInk ink);

/* Where a level in dB is in a length, 0 .. length: from -60 to +6 dB. */
int glance_level_length(float level_db, int length);

/* A level as a bar from the bottom, or from the left. With `is_off` the slot is an outline: nothing goes through. */
void glance_meter(Glance* glance, GlanceRect rect, GlanceWay way, float level_db, bool is_off);

/* A reduction, 0 dB or less, as a bar from the top, or from the right; its length is 24 dB. */
void glance_reduction(Glance* glance, GlanceRect rect, GlanceWay way, float reduction_db);

/* The output of a compressor over its input, both from -60 to 0 dB, with a dot at an input level. */
void glance_curve(Glance* glance, GlanceRect rect, Knee knee, float level_db);

/* Capital letters, digits and a few signs, as far as they fit; small letters become capitals. */
void glance_text(Glance* glance, GlanceRect rect, const char* text, GlanceInk ink);
int glance_text_height(const Glance* glance);

/* A quiet word of up to n_letters at the left of a row; the rest of the row. */
GlanceRect glance_label(Glance* glance, GlanceRect row, const char* word, unsigned n_letters);

/* The word of a status, with the numbers of those concerned (0 for none), at the bottom of an area; what is left above
   it. */
GlanceRect glance_status(Glance* glance, GlanceRect area, float status, float a, float b);

#endif
