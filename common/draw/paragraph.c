// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/paragraph.h"

#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 256 };

/* From a character to the next. */
static size_t character_length(const char* text) {
  size_t n = 1;
  while (((unsigned char)text[n] & 0xC0U) == 0x80U) {
    ++n;
  }
  return n;
}

static double part_width(cairo_t* cr, TextStyle style, const char* text, size_t length) {
  char part[LINE_SIZE];
  snprintf(part, sizeof part, "%.*s", (int)length, text);
  return text_width(cr, style, part);
}

/* How many bytes of a word that is wider than a line fit into one; a character at least. */
static size_t word_break(cairo_t* cr, TextStyle style, const char* word, size_t length, double width) {
  size_t n = character_length(word);
  double taken = part_width(cr, style, word, n);
  while (n < length) {
    const size_t next = character_length(word + n);
    taken += part_width(cr, style, word + n, next);
    if (taken > width || n + next >= LINE_SIZE) {
      break;
    }
    n += next;
  }
  return n;
}

size_t paragraph_line(cairo_t* cr, TextStyle style, const char* text, double width) {
  size_t n = 0;
  double taken = 0.0;
  while (text[n]) {
    const size_t word = strcspn(text + n, " ");
    const size_t spaces = strspn(text + n + word, " ");
    const double own = word < LINE_SIZE ? part_width(cr, style, text + n, word) : 2.0 * width;
    if (taken + own > width || n + word >= LINE_SIZE) {
      return n > 0 ? n : word_break(cr, style, text, word, width);
    }
    taken += own + part_width(cr, style, text + n + word, spaces);
    n += word + spaces;
  }
  return n;
}

unsigned paragraph_lines(cairo_t* cr, TextStyle style, const char* text, double width) {
  unsigned n = 0;
  while (*text) {
    text += paragraph_line(cr, style, text, width);
    ++n;
  }
  return n;
}

void paragraph_draw(cairo_t* cr, TextStyle style, Ink ink, const char* text, double x, double width, double baseline) {
  while (*text) {
    char line[LINE_SIZE];
    const size_t length = paragraph_line(cr, style, text, width);
    size_t shown = length;
    while (shown > 0 && text[shown - 1] == ' ') {
      --shown;
    }
    snprintf(line, sizeof line, "%.*s", (int)shown, text);
    text_draw(cr, style, ink, ALIGN_LEFT, line, x, width + 1.0, baseline);
    text += length;
    baseline += text_line(style);
  }
}
