// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/control.h"

#include "common/ports/specs.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#define LEVEL_CURVE 2.5  // puts 0 dB of +12 at three quarters, with 4 % of the way for each dB around there
#define LEVEL_FIRST_STEP_DB (-60.0)

static bool is_level(const PortSpec* spec) {
  return spec->points == spec_level_points;
}

static double clamped(double value, double low, double high) {
  return fmin(fmax(value, low), high);
}

double control_position(const PortSpec* spec, double value) {
  const double low = (double)spec->minimum;
  const double high = (double)spec->maximum;
  const double at = clamped(value, low, high);
  if (spec->flags & PORT_LOGARITHMIC) {
    return log(at / low) / log(high / low);
  }
  const double linear = (at - low) / (high - low);
  return is_level(spec) ? pow(linear, LEVEL_CURVE) : linear;
}

float control_value(const PortSpec* spec, double position) {
  const double low = (double)spec->minimum;
  const double high = (double)spec->maximum;
  const double at = clamped(position, 0.0, 1.0);
  if (spec->flags & PORT_LOGARITHMIC) {
    return control_round(spec, low * pow(high / low, at));
  }
  return control_round(spec, low + (high - low) * (is_level(spec) ? pow(at, 1.0 / LEVEL_CURVE) : at));
}

/* The size of the last of three digits. */
static double third_digit(double value) {
  return value == 0.0 ? 1.0 : fmax(pow(10.0, floor(log10(fabs(value))) - 2.0), 0.01);
}

float control_round(const PortSpec* spec, double value) {
  const double grain = spec->unit == UNIT_DB                                            ? 0.1
                       : spec->unit == UNIT_NONE                                        ? 0.01
                       : (spec->flags & (PORT_LOGARITHMIC)) || spec->unit == UNIT_RATIO ? third_digit(value)
                                                                                        : 0.01;
  const float rounded = (float)(round(value / grain) * grain);
  return port_sanitize(spec, rounded, spec->initial);
}

static bool is_stepped(const PortSpec* spec) {
  return (spec->flags & (PORT_INTEGER | PORT_ENUMERATION | PORT_TOGGLED)) != 0;
}

float control_step(const PortSpec* spec, float value, double steps, bool fine) {
  const double from = (double)value;
  if (is_stepped(spec)) {
    return port_sanitize(spec, (float)(from + (steps > 0.0 ? fmax(round(steps), 1.0) : fmin(round(steps), -1.0))),
                         spec->initial);
  }
  if (spec->flags & PORT_LOGARITHMIC) {
    const double to = from * pow(2.0, steps / (fine ? 48.0 : 12.0));
    const float rounded = control_round(spec, to);
    return rounded != value ? rounded : port_sanitize(spec, (float)to, spec->initial);
  }
  if (is_level(spec) && steps > 0.0 && from < LEVEL_FIRST_STEP_DB) {
    return (float)LEVEL_FIRST_STEP_DB;
  }
  const double step = (spec->unit == UNIT_NONE ? 0.05 : 1.0) * (fine ? 0.1 : 1.0) * steps;
  if (is_level(spec) && from + step < LEVEL_FIRST_STEP_DB) {
    return spec->minimum;
  }
  return port_sanitize(spec, (float)(round((from + step) * 1000.0) / 1000.0), spec->initial);
}

/* Reads a decimal number, whatever the locale; *text then is behind it. */
static bool number_read(const char** text, double* number) {
  const char* at = *text;
  double sign = 1.0;
  if (*at == '+' || *at == '-') {
    sign = *at++ == '-' ? -1.0 : 1.0;
  } else if (strncmp(at, "\xE2\x88\x92", 3) == 0) {
    sign = -1.0;
    at += 3;
  }
  while (*at == ' ') {
    ++at;
  }
  double value = 0.0;
  double place = 1.0;
  bool is_fraction = false;
  unsigned n_digits = 0;
  for (;; ++at) {
    if (*at >= '0' && *at <= '9') {
      ++n_digits;
      place *= is_fraction ? 0.1 : 1.0;
      value = is_fraction ? value + place * (*at - '0') : value * 10.0 + (*at - '0');
    } else if ((*at == '.' || *at == ',') && !is_fraction) {
      is_fraction = true;
    } else {
      break;
    }
  }
  *text = at;
  *number = sign * value;
  return n_digits > 0 && n_digits < 16;
}

