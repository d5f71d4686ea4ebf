// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/diagram/box.h"

#include "common/diagram/box_marks.h"
#include "common/draw/text.h"

#include <math.h>
#include <string.h>

#define PAD_X 16.0
#define PAD_Y 12.0
#define PAD_Y_SLIM 8.0  // of a box that is a name and a waveform
#define CELL_GAP 14.0
#define ROW_HEIGHT 24.0
#define ROW_HEIGHT_SLIM 20.0
#define ROW_HEIGHT_PIN 62.0  // a slim box and the gap below it: sources stand level with the rows that they feed
#define PIN_PITCH 30.0
#define WAVE_WIDTH 112.0
#define WAVE_WIDTH_BELOW 210.0
#define WAVE_HEIGHT_BELOW 136.0
#define FOOT_GAP 8.0
#define CORNER 8.0

static bool row_has_pin(const RowView* row) {
  return row->input || row->output;
}

static double row_height(const BoxView* box, unsigned row) {
  const double height = row_has_pin(&box->rows[row]) ? ROW_HEIGHT_PIN : ROW_HEIGHT;
  return box->compact ? ROW_HEIGHT_SLIM : height;
}

/* Whether a row is one text, which may be as wide as the table. */
static bool row_spans(const BoxView* box, unsigned row) {
  for (unsigned column = 1; column < BOX_CELLS; ++column) {
    if (box->rows[row].cells[column].kind != CELL_EMPTY) {
      return false;
    }
  }
  return box->compact;
}

/* Widths of the columns; returns that of the table. */
static double columns_measure(cairo_t* cr, const BoxView* box, BoxShape* shape) {
  double total = 0.0, widest = 0.0;
  for (unsigned column = 0; column < BOX_CELLS; ++column) {
    double width = text_width(cr, TEXT_SMALL, box->captions[column]);
    for (unsigned row = 0; row < box->n_rows; ++row) {
      const double own = cell_width(cr, &box->rows[row].cells[column]);
      width = row_spans(box, row) ? width : fmax(width, own);
      widest = fmax(widest, own);
    }
    shape->cell_width[column] = width;
    total += width > 0.0 ? width + (total > 0.0 ? CELL_GAP : 0.0) : 0.0;
  }
  const double most = box->most_width > 0.0 ? box->most_width - 2.0 * PAD_X : HUGE_VAL;
  shape->cell_width[0] += fmax(fmin(widest, most) - total, 0.0);
  total = fmax(total, fmin(widest, most));
  const double taken = fmin(fmax(total - most, 0.0), shape->cell_width[0]);
  shape->cell_width[0] -= taken;
  return total - taken;
}

/* Where surplus width goes: to the first meter, else to the first column that is not empty. */
static unsigned elastic_column(const BoxView* box, const BoxShape* shape) {
  unsigned first = BOX_CELLS;
  for (unsigned column = BOX_CELLS; column-- > 0;) {
    first = shape->cell_width[column] > 0.0 ? column : first;
  }
  for (unsigned column = first; column < BOX_CELLS; ++column) {
    for (unsigned row = 0; row < box->n_rows; ++row) {
      const CellKind kind = box->rows[row].cells[column].kind;
      if (kind == CELL_METER || kind == CELL_REDUCTION) {
        return column;
      }
    }
  }
  return first;
}

static void columns_place(BoxShape* shape) {
  double x = PAD_X;
  for (unsigned column = 0; column < BOX_CELLS; ++column) {
    shape->cell_x[column] = x;
    x += shape->cell_width[column] > 0.0 ? shape->cell_width[column] + CELL_GAP : 0.0;
  }
}

static double lines_width(cairo_t* cr, const BoxView* box) {
  const bool beside = marks_are_beside(cr, box);
  const double marks = marks_width(cr, box);
  const double name = text_width(cr, TEXT_NAME, box->name) + (beside ? marks : 0.0);
  const double texts = fmax(name, fmax(text_width(cr, TEXT_SMALL, box->note), beside ? 0.0 : marks));
  const double width = fmax(texts, text_width(cr, TEXT_SMALL, box->foot));
  return box->most_width > 0.0 ? fmin(width, box->most_width - 2.0 * PAD_X) : width;
}

static double header_height(const BoxView* box) {
  return text_line(TEXT_NAME) + (box->note ? text_line(TEXT_SMALL) : 0.0);
}

static bool box_has_captions(const BoxView* box) {
  for (unsigned column = 0; column < BOX_CELLS; ++column) {
    if (box->captions[column]) {
      return true;
    }
  }
  return false;
}

