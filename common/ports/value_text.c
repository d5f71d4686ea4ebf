// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/ports/value_text.h"

#include "common/ports/specs.h"

#include <math.h>

typedef struct {
  char* out;  // VALUE_TEXT_SIZE
  unsigned n;
} Text;

/* What does not fit is cut off. */
static void put_char(Text* text, char c) {
  if (text->n + 1 < VALUE_TEXT_SIZE) {
    text->out[text->n++] = c;
    text->out[text->n] = '\0';
  }
}

static void put_words(Text* text, const char* words) {
  for (; *words; ++words) {
    put_char(text, *words);
  }
}

/* A whole number with at least so many digits. */
static void put_digits(Text* text, unsigned long long number, unsigned least) {
  char digits[20];
  unsigned n = 0;
  for (; n < sizeof(digits) && (number || n < least); number /= 10) {
    digits[n++] = (char)('0' + number % 10);
  }
  while (n) {
    put_char(text, digits[--n]);
  }
}

/* A number with so many decimals, of which zeros at the end may be left out. */
static void put_number(Text* text, double value, unsigned decimals, bool keeps_zeros) {
  unsigned long long scale = 1;
  for (unsigned i = 0; i < decimals; ++i) {
    scale *= 10;
  }
  unsigned long long units = (unsigned long long)(fabs(value) * (double)scale + 0.5);
  if (value < 0.0 && units) {
    put_char(text, '-');
  }
  for (; !keeps_zeros && decimals && units % 10 == 0; --decimals) {
    units /= 10;
    scale /= 10;
  }
  put_digits(text, units / scale, 1);
  if (decimals) {
    put_char(text, '.');
    put_digits(text, units % scale, decimals);
  }
}

/* The number of decimals for three significant digits. */
static unsigned decimals_of(double value) {
  const double size = fabs(value);
  return size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
}

static void put_short(Text* text, double value, const char* unit) {
  put_number(text, value, decimals_of(value), false);
  put_words(text, unit);
}

/* In a unit, or in one that is a thousand times as large from a thousand on. */
static void put_in_either(Text* text, double value, const char* unit, const char* large_unit) {
  const bool is_large = fabs(value) >= 999.5;
  put_short(text, is_large ? value / 1000.0 : value, is_large ? large_unit : unit);
}

static void put_with_unit(Text* text, const PortSpec* spec, double value) {
  switch (spec->unit) {
    case UNIT_DB:
      put_number(text, value, 1, true);
      put_words(text, " dB");
      break;
    case UNIT_HZ:
      put_in_either(text, value, " Hz", " kHz");
      break;
    case UNIT_MS:
      put_in_either(text, value, " ms", " s");
      break;
    case UNIT_PERCENT:
      put_short(text, value, " %");
      break;
    case UNIT_FRAMES:
      put_number(text, value, 0, true);
      put_words(text, " frames");
      break;
    case UNIT_RATIO:
      put_short(text, value, ":1");
      break;
    case UNIT_NONE:
      put_number(text, value, spec->flags & (PORT_INTEGER | PORT_ENUMERATION) ? 0 : 2, true);
      break;
  }
}

static void put_pan(Text* text, double pan) {
  put_number(text, fabs(pan) * 100.0, 0, true);
  put_words(text, pan < 0.0 ? " % left" : " % right");
}

static const char* word_of(const PortSpec* spec, float value) {
  for (const ScalePoint* point = spec->points; point && point->label; ++point) {
    if (point->value == value) {
      return point->label;
    }
  }
  return NULL;
}

void value_text(const PortSpec* spec, float value, char out[VALUE_TEXT_SIZE]) {
  Text text = {out, 0};
  out[0] = '\0';
  const char* word = word_of(spec, value);
  if (!isfinite(value)) {
    put_words(&text, "?");
  } else if (spec->flags & PORT_TOGGLED) {
    put_words(&text, value > 0.0f ? "On" : "Off");
  } else if (word) {
    put_words(&text, word);
  } else if (spec->points == spec_pan_points) {
    put_pan(&text, (double)value);
  } else {
    put_with_unit(&text, spec, (double)value);
  }
}
