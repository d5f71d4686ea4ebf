// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/aux_send_panel_path.h"

#include "common/draw/numbers.h"
#include "common/draw/text.h"
#include "common/draw/wire.h"
#include "common/panel/layout.h"
#include "common/panel/words.h"
#include "plugins/aux_send/send.h"

#include <math.h>

#define RAIL_IN 20.0
#define LABEL_X 16.0
#define IN_WIDEST 46.0
#define TYPICAL_DB (-18.0)

double send_rail_y(const Panel* panel, bool is_post) {
  return is_post ? panel->height - PANEL_FOOTER - RAIL_IN : PANEL_HEADER + RAIL_IN;
}

static double main_level_db(const Panel* panel) {
  double level_db = panel_value(panel, AUX_MAIN, 0, AUX_METER);
  const unsigned right = panel_shape(panel, AUX_MAIN).channels > 1 ? panel_port(panel, AUX_MAIN, 0, AUX_METER, 1)
                                                                   : NO_PORT;
  if (right != NO_PORT) {
    level_db = fmax(level_db, (double)panel_port_value(panel, right));
  }
  return level_db;
}

static bool is_muted(const Panel* panel) {
  return panel_value(panel, AUX_MAIN, 0, AUX_MUTE) > 0.0 ||
         !(panel_value(panel, AUX_MAIN, 0, AUX_FADER) > (double)DRAW_OFF_DB);
}

/* Nothing measures what comes in: it is what goes out less the fader; where that is shut, none can say. */
static double in_level_db(const Panel* panel) {
  return is_muted(panel) ? TYPICAL_DB : fmin(main_level_db(panel) - panel_value(panel, AUX_MAIN, 0, AUX_FADER), 0.0);
}

static double tap_level_db(const Panel* panel, bool is_post) {
  return is_post ? main_level_db(panel) : in_level_db(panel);
}

static void line_draw(cairo_t* cr, double x0, double x1, double y, double level_db, bool off) {
  cairo_move_to(cr, x0, y);
  cairo_line_to(cr, x1, y);
  wire_stroke(cr, level_db, off);
}

static double rail_end(const Panel* panel) {
  return panel->width - 72.0;
}

/* Of a rail and of its names, a is whether it is the one behind the fader; of a rail, travel is where the strip meets
   it. */
static void names_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const double y = send_rail_y(panel, widget->a != 0) + 4.0;
  const double end = rail_end(panel) + 8.0;
  if (widget->a) {
    text_draw(cr, TEXT_STRONG, INK_TEXT, ALIGN_LEFT, say(panel, "Main out"), end, 62.0, y);
    text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, say(panel, "Post-fader"), LABEL_X - 4.0, 62.0, y);
  } else {
    text_draw(cr, TEXT_STRONG, INK_TEXT, ALIGN_LEFT, say(panel, "In"), LABEL_X, IN_WIDEST, y);
    text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, say(panel, "Pre-fader"), end, 62.0, y);
  }
}

static void rail_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const bool is_post = widget->a != 0;
  const double y = send_rail_y(panel, is_post);
  const double strip_x = widget->travel;
  const double level_db = tap_level_db(panel, is_post);
  const bool off = is_post && is_muted(panel);
  if (is_post) {
    arrow_draw(cr, strip_x, y, rail_end(panel), y, level_db, off);
    arrow_down_draw(cr, strip_x, y - 16.0, y, level_db, off);
  } else {
    const double in = fmin(text_width(cr, TEXT_STRONG, say(panel, "In")), IN_WIDEST);
    line_draw(cr, LABEL_X + in + 9.0, rail_end(panel), y, level_db, off);
    arrow_down_draw(cr, strip_x, y, y + 16.0, level_db, off);
  }
}

static void watch_level(const Panel* panel, Widget* widget) {
  layout_watch(widget, section_port(panel, AUX_MAIN, AUX_METER));
  if (panel_shape(panel, AUX_MAIN).channels > 1) {
    layout_watch(widget, panel_port(panel, AUX_MAIN, 0, AUX_METER, 1));
  }
  layout_watch(widget, section_port(panel, AUX_MAIN, AUX_FADER));
  layout_watch(widget, section_port(panel, AUX_MAIN, AUX_MUTE));
}

void send_path_add(Panel* panel, double strip_x) {
  for (unsigned is_post = 0; is_post < 2; ++is_post) {
    const double y = send_rail_y(panel, is_post);
    const double left = is_post ? strip_x - 8.0 : LABEL_X + 22.0;
    layout_picture(panel, (PanelRect){0.0, y - 8.0, panel->width, 16.0}, names_draw)->a = is_post;
    Widget* rail = layout_picture(panel, (PanelRect){left, y - (is_post ? 16.0 : 8.0), rail_end(panel) - left, 24.0},
                                  rail_draw);
    rail->a = is_post;
    rail->travel = strip_x;
    watch_level(panel, rail);
  }
}

/* Where a send's hook stands: with several, at the left of the card, so that the last keeps off the name of the out. */
static double hook_x(const Panel* panel, PanelRect card) {
  return panel_shape(panel, AUX_SEND).copies > 1 ? card.x + 26.0 : card.x + card.width / 2.0;
}

static bool hangs_post(const Panel* panel, unsigned send) {
  return panel_value(panel, AUX_SEND, send, SEND_TAP) == (double)TAP_POST_FADER;
}

/* From the rail to the card, which it enters from above or from below. */
static void hook_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const bool is_post = hangs_post(panel, widget->a);
  if (is_post != (widget->b != 0)) {
    return;
  }
  const bool off = panel_value(panel, AUX_SEND, widget->a, SEND_MUTE) > 0.0 ||
                   !(panel_value(panel, AUX_SEND, widget->a, SEND_LEVEL) > (double)DRAW_OFF_DB);
  const double x = widget->area.x + widget->area.width / 2.0;
  const double y = send_rail_y(panel, is_post);
  arrow_down_draw(cr, x, y, is_post ? y - 16.0 : y + 16.0, tap_level_db(panel, is_post), off);
}

static void hook_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  *x = hook_x(panel, widget->area);
  *y = send_rail_y(panel, hangs_post(panel, widget->a));
}

void send_hook_add(Panel* panel, unsigned send, PanelRect card) {
  const unsigned tap = panel_port(panel, AUX_SEND, send, SEND_TAP, 0);
  for (unsigned is_post = 0; is_post < 2; ++is_post) {
    const double y = send_rail_y(panel, is_post) - (is_post ? 16.0 : 10.0);
    const double middle = hook_x(panel, card);
    Widget* hook = layout_picture(panel, (PanelRect){middle - 12.0, y, 24.0, 26.0}, hook_draw);
    hook->a = send;
    hook->b = is_post;
    watch_level(panel, hook);
    layout_watch(hook, tap);
    layout_watch(hook, panel_port(panel, AUX_SEND, send, SEND_LEVEL, 0));
    layout_watch(hook, panel_port(panel, AUX_SEND, send, SEND_MUTE, 0));
  }
  Widget* grip = layout_grip(panel, NO_PORT, 0.0, tap, send_rail_y(panel, false) - send_rail_y(panel, true),
                             hook_place);
  grip->area = card;
  grip->a = send;
}
