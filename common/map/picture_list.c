// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/picture_list.h"

#include "common/diagram/wires.h"
#include "common/draw/badge.h"
#include "common/draw/paragraph.h"
#include "common/map/report.h"

#include <math.h>
#include <stdio.h>

#define PAD 16.0
#define INDENT 38.0  // of words behind the number
#define ITEM_GAP 14.0
#define COLUMN_GAP 32.0
#define COLUMN_WIDTH 400.0  // at least
#define SAMPLE_WIDTH 25.0
#define SAMPLE_GAP 6.0
#define LEGEND_GAP 20.0

enum { MOST_COLUMNS = 4, MOST_TOLD = 60, WHERE_SIZE = 1024 };

/* Findings that are told at once. */
typedef struct {
  const Finding* at;
  uint32_t n;
  double height;
} ListItem;

/* How the list is laid out. */
typedef struct {
  unsigned n_columns, n_items;
  uint32_t n_left;              // items that are not told
  double column_width, height;  // the height that no column but the last is beyond
  ListItem items[MOST_TOLD];
} ListShape;

static double item_height(cairo_t* cr, const Finding* finding, double width) {
  const double space = width - INDENT;
  return text_line(TEXT_NAME) + paragraph_lines(cr, TEXT_BODY, finding->what, space) * text_line(TEXT_BODY) +
         paragraph_lines(cr, TEXT_SMALL, finding->cure, space) * text_line(TEXT_SMALL) + ITEM_GAP;
}

/* Where the findings are: "Kick, Snare". More than there is room for is cut, which is more than a line holds. */
static void where_write(const ListItem* item, char out[WHERE_SIZE]) {
  size_t used = 0;
  out[0] = '\0';
  for (uint32_t i = 0; i < item->n && used < WHERE_SIZE; ++i) {
    used += (size_t)snprintf(out + used, WHERE_SIZE - used, "%s%s", i > 0 ? ", " : "", item->at[i].where);
  }
}

static void item_draw(cairo_t* cr, const ListItem* item, unsigned number, double x, double y, double width) {
  char text[16], where[WHERE_SIZE];
  const Finding* finding = item->at;
  const BadgeKind kind = finding->is_hint ? BADGE_HINT : BADGE_MISTAKE;
  const double space = width - INDENT, left = x + INDENT;
  snprintf(text, sizeof text, "%u", number);
  badge_draw(cr, kind, text, x, y - 0.5, badge_width(cr, kind, text), BADGE_HEIGHT);
  where_write(item, where);
  const double hint = finding->is_hint ? text_width(cr, TEXT_SMALL, "Hint") + 10.0 : 0.0;
  text_draw(cr, TEXT_NAME, INK_TEXT, ALIGN_LEFT, where, left, space - hint, y + text_line(TEXT_NAME) * 0.75);
  if (finding->is_hint) {
    text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_RIGHT, "Hint", left, space, y + text_line(TEXT_NAME) * 0.75);
  }
  y += text_line(TEXT_NAME);
  paragraph_draw(cr, TEXT_BODY, INK_TEXT, finding->what, left, space, y + text_line(TEXT_BODY) * 0.75);
  y += paragraph_lines(cr, TEXT_BODY, finding->what, space) * text_line(TEXT_BODY);
  paragraph_draw(cr, TEXT_SMALL, INK_QUIET, finding->cure, left, space, y + text_line(TEXT_SMALL) * 0.75);
}

/* Goes through the items, column by column from the left, and draws them from x, y on where there is something to draw
   on. Returns the height of the highest column. */
static double list_walk(cairo_t* cr, const ListShape* shape, double x, double y) {
  double highest = 0.0, taken = 0.0;
  unsigned column = 0;
  for (unsigned i = 0; i < shape->n_items; ++i) {
    if (taken > 0.0 && taken + shape->items[i].height > shape->height && column + 1 < shape->n_columns) {
      taken = 0.0;
      ++column;
    }
    if (cr) {
      item_draw(cr, &shape->items[i], i + 1, x + column * (shape->column_width + COLUMN_GAP), y + taken,
                shape->column_width);
    }
    taken += shape->items[i].height;
    highest = fmax(highest, taken);
  }
  return highest;
}

