// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/bars.h"

#include <math.h>

#define MARGIN 28.0
#define NAME_WIDTH 190.0
#define TEXT_WIDTH 150.0
#define GAP 10.0
#define BAR_HEIGHT 12.0
#define ROW_HEIGHT 19.0
#define GROUP_GAP 16.0

static double head_height(void) {
  return MARGIN + text_line(TEXT_TITLE) + text_line(TEXT_BODY) + GROUP_GAP;
}

static double group_height(const BarGroup* group) {
  return text_line(TEXT_NAME) + group->n_bars * ROW_HEIGHT + GROUP_GAP;
}

double bars_height(const BarsView* view) {
  double height = head_height() + MARGIN - GROUP_GAP;
  for (unsigned i = 0; i < view->n_groups; ++i) {
    height += group_height(&view->groups[i]);
  }
  return height;
}

static double longest(const BarGroup* group) {
  double most = 0.0;
  for (unsigned i = 0; i < group->n_bars; ++i) {
    most = fmax(most, group->bars[i].value);
  }
  return most;
}

static void bar_draw(cairo_t* cr, const BarView* bar, double scale, double y) {
  static const Ink inks[] = {[BAR_OURS] = INK_ACCENT, [BAR_LIMIT] = INK_OFF, [BAR_OTHER] = INK_WAVE};
  const double x = MARGIN + NAME_WIDTH + GAP;
  const double length = fmax(bar->value * scale, 1.0);
  const double baseline = y + (ROW_HEIGHT + text_capital(TEXT_BODY)) / 2.0;
  const Ink ink = bar->kind == BAR_OURS ? INK_TEXT : INK_QUIET;
  text_draw(cr, TEXT_BODY, ink, ALIGN_RIGHT, bar->name, MARGIN, NAME_WIDTH, baseline);
  cairo_rectangle(cr, x, y + (ROW_HEIGHT - BAR_HEIGHT) / 2.0, length, BAR_HEIGHT);
  ink_set(cr, inks[bar->kind], 1.0);
  cairo_fill(cr);
  text_draw(cr, TEXT_BODY, ink, ALIGN_LEFT, bar->text, x + length + GAP, TEXT_WIDTH, baseline);
}

void bars_draw(cairo_t* cr, const BarsView* view) {
  const double width = BARS_WIDTH - 2.0 * MARGIN;
  const double space = width - NAME_WIDTH - TEXT_WIDTH - 2.0 * GAP;
  ink_set(cr, INK_PAPER, 1.0);
  cairo_paint(cr);
  double y = MARGIN + text_capital(TEXT_TITLE);
  text_draw(cr, TEXT_TITLE, INK_TEXT, ALIGN_LEFT, view->title, MARGIN, width, y);
  text_draw(cr, TEXT_BODY, INK_QUIET, ALIGN_LEFT, view->subtitle, MARGIN, width, y + text_line(TEXT_TITLE));
  y = head_height();
  for (unsigned g = 0; g < view->n_groups; ++g) {
    const BarGroup* group = &view->groups[g];
    text_draw(cr, TEXT_NAME, INK_TEXT, ALIGN_LEFT, group->title, MARGIN, width, y + text_capital(TEXT_NAME));
    const double top = y + text_line(TEXT_NAME);
    for (unsigned i = 0; i < group->n_bars; ++i) {
      bar_draw(cr, &group->bars[i], space / longest(group), top + i * ROW_HEIGHT);
    }
    y += group_height(group);
  }
}
