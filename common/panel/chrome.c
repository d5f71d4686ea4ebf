// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/chrome.h"

#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/words.h"
#include "common/ports/status.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MARGIN 16.0
#define GAP 12.0
#define ENABLED_WIDTH 88.0
#define BADGE_WIDTH 84.0
#define TIP_WIDTH 280.0
#define TIP_PAD 10.0
#define TIP_LINES 7

const char* status_sentence(unsigned status) {
  static const char* const sentences[STATUS_COUNT] = {
    [STATUS_OK] = "",
    [STATUS_SILENT] = SAY("Nothing comes in: connect something, or start playback."),
    [STATUS_CLIPPING] = SAY("The output goes above 0 dBFS: turn it down until the peaks stay below."),
    [STATUS_DUPLICATE] = SAY("Two inputs carry the same sound: mute one, or disconnect it."),
    [STATUS_CANCELLING] = SAY("Two inputs carry the same sound, one turned around: invert one of them."),
    [STATUS_ONE_SIDED] = SAY("One side of the output is silent: check its connections."),
    [STATUS_NO_KEY] = SAY("The key is silent: connect a key, or turn its level up."),
    [STATUS_RUNAWAY] = SAY("The return feeds itself and is held out: break that loop."),
    [STATUS_LATE] = SAY("Two inputs carry the same sound, one of them later: delay the early one."),
    [STATUS_LISTENING] = SAY("Listen is on: the output is not the mix. Click Listen to hear the mix again."),
  };
  return status < STATUS_COUNT ? sentences[status] : "";
}

/* How much of a text fits on a line, in bytes, with the space behind it. */
static size_t line_length(cairo_t* cr, TextStyle style, const char* text, double width) {
  char line[PORTS_TEXT_SIZE];
  size_t fitting = 0;
  for (size_t i = 0; i < sizeof line - 1; ++i) {
    if (text[i] == ' ' || !text[i]) {
      snprintf(line, sizeof line, "%.*s", (int)i, text);
      if (fitting && text_width(cr, style, line) > width) {
        return fitting;
      }
      fitting = i + (text[i] == ' ');
      if (!text[i]) {
        return fitting;
      }
    }
  }
  return fitting;
}

unsigned lines_draw(cairo_t* cr, TextStyle style, Ink ink, const char* text, PanelRect area, unsigned max_lines) {
  unsigned n = 0;
  for (; *text && n < max_lines; ++n) {
    char line[PORTS_TEXT_SIZE];
    const size_t length = n + 1 < max_lines ? line_length(cr, style, text, area.width) : strlen(text);
    const size_t shown = length && text[length - 1] == ' ' ? length - 1 : length;
    snprintf(line, sizeof line, "%.*s", (int)shown, text);
    text_draw(cr, style, ink, ALIGN_LEFT, line, area.x, area.width, area.y + n * text_line(style));
    text += length;
  }
  return n;
}

unsigned lines_count(TextStyle style, const char* text, double width) {
  cairo_surface_t* surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t* cr = cairo_create(surface);
  unsigned n = 0;
  for (; *text; ++n) {
    text += line_length(cr, style, text, width);
  }
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return n;
}

static const char* title_of(const Panel* panel, unsigned variant) {
  return language_text(panel->language, "plugin", panel->view.family->variants[variant].title);
}

/* "Bus Summer" and "Stereo x8" of "Bus Summer Stereo x8 (Signalbox)": the words that all variants begin with, and the
   rest. */
static void title_split(const Panel* panel, char family[64], char variant[64]) {
  const char* title = title_of(panel, (unsigned)(panel->view.variant - panel->view.family->variants));
  size_t same = strlen(title);
  for (unsigned i = 0; i < panel->view.family->n_variants; ++i) {
    const char* other = title_of(panel, i);
    size_t n = 0;
    while (n < same && title[n] == other[n]) {
      ++n;
    }
    same = n;
  }
  while (same && title[same] && title[same - 1] != ' ') {
    --same;
  }
  const char* end = strstr(title, " (");
  const int rest = end && end > title + same ? (int)(end - (title + same)) : 0;
  snprintf(family, 64, "%.*s", same ? (int)same - 1 : 0, title);
  snprintf(variant, 64, "%.*s", rest, title + same);
}