/* What a unit behind a number multiplies it by; 0 where the port has no such unit. */
static double unit_factor(const PortSpec* spec, const char* unit) {
  static const struct {
    PortUnit unit;
    const char* word;
    double factor;
  } units[] = {{UNIT_DB, "dB", 1.0},     {UNIT_DB, "dBFS", 1.0},      {UNIT_HZ, "Hz", 1.0},
               {UNIT_HZ, "k", 1000.0},   {UNIT_HZ, "kHz", 1000.0},    {UNIT_MS, "ms", 1.0},
               {UNIT_MS, "s", 1000.0},   {UNIT_PERCENT, "%", 1.0},    {UNIT_RATIO, ":1", 1.0},
               {UNIT_RATIO, ": 1", 1.0}, {UNIT_FRAMES, "frames", 1.0}};
  if (!*unit) {
    return 1.0;
  }
  for (unsigned i = 0; i < sizeof units / sizeof *units; ++i) {
    if (units[i].unit == spec->unit && strcasecmp(units[i].word, unit) == 0) {
      return units[i].factor;
    }
  }
  return 0.0;
}

/* Pans as mixers write them: C, L 30, 30 % right; a bare number from 1 up is a percentage too. */
static bool pan_parse(const char* text, float* value) {
  const int first = tolower((unsigned char)*text);
  double number = 0.0;
  double side = 0.0;
  if (strcasecmp(text, "c") == 0) {
    *value = 0.0f;
    return true;
  }
  if (first == 'l' || first == 'r') {
    side = first == 'l' ? -1.0 : 1.0;
    for (++text; *text == ' '; ++text) {
    }
  }
  if (!number_read(&text, &number)) {
    return false;
  }
  for (; *text == ' ' || *text == '%'; ++text) {
  }
  const int last = tolower((unsigned char)*text);
  if (side == 0.0 && (last == 'l' || last == 'r')) {
    side = last == 'l' ? -1.0 : 1.0;
    text += strlen(text);
  }
  if (*text) {
    return false;
  }
  const double pan = side != 0.0 ? side * number / 100.0 : fabs(number) > 1.0 ? number / 100.0 : number;
  *value = (float)clamped(pan, -1.0, 1.0);
  return true;
}

/* Past one of these at the start of a text, in any case; NULL where it starts with none. */
static const char* behind_any(const char* text, const char* const* starts) {
  for (; *starts; ++starts) {
    if (strncasecmp(text, *starts, strlen(*starts)) == 0) {
      return text + strlen(*starts);
    }
  }
  return NULL;
}

/* What other programs call a level that is off: -inf, maybe with its unit. */
static bool is_minus_infinity(const char* text) {
  static const char* const signs[] = {"-", "\xE2\x88\x92", NULL};
  static const char* const infinities[] = {"inf", "\xE2\x88\x9E", NULL};
  const char* rest = behind_any(text, signs);
  rest = rest ? behind_any(rest, infinities) : NULL;
  return rest && (!*rest || strcasecmp(rest + strspn(rest, " "), "dB") == 0);
}

static bool word_parse(const PortSpec* spec, const char* text, float* value) {
  if (is_level(spec) && is_minus_infinity(text)) {
    *value = spec->minimum;
    return true;
  }
  for (const ScalePoint* point = spec->points; point && point->label; ++point) {
    if (strcasecmp(point->label, text) == 0) {
      *value = point->value;
      return true;
    }
  }
  const bool on = strcasecmp(text, "on") == 0;
  if ((spec->flags & PORT_TOGGLED) && (on || strcasecmp(text, "off") == 0)) {
    *value = on ? 1.0f : 0.0f;
    return true;
  }
  return false;
}

bool control_parse(const PortSpec* spec, const char* typed, float* value) {
  char text[64];
  while (*typed == ' ') {
    ++typed;
  }
  size_t length = strlen(typed);
  for (; length && typed[length - 1] == ' '; --length) {
  }
  if (length == 0 || length >= sizeof text) {
    return false;
  }
  memcpy(text, typed, length);
  text[length] = '\0';
  if (word_parse(spec, text, value)) {
    return true;
  }
  if (spec->points == spec_pan_points) {
    return pan_parse(text, value);
  }
  const char* rest = text;
  double number = 0.0;
  if (!number_read(&rest, &number)) {
    return false;
  }
  while (*rest == ' ') {
    ++rest;
  }
  const double factor = unit_factor(spec, rest);
  if (factor == 0.0) {
    return false;
  }
  *value = port_sanitize(spec, (float)(number * factor), *value);
  return true;
}