/* As many columns as there is room for, and as high as it takes for the last not to be higher than the others. */
static void list_measure(cairo_t* cr, const Findings* findings, double width, ListShape* shape) {
  const double space = width - 2.0 * PAD;
  const double columns = floor((space + COLUMN_GAP) / (COLUMN_WIDTH + COLUMN_GAP));
  shape->n_items = shape->n_left = 0;
  for (uint32_t i = 0, next; i < findings->n; i = next) {
    next = report_next(findings, i);
    if (findings->at[i].is_accepted) {
      continue;
    }
    if (shape->n_items < MOST_TOLD) {
      shape->items[shape->n_items++] = (ListItem){&findings->at[i], next - i, 0.0};
    } else {
      ++shape->n_left;
    }
  }
  shape->n_columns = (unsigned)fmin(fmax(columns, 1.0), fmin(MOST_COLUMNS, shape->n_items));
  shape->column_width = (space - (shape->n_columns - 1) * COLUMN_GAP) / shape->n_columns;
  double all = 0.0;
  for (unsigned i = 0; i < shape->n_items; ++i) {
    shape->items[i].height = item_height(cr, shape->items[i].at, shape->column_width);
    all += shape->items[i].height;
  }
  shape->height = all / shape->n_columns;
  while (list_walk(NULL, shape, 0.0, 0.0) > shape->height) {
    shape->height += 8.0;
  }
}

double findings_height(cairo_t* cr, const Findings* findings, double width) {
  ListShape shape;
  if (!findings || report_count(findings, false) + report_count(findings, true) == 0) {
    return 0.0;
  }
  list_measure(cr, findings, width, &shape);
  const double rest = shape.n_left > 0 ? text_line(TEXT_SMALL) : -ITEM_GAP;
  return list_walk(NULL, &shape, 0.0, 0.0) + rest + 2.0 * PAD;
}

void findings_draw(cairo_t* cr, const Findings* findings, double x, double y, double width) {
  ListShape shape;
  const double height = findings_height(cr, findings, width);
  if (height <= 0.0) {
    return;
  }
  list_measure(cr, findings, width, &shape);
  box_card_draw(cr, x, y, width, height);
  list_walk(cr, &shape, x + PAD, y + PAD);
  if (shape.n_left > 0) {
    char text[96];
    snprintf(text, sizeof text, "and %u more, which are not told here", shape.n_left);
    text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_LEFT, text, x + PAD, width - 2.0 * PAD, y + height - PAD);
  }
}

static const struct {
  const char* text;
  WireLook look;
} legend_wires[] = {{"main", {.level_db = -18.0}},
                    {"send", {.stroke = WIRE_DOUBLE, .level_db = -18.0}},
                    {"sidechain", {.stroke = WIRE_DOTTED, .level_db = -18.0}},
                    {"off", {.off = true}},
                    {"of a mistake", {.level_db = -18.0, .alarm = true}}};
static const struct {
  const char* text;
  BadgeKind kind;
} legend_badges[] = {{"mistake", BADGE_MISTAKE}, {"hint", BADGE_HINT}};

static const char legend_note[] = "On each wire: the fader, where it is not at 0 dB";

double map_legend_height(void) {
  return BADGE_HEIGHT;
}

double map_legend_width(cairo_t* cr) {
  double width = text_width(cr, TEXT_SMALL, legend_note);
  for (unsigned i = 0; i < sizeof legend_wires / sizeof *legend_wires; ++i) {
    width += SAMPLE_WIDTH + SAMPLE_GAP + text_width(cr, TEXT_SMALL, legend_wires[i].text) + LEGEND_GAP;
  }
  for (unsigned i = 0; i < sizeof legend_badges / sizeof *legend_badges; ++i) {
    width += BADGE_HEIGHT + SAMPLE_GAP + text_width(cr, TEXT_SMALL, legend_badges[i].text) + LEGEND_GAP;
  }
  return width;
}

void map_legend_draw(cairo_t* cr, double x, double y, double width) {
  const double end = x + width, middle = y + BADGE_HEIGHT / 2.0;
  const double baseline = middle + text_capital(TEXT_SMALL) / 2.0;
  for (unsigned i = 0; i < sizeof legend_wires / sizeof *legend_wires; ++i) {
    const double text = text_width(cr, TEXT_SMALL, legend_wires[i].text);
    wire_sample_draw(cr, &legend_wires[i].look, x, middle, SAMPLE_WIDTH);
    x += SAMPLE_WIDTH + SAMPLE_GAP;
    text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_LEFT, legend_wires[i].text, x, text, baseline);
    x += text + LEGEND_GAP;
  }
  for (unsigned i = 0; i < sizeof legend_badges / sizeof *legend_badges; ++i) {
    const double text = text_width(cr, TEXT_SMALL, legend_badges[i].text);
    badge_draw(cr, legend_badges[i].kind, "1", x, y, BADGE_HEIGHT, BADGE_HEIGHT);
    x += BADGE_HEIGHT + SAMPLE_GAP;
    text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_LEFT, legend_badges[i].text, x, text, baseline);
    x += text + LEGEND_GAP;
  }
  text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_RIGHT, legend_note, x, end - x, baseline);
}
