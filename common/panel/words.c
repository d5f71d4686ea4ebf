// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/words.h"

#include "common/draw/numbers.h"
#include "common/languages/port_words.h"
#include "common/panel/control.h"
#include "common/ports/specs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define MINUS "\xE2\x88\x92"

const char* say(const Panel* panel, const char* english) {
  return language_text(panel->language, "window", english);
}

void say_label(const Panel* panel, const Widget* widget, char out[PORTS_TEXT_SIZE]) {
  ports_expand(say(panel, widget->label), widget->a, out);
}

void say_port_name(const Panel* panel, unsigned port, char out[PORTS_TEXT_SIZE]) {
  const PortWords words = port_name_words(&panel->ports[port]);
  port_words_in(panel->language, &words, out);
}

void say_port_comment(const Panel* panel, unsigned port, char out[PORTS_TEXT_SIZE]) {
  const PortWords words = port_comment_words(&panel->ports[port]);
  port_words_in(panel->language, &words, out);
}

const char* say_point(const Panel* panel, const PortSpec* spec, const ScalePoint* point) {
  return language_text(panel->language, scale_point_context(spec), point->label);
}

/* The word for a value; NULL where it is told by a number. */
static const char* word_of(const Panel* panel, const PortSpec* spec, float value) {
  if (spec->flags & PORT_TOGGLED) {
    return value > 0.0f ? say(panel, "On") : say(panel, "Off");
  }
  for (const ScalePoint* point = spec->points; point && point->label; ++point) {
    if (point->value == value) {
      return say_point(panel, spec, point);
    }
  }
  return NULL;
}

static bool is_pan(const PortSpec* spec) {
  return spec->points == spec_pan_points;
}

/* With the minus sign of print. */
static void print(const char* text, char out[PANEL_TEXT_SIZE]) {
  const bool is_negative = text[0] == '-' && text[1] >= '0' && text[1] <= '9';
  snprintf(out, PANEL_TEXT_SIZE, "%s%s", is_negative ? MINUS : "", text + is_negative);
}

static void pan_short(const Panel* panel, float pan, char out[PANEL_TEXT_SIZE]) {
  const double percent = round((double)pan * 100.0);
  if (percent == 0.0) {
    snprintf(out, PANEL_TEXT_SIZE, "%s", say(panel, "C"));
  } else {
    snprintf(out, PANEL_TEXT_SIZE, "%s %.0f", percent < 0.0 ? say(panel, "L") : say(panel, "R"), fabs(percent));
  }
}

void value_long(const Panel* panel, const PortSpec* spec, float value, char out[PANEL_TEXT_SIZE]) {
  const char* word = word_of(panel, spec, value);
  char text[VALUE_TEXT_SIZE];
  if (word) {
    print(word, out);
  } else if (is_pan(spec)) {
    snprintf(out, PANEL_TEXT_SIZE, value < 0.0f ? say(panel, "%.0f %% left") : say(panel, "%.0f %% right"),
             fabs((double)value) * 100.0);
  } else if (spec->unit == UNIT_FRAMES) {
    snprintf(out, PANEL_TEXT_SIZE, say(panel, "%.0f frames"), (double)value);
  } else {
    value_text(spec, value, text);
    print(text, out);
  }
}

void value_full(const Panel* panel, const PortSpec* spec, float value, char out[PANEL_TEXT_SIZE]) {
  if (is_pan(spec)) {
    pan_short(panel, value, out);
  } else {
    value_long(panel, spec, value, out);
  }
}

void value_short(const Panel* panel, const PortSpec* spec, float value, char out[PANEL_TEXT_SIZE]) {
  if (spec->unit == UNIT_DB) {
    char text[DRAW_TEXT_SIZE];
    decibel_text(value, text);
    snprintf(out, PANEL_TEXT_SIZE, "%s", text);
  } else {
    value_full(panel, spec, value, out);
  }
}

static bool word_parse(const Panel* panel, const PortSpec* spec, const char* typed, float* value) {
  const bool is_toggle = (spec->flags & PORT_TOGGLED) != 0;
  for (float on = 0.0f; is_toggle && on <= 1.0f; ++on) {
    if (!strcasecmp(typed, word_of(panel, spec, on))) {
      *value = on;
      return true;
    }
  }
  for (const ScalePoint* point = spec->points; point && point->label; ++point) {
    if (!strcasecmp(typed, say_point(panel, spec, point))) {
      *value = point->value;
      return true;
    }
  }
  return false;
}

/* The side that is meant behind a number, "30 G" or "30 % à gauche", as "30l"; whether one is. */
static bool last_side_in_english(const Panel* panel, const char* typed, char out[PANEL_TEXT_SIZE]) {
  const struct {
    const char *english, *letter, *words;
  } sides[] = {{"l", say(panel, "L"), say(panel, "%.0f %% left")}, {"r", say(panel, "R"), say(panel, "%.0f %% right")}};
  const size_t number = strspn(typed, "0123456789.,");
  const char* side = typed + number + strspn(typed + number, " %");
  for (unsigned i = 0; number && i < sizeof sides / sizeof *sides; ++i) {
    const char* percent = strstr(sides[i].words, "%% ");
    if (!strcasecmp(side, sides[i].letter) || (percent && !strcasecmp(side, percent + strlen("%% ")))) {
      snprintf(out, PANEL_TEXT_SIZE, "%.*s%s", (int)number, typed, sides[i].english);
      return true;
    }
  }
  return false;
}

/* "G 30" as "L 30" where that is the language's letter; whether it was. */
static bool side_in_english(const Panel* panel, const char* typed, char out[PANEL_TEXT_SIZE]) {
  static const char* const sides[] = {SAY("L"), SAY("R"), SAY("C")};
  for (unsigned i = 0; i < sizeof sides / sizeof *sides; ++i) {
    const char* letter = say(panel, sides[i]);
    const size_t length = strlen(letter);
    if (!strncasecmp(typed, letter, length)) {
      snprintf(out, PANEL_TEXT_SIZE, "%s%s", sides[i], typed + length);
      return true;
    }
  }
  return last_side_in_english(panel, typed, out);
}

bool value_parse(const Panel* panel, const PortSpec* spec, const char* typed, float* value) {
  char text[PANEL_TEXT_SIZE];
  size_t length = strlen(typed += strspn(typed, " "));
  while (length && typed[length - 1] == ' ') {
    --length;
  }
  snprintf(text, sizeof text, "%.*s", (int)length, typed);
  char english[PANEL_TEXT_SIZE];
  return word_parse(panel, spec, text, value) ||
         (is_pan(spec) && side_in_english(panel, text, english) && control_parse(spec, english, value)) ||
         control_parse(spec, text, value);
}