/* How a status looks: mere news, a warning, or a mistake. */
static Ink status_ink(unsigned status) {
  static const unsigned char inks[STATUS_COUNT] = {
    [STATUS_OK] = INK_ACCENT,       [STATUS_SILENT] = INK_QUIET,    [STATUS_CLIPPING] = INK_CLIP,
    [STATUS_DUPLICATE] = INK_HOT,   [STATUS_CANCELLING] = INK_CLIP, [STATUS_ONE_SIDED] = INK_HOT,
    [STATUS_NO_KEY] = INK_HOT,      [STATUS_RUNAWAY] = INK_CLIP,    [STATUS_LATE] = INK_HOT,
    [STATUS_LISTENING] = INK_ACCENT};
  return (Ink)inks[status < STATUS_COUNT ? status : 0];
}

static void status_badge_draw(const Panel* panel, cairo_t* cr, unsigned status, double x) {
  char word[PANEL_TEXT_SIZE];
  const Ink ink = status_ink(status);
  value_full(panel, panel_spec(panel, panel->status_port), (float)status, word);
  round_rectangle(cr, x + 0.5, 10.5, BADGE_WIDTH - 1.0, 19.0, 4.0);
  ink_set(cr, ink, 1.0);
  cairo_set_line_width(cr, 1.0);
  if (status == STATUS_OK) {
    cairo_stroke(cr);
  } else {
    cairo_fill(cr);
  }
  text_draw(cr, TEXT_STRONG,
            status == STATUS_OK ? INK_ACCENT
            : ink == INK_HOT    ? INK_ON_HOT
                                : INK_CARD,
            ALIGN_CENTRE, word, x, BADGE_WIDTH, 24.0);
}

static void status_draw(const Panel* panel, cairo_t* cr, double x, double width) {
  const unsigned status = (unsigned)panel_port_value(panel, panel->status_port);
  char text[PANEL_TEXT_SIZE];
  const bool is_bypassed = panel_port_value(panel, panel->enabled_port) == 0.0f;
  snprintf(text, sizeof text, "%s",
           status == STATUS_OK && is_bypassed ? say(panel, "Bypassed: switch Enabled on to hear what is set here.")
           : status == STATUS_OK              ? ""
                                              : say(panel, status_sentence(status)));
  if (status != STATUS_OK && panel->type->explain) {
    panel->type->explain(panel, text);
  }
  status_badge_draw(panel, cr, status, x);
  const PanelRect space = {x + BADGE_WIDTH + GAP, 17.0, width - BADGE_WIDTH - GAP, 0.0};
  if (text_width(cr, TEXT_LABEL, text) <= space.width) {
    text_draw(cr, TEXT_LABEL, INK_TEXT, ALIGN_LEFT, text, space.x, space.width, 24.0);
  } else {
    lines_draw(cr, TEXT_LABEL, INK_TEXT, text, space, 2);
  }
}

static void header_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  char family[64];
  char variant[64];
  title_split(panel, family, variant);
  cairo_rectangle(cr, 0.0, 0.0, widget->area.width, PANEL_HEADER);
  ink_set(cr, INK_CARD, 1.0);
  cairo_fill(cr);
  cairo_rectangle(cr, 0.0, PANEL_HEADER - 1.0, widget->area.width, 1.0);
  ink_set(cr, INK_EDGE, 1.0);
  cairo_fill(cr);
  const double name_width = fmax(text_width(cr, TEXT_HEADING, family), text_width(cr, TEXT_LABEL, variant)) + 1.0;
  text_draw(cr, TEXT_HEADING, INK_TEXT, ALIGN_LEFT, family, MARGIN, name_width, 18.0);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, variant, MARGIN, name_width, 32.0);
  if (panel->status_port != NO_PORT) {
    const double x = MARGIN + name_width + 2.0 * GAP;
    status_draw(panel, cr, x, panel->width - MARGIN - ENABLED_WIDTH - GAP - x);
  }
}

void chrome_lay_out(Panel* panel) {
  Widget* header = layout_picture(panel, (PanelRect){0.0, 0.0, panel->width, PANEL_HEADER}, header_draw);
  layout_watch(header, panel->status_port);
  layout_add(panel, WIDGET_SWITCH, (PanelRect){panel->width - MARGIN - ENABLED_WIDTH, 8.0, ENABLED_WIDTH, 24.0},
             panel->enabled_port, "Enabled");
}

static const char* comment_of(const Panel* panel, char out[PORTS_TEXT_SIZE]) {
  const Widget* widget = &panel->widgets[panel->hovered];
  if (widget_control(widget) >= panel->n_ports) {
    return widget->comment ? say(panel, widget->comment) : "";
  }
  say_port_comment(panel, widget_control(widget), out);
  return out;
}