/* Which row carries a pin, or n_rows. */
static unsigned pin_row(const BoxView* box, bool output, unsigned pin) {
  unsigned row = 0;
  while (row < box->n_rows && (output ? box->rows[row].output : box->rows[row].input) != pin + 1) {
    ++row;
  }
  return row;
}

/* How many pins of a side no row carries. */
static unsigned pins_free(const BoxView* box, bool output) {
  unsigned n = 0;
  for (unsigned pin = 0; pin < (output ? box->n_outputs : box->n_inputs); ++pin) {
    n += pin_row(box, output, pin) == box->n_rows;
  }
  return n;
}

/* Pins on rows stand in the middle of the row; the others are spread over the side, or over what is above the rows when
   rows have pins on that side. */
static void pins_place(const BoxView* box, const BoxShape* shape, bool output, double* pin_y) {
  const unsigned n_pins = output ? box->n_outputs : box->n_inputs;
  const unsigned n_free = pins_free(box, output);
  const double head = 2.0 * PAD_Y + header_height(box);
  const double space = box->compact ? head : n_free < n_pins ? shape->rows_y : shape->height;
  for (unsigned pin = 0, nth = 0; pin < n_pins; ++pin) {
    const unsigned row = pin_row(box, output, pin);
    if (row == box->n_rows) {
      pin_y[pin] = space * (nth++ + 0.5) / n_free;
    } else {
      pin_y[pin] = shape->rows_y + row_height(box, row) / 2.0;
      for (unsigned above = 0; above < row; ++above) {
        pin_y[pin] += row_height(box, above);
      }
    }
  }
}

/* How high the free pins of both sides need the part above the rows to be. */
static double pins_height(const BoxView* box) {
  if (box->compact) {
    return 0.0;
  }
  const unsigned inputs = pins_free(box, false);
  const unsigned outputs = pins_free(box, true);
  return PIN_PITCH * fmax(inputs < box->n_inputs ? inputs : 0, outputs < box->n_outputs ? outputs : 0);
}

static void heights_measure(cairo_t* cr, const BoxView* box, BoxShape* shape) {
  const bool slim = box->wave_place == WAVE_BESIDE && box->n_rows == 0;
  const double pad = slim ? PAD_Y_SLIM : PAD_Y;
  double y = pad + header_height(box) + marks_height(cr, box);
  if (box->wave_place == WAVE_BESIDE) {
    shape->wave_y = pad;
    shape->wave_height = y - pad;
  } else if (box->wave_place == WAVE_BELOW) {
    shape->wave_y = y + 8.0;
    shape->wave_height = WAVE_HEIGHT_BELOW;
    y += WAVE_HEIGHT_BELOW + 16.0;
  }
  if (box_has_captions(box)) {
    shape->captions_y = y + 6.0;
    y += text_line(TEXT_SMALL) + 8.0;
  } else if (box->n_rows > 0 && box->wave_place != WAVE_BELOW) {
    y += 6.0;
  }
  y = fmax(y, pins_height(box));
  shape->rows_y = y;
  for (unsigned row = 0; row < box->n_rows; ++row) {
    y += row_height(box, row);
  }
  if (box->foot) {
    y += text_line(TEXT_SMALL) + FOOT_GAP;
    shape->foot_y = y - text_line(TEXT_SMALL);
  }
  const unsigned pins = box->n_inputs > box->n_outputs ? box->n_inputs : box->n_outputs;
  shape->height = fmax(y + pad, box->compact ? 0.0 : PIN_PITCH * pins);
}

void box_measure(cairo_t* cr, const BoxView* box, double min_width, BoxShape* shape) {
  memset(shape, 0, sizeof *shape);
  const double table = columns_measure(cr, box, shape);
  const double lines = lines_width(cr, box);
  const double beside = box->wave_place == WAVE_BESIDE ? CELL_GAP + WAVE_WIDTH : 0.0;
  const double below = box->wave_place == WAVE_BELOW ? WAVE_WIDTH_BELOW : 0.0;
  shape->width = fmax(fmax(fmax(table, lines + beside), below) + 2.0 * PAD_X, min_width);
  if (table > 0.0) {
    shape->cell_width[elastic_column(box, shape)] += shape->width - 2.0 * PAD_X - table;
  }
  columns_place(shape);
  if (box->wave_place == WAVE_BESIDE) {
    shape->wave_x = shape->width - PAD_X - WAVE_WIDTH;
    shape->wave_width = WAVE_WIDTH;
  } else if (box->wave_place == WAVE_BELOW) {
    shape->wave_x = PAD_X;
    shape->wave_width = shape->width - 2.0 * PAD_X;
  }
  heights_measure(cr, box, shape);
  pins_place(box, shape, false, shape->input_y);
  pins_place(box, shape, true, shape->output_y);
}

