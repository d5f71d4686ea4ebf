// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/parallel_splitter_panel.h"

#include "common/draw/text.h"
#include "common/draw/wire.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/words.h"
#include "plugins/parallel_splitter/parallel_splitter.h"
#include "plugins/parallel_splitter/parallel_splitter_panel_modes.h"

#define PICTURE_TOP 82.0
#define PICTURE_BOTTOM 258.0
#define BRANCH_TOP 284.0
#define BRANCH_HEIGHT 144.0
#define BRANCH_WIDTH 180.0
#define BRANCH_PITCH 188.0
#define PAD 12.0

enum { PAINT_MUTE = 1, PAINT_SOLO, PAINT_INVERT };

static unsigned branch_port(const Panel* panel, unsigned branch, unsigned spec) {
  return panel_port(panel, SPLITTER_BRANCH, branch, spec, 0);
}

static bool branch_is_heard(const Panel* panel, unsigned branch) {
  bool any_solo = false;
  const unsigned n = splitter_n_branches(panel);
  for (unsigned i = 0; i < n; ++i) {
    any_solo |= panel_value(panel, SPLITTER_BRANCH, i, SPLITTER_SOLO) > 0.0;
  }
  return branch < n && panel_value(panel, SPLITTER_BRANCH, branch, SPLITTER_MUTE) == 0.0 &&
         (!any_solo || panel_value(panel, SPLITTER_BRANCH, branch, SPLITTER_SOLO) > 0.0);
}

static void split_lay_out(Panel* panel) {
  static const struct {
    unsigned spec;
    const char* label;
  } numbers[] = {{SPLITTER_SPLIT_1, SAY("Split 1")},
                 {SPLITTER_SPLIT_2, SAY("Split 2")},
                 {SPLITTER_SPLIT_3, SAY("Split 3")},
                 {SPLITTER_SENSITIVITY, SAY("Sensitivity")},
                 {SPLITTER_THRESHOLD, SAY("Threshold")}};
  const double x = 8.0 + PAD;
  const double width = 116.0;
  layout_add(panel, WIDGET_SEGMENTS, (PanelRect){8.0, 48.0, 744.0, 26.0}, splitter_port(panel, SPLITTER_MODE), "");
  layout_card(panel, (PanelRect){8.0, PICTURE_TOP, 744.0, PICTURE_BOTTOM - PICTURE_TOP}, "");
  layout_text(panel, (PanelRect){x, 92.0, 52.0, 22.0}, "Branches");
  layout_add(panel, WIDGET_SEGMENTS, (PanelRect){x + 56.0, 92.0, 60.0, 22.0}, splitter_port(panel, SPLITTER_N_BRANCHES),
             "");
  for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; ++i) {
    layout_add(panel, WIDGET_NUMBER, (PanelRect){x, 118.0 + i * 27.0, width, 24.0},
               splitter_port(panel, numbers[i].spec), numbers[i].label);
  }
  splitter_picture_add(panel, (PanelRect){x + width + PAD, 92.0, 744.0 - 3.0 * PAD - width, 156.0});
}

/* The branch's letter, and what it carries. */
static void branch_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect card = widget->area;
  const char letter[] = {(char)('A' + (char)widget->a), '\0'};
  const bool off = widget->a >= splitter_n_branches(panel);
  card_draw(cr, card, NULL);
  text_draw(cr, TEXT_HEADING, off ? INK_QUIET : INK_TEXT, ALIGN_LEFT, letter, card.x + PAD, 16.0, card.y + 19.0);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, splitter_branch_word(panel, widget->a), card.x + PAD + 18.0,
            card.width - 2.0 * PAD - 18.0, card.y + 18.0);
}

/* The wire that brings it. */
static void wire_down_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  arrow_down_draw(cr, area.x + area.width / 2.0, area.y, area.y + area.height,
                  panel_value(panel, SPLITTER_BRANCH, widget->a, SPLITTER_METER), !branch_is_heard(panel, widget->a));
}

