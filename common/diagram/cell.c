// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/diagram/cell.h"

#include "common/draw/badge.h"
#include "common/draw/meter.h"
#include "common/draw/numbers.h"
#include "common/draw/pan.h"
#include "common/draw/text.h"

#include <math.h>

#define METER_WIDTH 84.0
#define METER_HEIGHT 8.0
#define PAN_WIDTH 46.0
#define PAN_HEIGHT 9.0

double cell_width(cairo_t* cr, const CellView* cell) {
  switch (cell->kind) {
    case CELL_TEXT:
    case CELL_NUMBER:
      return fmax(text_width(cr, TEXT_BODY, cell->text), text_width(cr, TEXT_SMALL, cell->note));
    case CELL_METER:
    case CELL_REDUCTION:
      return METER_WIDTH;
    case CELL_PAN:
      return PAN_WIDTH;
    case CELL_BADGE:
      return badge_width(cr, BADGE_WORD, cell->text);
    case CELL_QUIET:
      return text_width(cr, TEXT_SMALL, cell->text);
    case CELL_EMPTY:
      break;
  }
  return 0.0;
}

static void text_cell_draw(cairo_t* cr, const CellView* cell, bool off, double x, double width, double middle) {
  const Ink ink = off ? INK_OFF : cell->alarm ? INK_CLIP : INK_TEXT;
  const TextAlign align = cell->kind == CELL_NUMBER ? ALIGN_RIGHT : ALIGN_LEFT;
  const double capital = text_capital(TEXT_BODY);
  const double lower = cell->note ? text_line(TEXT_SMALL) / 2.0 : 0.0;
  text_draw(cr, TEXT_BODY, ink, align, cell->text, x, width, middle + capital / 2.0 - lower);
  text_draw(cr, TEXT_SMALL, off ? INK_OFF : INK_QUIET, align, cell->note, x, width,
            middle + text_capital(TEXT_SMALL) / 2.0 + lower);
}

void cell_draw(cairo_t* cr, const CellView* cell, bool off, double x, double width, double middle) {
  char text[DRAW_TEXT_SIZE];
  switch (cell->kind) {
    case CELL_TEXT:
    case CELL_NUMBER:
      text_cell_draw(cr, cell, off, x, width, middle);
      break;
    case CELL_METER:
      meter_draw(cr, (double)cell->value, x, middle - METER_HEIGHT / 2.0, width, METER_HEIGHT);
      break;
    case CELL_REDUCTION:
      reduction_draw(cr, (double)cell->value, x, middle - METER_HEIGHT / 2.0, width, METER_HEIGHT);
      break;
    case CELL_PAN:
      pan_draw(cr, (double)cell->value, off, x, middle - PAN_HEIGHT - 1.0, width, PAN_HEIGHT);
      text_draw(cr, TEXT_SMALL, off ? INK_OFF : INK_QUIET, ALIGN_CENTRE, pan_text(cell->value, text), x, width,
                middle + text_capital(TEXT_SMALL) + 5.0);
      break;
    case CELL_BADGE:
      badge_draw(cr, BADGE_WORD, cell->text, x, middle - BADGE_HEIGHT / 2.0, cell_width(cr, cell), BADGE_HEIGHT);
      break;
    case CELL_QUIET:
      text_draw(cr, TEXT_SMALL, off ? INK_OFF : INK_QUIET, ALIGN_LEFT, cell->text, x, width,
                middle + text_capital(TEXT_SMALL) / 2.0);
      break;
    case CELL_EMPTY:
      break;
  }
}
