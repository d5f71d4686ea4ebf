// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/diagram/box_marks.h"

#include <math.h>

#define GAP 4.0
#define NAME_GAP 10.0
#define MOST_BESIDE 110.0
#define LINE_WIDTH 210.0
#define LINE_HEIGHT (BADGE_HEIGHT + GAP)

/* Calls `draw`, where there is one, with each mark from the left, and returns the width of the widest line; `n_lines`
   is set to their number. */
static double lines_walk(cairo_t* cr, const BoxView* box, double most, unsigned* n_lines, bool draws, double left,
                         double y) {
  double x = 0.0, widest = 0.0;
  *n_lines = box->n_marks > 0;
  for (unsigned i = 0; i < box->n_marks; ++i) {
    const MarkView* mark = &box->marks[i];
    const double width = badge_width(cr, mark->kind, mark->text);
    if (x > 0.0 && x + width > most) {
      x = 0.0;
      ++*n_lines;
    }
    if (draws) {
      badge_draw(cr, mark->kind, mark->text, left + x, y + (*n_lines - 1) * LINE_HEIGHT, width, BADGE_HEIGHT);
    }
    x += width + GAP;
    widest = fmax(widest, x - GAP);
  }
  return widest;
}

bool marks_are_beside(cairo_t* cr, const BoxView* box) {
  unsigned n_lines;
  return lines_walk(cr, box, HUGE_VAL, &n_lines, false, 0.0, 0.0) <= MOST_BESIDE;
}

double marks_width(cairo_t* cr, const BoxView* box) {
  unsigned n_lines;
  const double all = lines_walk(cr, box, HUGE_VAL, &n_lines, false, 0.0, 0.0);
  if (all <= MOST_BESIDE) {
    return all > 0.0 ? all + NAME_GAP : 0.0;
  }
  return lines_walk(cr, box, LINE_WIDTH, &n_lines, false, 0.0, 0.0);
}

double marks_height(cairo_t* cr, const BoxView* box) {
  unsigned n_lines;
  lines_walk(cr, box, LINE_WIDTH, &n_lines, false, 0.0, 0.0);
  return marks_are_beside(cr, box) ? 0.0 : n_lines * LINE_HEIGHT + GAP;
}

void marks_draw(cairo_t* cr, const BoxView* box, double left, double right, double y) {
  unsigned n_lines;
  if (marks_are_beside(cr, box)) {
    lines_walk(cr, box, HUGE_VAL, &n_lines, true, right - marks_width(cr, box) + NAME_GAP, y);
  } else {
    lines_walk(cr, box, LINE_WIDTH, &n_lines, true, left, y + GAP);
  }
}