static void branch_pictures_add(Panel* panel, unsigned branch, double x) {
  Widget* card = layout_picture(panel, (PanelRect){x, BRANCH_TOP, BRANCH_WIDTH, BRANCH_HEIGHT}, branch_draw);
  const double middle = x + BRANCH_WIDTH / 2.0;
  const double length = BRANCH_TOP - PICTURE_BOTTOM;
  Widget* wire = layout_picture(panel, (PanelRect){middle - 8.0, PICTURE_BOTTOM, 16.0, length}, wire_down_draw);
  card->a = wire->a = branch;
  layout_watch(card, splitter_port(panel, SPLITTER_MODE));
  layout_watch(card, splitter_port(panel, SPLITTER_N_BRANCHES));
  layout_watch(wire, splitter_port(panel, SPLITTER_MODE));
  layout_watch(wire, splitter_port(panel, SPLITTER_N_BRANCHES));
  layout_watch(wire, branch_port(panel, branch, SPLITTER_METER));
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    layout_watch(wire, branch_port(panel, i, SPLITTER_MUTE));
    layout_watch(wire, branch_port(panel, i, SPLITTER_SOLO));
  }
}

static void branch_lay_out(Panel* panel, unsigned branch) {
  static const struct {
    unsigned spec, group;
    const char* label;
  } buttons[] = {{SPLITTER_MUTE, PAINT_MUTE, SAY("M")},
                 {SPLITTER_SOLO, PAINT_SOLO, SAY("S")},
                 {SPLITTER_INVERT, PAINT_INVERT, LOOK_POLARITY}};
  const double x = 8.0 + branch * BRANCH_PITCH + PAD;
  const double right = x + 72.0;
  const double width = BRANCH_WIDTH - 2.0 * PAD - 72.0;
  branch_pictures_add(panel, branch, x - PAD);
  layout_add(panel, WIDGET_FADER, (PanelRect){x, 308.0, 36.0, 116.0}, branch_port(panel, branch, SPLITTER_GAIN), NULL);
  layout_add(panel, WIDGET_METER, (PanelRect){x + 46.0, 318.0, 10.0, 86.0}, branch_port(panel, branch, SPLITTER_METER),
             NULL);
  layout_meter_scale(panel, (PanelRect){x + 58.0, 312.0, 14.0, 98.0});
  for (unsigned i = 0; i < 3; ++i) {
    layout_add(panel, WIDGET_TOGGLE, (PanelRect){right + 4.0 + i * 27.0, 314.0, 25.0, 20.0},
               branch_port(panel, branch, buttons[i].spec), buttons[i].label)
      ->group = buttons[i].group;
  }
  layout_add(panel, WIDGET_NUMBER, (PanelRect){right + 4.0, 346.0, width - 4.0, 24.0},
             branch_port(panel, branch, SPLITTER_DELAY), "Delay");
  layout_add(panel, WIDGET_PEAK, (PanelRect){right + 4.0, 386.0, width - 4.0, 16.0},
             branch_port(panel, branch, SPLITTER_METER), "Peak");
}

static void lay_out(Panel* panel) {
  layout_begin(panel, 760.0, 460.0);
  split_lay_out(panel);
  for (unsigned branch = 0; branch < SPLITTER_BRANCHES; ++branch) {
    branch_lay_out(panel, branch);
  }
}

static bool split_is_unused(const Panel* panel, unsigned spec) {
  const unsigned mode = splitter_mode(panel);
  switch (spec) {
    case SPLITTER_MODE:
      return false;
    case SPLITTER_N_BRANCHES:
      return mode != SPLITTER_COPY && mode != SPLITTER_BANDS;
    case SPLITTER_SENSITIVITY:
      return mode != SPLITTER_TRANSIENT;
    case SPLITTER_THRESHOLD:
      return mode != SPLITTER_LOUD;
    default:
      return mode != SPLITTER_BANDS || spec - SPLITTER_SPLIT_1 + 1 >= splitter_n_branches(panel);
  }
}

static bool is_unused(const Panel* panel, unsigned port) {
  const Port* at = &panel->ports[port];
  const PortSection* sections = panel->view.family->sections;
  if (at->section == &sections[SPLITTER_SPLIT]) {
    return split_is_unused(panel, (unsigned)(at->spec - sections[SPLITTER_SPLIT].specs));
  }
  return at->section == &sections[SPLITTER_BRANCH] && at->copy >= splitter_n_branches(panel);
}

const PanelType parallel_splitter_panel = {
  .family = &parallel_splitter_family, .lay_out = lay_out, .is_unused = is_unused};