/* Name and value of what is hovered. */
static void subject_text(const Panel* panel, unsigned port, char name[PORTS_TEXT_SIZE], char value[PANEL_TEXT_SIZE]) {
  say_port_name(panel, port, name);
  value_long(panel, panel_spec(panel, port), panel_port_value(panel, port), value);
}

static double footer_put(cairo_t* cr, TextStyle style, Ink ink, const char* text, double x, double room, double y) {
  const double width = fmin(text_width(cr, style, text) + 0.5, fmax(room - x, 0.0));
  text_draw(cr, style, ink, ALIGN_LEFT, text, x, width, y);
  return x + width + GAP;
}

void footer_draw(const Panel* panel, cairo_t* cr) {
  const PanelRect area = footer_area(panel);
  const double y = area.y + 16.0;
  const double end = area.width - MARGIN;
  cairo_rectangle(cr, area.x, area.y, area.width, area.height);
  ink_set(cr, INK_CARD, 1.0);
  cairo_fill(cr);
  cairo_rectangle(cr, area.x, area.y, area.width, 1.0);
  ink_set(cr, INK_EDGE, 1.0);
  cairo_fill(cr);
  char name[PORTS_TEXT_SIZE];
  char value[PANEL_TEXT_SIZE];
  if (panel->field.is_open) {
    subject_text(panel, panel->field.port, name, value);
    char text[PORTS_TEXT_SIZE + 96];
    snprintf(text, sizeof text,
             panel->field.is_wrong ? say(panel, "\"%s\" is no value of %s: type a number, or Escape.")
                                   : say(panel, "Type a value%.0s of %s: Enter sets it, Escape leaves it as it was."),
             panel->field.text, name);
    footer_put(cr, TEXT_LABEL, panel->field.is_wrong ? INK_CLIP : INK_TEXT, text, MARGIN, end, y);
    return;
  }
  if (panel->hovered < 0) {
    footer_put(cr, TEXT_LABEL, INK_QUIET,
               say(panel, "Drag to set, Shift for fine, double-click to type, right-click for more."), MARGIN, end, y);
    return;
  }
  const Widget* widget = &panel->widgets[panel->hovered];
  double x = MARGIN;
  if (widget_control(widget) < panel->n_ports) {
    subject_text(panel, widget_control(widget), name, value);
    x = footer_put(cr, TEXT_STRONG, INK_TEXT, name, x, end, y);
    x = footer_put(cr, TEXT_LABEL, INK_TEXT, value, x, end, y);
  } else {
    say_label(panel, widget, name);
    x = footer_put(cr, TEXT_STRONG, INK_TEXT, name, x, end, y);
  }
  footer_put(cr, TEXT_LABEL, INK_QUIET, comment_of(panel, name), x, end, y);
}

/* What is cut in the footer is told in full beside what is hovered. */
bool tip_is_needed(const Panel* panel) {
  char comment[PORTS_TEXT_SIZE];
  return lines_count(TEXT_LABEL, comment_of(panel, comment), panel->width - 220.0) > 1;
}

PanelRect tip_area(const Panel* panel) {
  char comment[PORTS_TEXT_SIZE];
  const PanelRect at = widget_reach(panel, &panel->widgets[panel->hovered]);
  const unsigned n = lines_count(TEXT_LABEL, comment_of(panel, comment), TIP_WIDTH - 2.0 * TIP_PAD);
  const double height = n * text_line(TEXT_LABEL) + 2.0 * TIP_PAD;
  const double below = at.y + at.height + 6.0;
  const double y = below + height <= panel->height - PANEL_FOOTER ? below : at.y - height - 6.0;
  const double x = at.x + at.width / 2.0 - TIP_WIDTH / 2.0;
  return (PanelRect){fmin(fmax(x, 8.0), panel->width - TIP_WIDTH - 8.0), fmax(y, 4.0), TIP_WIDTH, height};
}

void tip_draw(const Panel* panel, cairo_t* cr) {
  char comment[PORTS_TEXT_SIZE];
  const PanelRect area = panel->tip;
  popup_draw(cr, area);
  const PanelRect text = {area.x + TIP_PAD, area.y + TIP_PAD + text_capital(TEXT_LABEL) + 2.0,
                          area.width - 2.0 * TIP_PAD, 0.0};
  lines_draw(cr, TEXT_LABEL, INK_TEXT, comment_of(panel, comment), text, TIP_LINES);
}