static void rule_draw(cairo_t* cr, const BoxShape* shape, double x, double y) {
  cairo_rectangle(cr, x + PAD_X, y - 0.5, shape->width - 2.0 * PAD_X, 1.0);
  ink_set(cr, INK_RULE, 1.0);
  cairo_fill(cr);
}

static void rows_draw(cairo_t* cr, const BoxView* box, const BoxShape* shape, double x, double y) {
  double top = y + shape->rows_y;
  for (unsigned i = 0; i < box->n_rows; ++i) {
    const RowView* row = &box->rows[i];
    if (box->compact ? i == 0 : row_has_pin(row) || (i > 0 && row_has_pin(&box->rows[i - 1]))) {
      rule_draw(cr, shape, x, top);
    }
    for (unsigned column = 0; column < BOX_CELLS; ++column) {
      const double width = row_spans(box, i) ? shape->width - 2.0 * PAD_X : shape->cell_width[column];
      cell_draw(cr, &row->cells[column], row->off, x + shape->cell_x[column], width, top + row_height(box, i) / 2.0);
    }
    top += row_height(box, i);
  }
  if (box->foot) {
    rule_draw(cr, shape, x, top);
    text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_LEFT, box->foot, x + PAD_X, shape->width - 2.0 * PAD_X,
              y + shape->foot_y + text_line(TEXT_SMALL) * 0.75);
  }
}

void box_card_draw(cairo_t* cr, double x, double y, double width, double height) {
  for (int i = 3; i > 0; --i) {
    round_rectangle(cr, x - i, y - i + 2.0, width + 2.0 * i, height + 2.0 * i, CORNER + i);
    ink_set(cr, INK_SHADOW, 0.025);
    cairo_fill(cr);
  }
  round_rectangle(cr, x, y, width, height, CORNER);
  ink_set(cr, INK_CARD, 1.0);
  cairo_fill_preserve(cr);
  ink_set(cr, INK_EDGE, 1.0);
  cairo_set_line_width(cr, 1.0);
  cairo_stroke(cr);
}

void box_draw(cairo_t* cr, const BoxView* box, const BoxShape* shape, double x, double y) {
  const bool slim = box->wave_place == WAVE_BESIDE && box->n_rows == 0;
  const double beside = box->wave_place == WAVE_BESIDE ? CELL_GAP + shape->wave_width : 0.0;
  const double marks = marks_are_beside(cr, box) ? marks_width(cr, box) : 0.0;
  const double space = shape->width - 2.0 * PAD_X - beside;
  const double top = y + (slim ? PAD_Y_SLIM : PAD_Y);
  box_card_draw(cr, x, y, shape->width, shape->height);
  text_draw(cr, TEXT_NAME, box->off ? INK_QUIET : INK_TEXT, ALIGN_LEFT, box->name, x + PAD_X, space - marks,
            top + text_line(TEXT_NAME) * 0.75);
  marks_draw(cr, box, x + PAD_X, x + PAD_X + space, marks > 0.0 ? top - 0.5 : top + header_height(box));
  text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_LEFT, box->note, x + PAD_X, space,
            top + text_line(TEXT_NAME) + text_line(TEXT_SMALL) * 0.75);
  for (unsigned column = 0; column < BOX_CELLS; ++column) {
    const bool number = box->n_rows > 0 && box->rows[0].cells[column].kind == CELL_NUMBER;
    const bool pan = box->n_rows > 0 && box->rows[0].cells[column].kind == CELL_PAN;
    text_draw(cr, TEXT_SMALL, INK_QUIET,
              number ? ALIGN_RIGHT
              : pan  ? ALIGN_CENTRE
                     : ALIGN_LEFT,
              box->captions[column], x + shape->cell_x[column], shape->cell_width[column],
              y + shape->captions_y + text_line(TEXT_SMALL) * 0.75);
  }
  if (box->wave && box->wave_place != WAVE_NONE) {
    wave_draw(cr, box->wave, x + shape->wave_x, y + shape->wave_y, shape->wave_width, shape->wave_height);
  }
  rows_draw(cr, box, shape, x, y);
}
