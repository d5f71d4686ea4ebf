// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A box of a drawing: a source, a plugin or an output. It has a name, perhaps a waveform, and a table of rows; wires
   leave and enter it at pins on its sides. A row may carry a pin (a strip of a mixer, a branch of a splitter); pins
   that no row carries are spread over the side. The view model is plain: whoever fills it may live in a host, a window
   or a test. Any thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DIAGRAM_BOX_H
#define SIGNALBOX_DIAGRAM_BOX_H

#include "common/diagram/cell.h"
#include "common/draw/badge.h"
#include "common/draw/wave.h"

enum { BOX_CELLS = 6, BOX_PINS = 32 };

typedef struct {
  CellView cells[BOX_CELLS];  // one below another they form columns
  unsigned input, output;     // the pin on this row, from 1; 0 for none
  bool off;                   // muted or unused: drawn as such, and the wires that come here too
} RowView;

typedef enum { WAVE_NONE, WAVE_BESIDE, WAVE_BELOW } WavePlace;

/* What leaves a box by one pin. */
typedef struct {
  float level_db;  // gives a wire its strength and its text
  bool clips;
  const char* text;  // instead of the level; "" for none; NULL for the level
} OutputView;

/* A badge in the head of a box. */
typedef struct {
  BadgeKind kind;
  const char* text;
} MarkView;

typedef struct {
  const char* name;
  const char* note;  // a second line; NULL for none
  const MarkView* marks;
  unsigned n_marks;
  const char* captions[BOX_CELLS];  // over the columns; NULL for none
  const RowView* rows;
  unsigned n_rows;
  const char* foot;  // a line below the rows; NULL for none
  WavePlace wave_place;
  const WaveView* wave;  // NULL for none
  unsigned n_inputs, n_outputs;
  OutputView outputs[BOX_PINS];
  bool compact;           // rows are slim, those with pins too; pins that no row carries are beside the name, where
                          // there is room for the text of one alone
  bool off;               // drawn as such
  double most_width;      // what is wider ends in an ellipsis; 0 for no such limit
  unsigned least_column;  // as of ColumnBox
  bool keeps_column;
} BoxView;

/* A measured box, relative to its top left corner. */
typedef struct {
  double width, height;
  double wave_x, wave_y, wave_width, wave_height;
  double captions_y, rows_y, foot_y;
  double cell_x[BOX_CELLS], cell_width[BOX_CELLS];
  double input_y[BOX_PINS], output_y[BOX_PINS];
} BoxShape;

/* The smallest shape that holds the box's text in full, or as much of it as the box allows; `min_width` makes it wider,
   which goes to its waveform and to the first column. */
void box_measure(cairo_t* cr, const BoxView* box, double min_width, BoxShape* shape);

/* Draws what boxes are written on. */
void box_card_draw(cairo_t* cr, double x, double y, double width, double height);

/* Draws a box in its shape with the top left corner at x, y; pins and wires are not its business. */
void box_draw(cairo_t* cr, const BoxView* box, const BoxShape* shape, double x, double y);

#endif
