// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/glance/glance.h"

#include "common/dsp/cold.h"
#include "common/glance/letters.h"
#include "common/ports/specs.h"

#include <string.h>

static const uint32_t inks[] = {
  [GLANCE_GROUND] = 0xff171b21, [GLANCE_SLOT] = 0xff313a45,  [GLANCE_SIGNAL] = 0xff5ca8ee, [GLANCE_HOT] = 0xfff2a33a,
  [GLANCE_CLIP] = 0xffff6259,   [GLANCE_QUIET] = 0xff9ca8b6, [GLANCE_TEXT] = 0xffe9edf2,
};

static const float lowest_db = -60.0f, highest_db = 6.0f, hot_db = -6.0f, deepest_db = 24.0f;

COLD int glance_height(int width, int highest) {
  const int height = width * 5 / 8;
  return height < highest ? height : highest;
}

/* FNV-1a, a word at a time. */
static void note(Glance* glance, uint32_t word) {
  glance->fingerprint = (glance->fingerprint ^ word) * 16777619u;
}

static void note_rect(Glance* glance, GlanceRect rect, uint32_t what) {
  note(glance, (uint32_t)rect.x << 16 ^ (uint32_t)rect.y);
  note(glance, (uint32_t)rect.width << 16 ^ (uint32_t)rect.height);
  note(glance, what);
}

// NOLINTNEXTLINE(readability-non-const-parameter): they are written to through the picture
COLD Glance glance_draw(GlanceFunction draw, const PortView* view, uint32_t* pixels, int width, int height) {
  enum { WIDE = 130 };
  Glance glance = {pixels, width, height, width >= WIDE ? 2 : 1, 2166136261u};
  glance_fill(&glance, (GlanceRect){0, 0, width, height}, GLANCE_GROUND);
  draw(view, &glance);
  return glance;
}

COLD GlanceRect glance_area(const Glance* glance) {
  const int margin = 2 * glance->line;
  return (GlanceRect){margin, margin, glance->width - 2 * margin, glance->height - 2 * margin};
}

COLD GlanceRect glance_column(const Glance* glance, GlanceRect area, int i, int n) {
  const int left = area.width * i / n;
  const int right = area.width * (i + 1) / n;
  return (GlanceRect){area.x + left, area.y, right - left - (i < n - 1 ? glance->line : 0), area.height};
}

COLD GlanceRect glance_row(const Glance* glance, GlanceRect area, int i, int n) {
  const int top = area.height * i / n;
  const int bottom = area.height * (i + 1) / n;
  return (GlanceRect){area.x, area.y + top, area.width, bottom - top - (i < n - 1 ? glance->line : 0)};
}

static void paint(Glance* glance, GlanceRect rect, GlanceInk ink) {
  const int left = rect.x > 0 ? rect.x : 0;
  const int top = rect.y > 0 ? rect.y : 0;
  const int right = rect.x + rect.width < glance->width ? rect.x + rect.width : glance->width;
  const int bottom = rect.y + rect.height < glance->height ? rect.y + rect.height : glance->height;
  for (int y = top; glance->pixels && y < bottom; ++y) {
    for (int x = left; x < right; ++x) {
      glance->pixels[y * glance->width + x] = inks[ink];
    }
  }
}

COLD void glance_fill(Glance* glance, GlanceRect rect, GlanceInk ink) {
  note_rect(glance, rect, ink);
  paint(glance, rect, ink);
}

COLD int glance_level_length(float level_db, int length) {
  const float place = (level_db - lowest_db) / (highest_db - lowest_db);
  return place > 0.0f ? (int)((place < 1.0f ? place : 1.0f) * (float)length + 0.5f) : 0;
}

/* The part of a bar from one length to another. */
static GlanceRect bar_part(GlanceRect rect, GlanceWay way, int from, int to) {
  return way == GLANCE_STANDING ? (GlanceRect){rect.x, rect.y + rect.height - to, rect.width, to - from}
                                : (GlanceRect){rect.x + from, rect.y, to - from, rect.height};
}

static GlanceRect inside(GlanceRect rect, int margin) {
  return (GlanceRect){rect.x + margin, rect.y + margin, rect.width - 2 * margin, rect.height - 2 * margin};
}

COLD void glance_meter(Glance* glance, GlanceRect rect, GlanceWay way, float level_db, bool is_off) {
  const int length = way == GLANCE_STANDING ? rect.height : rect.width;
  const int level = glance_level_length(level_db, length);
  const int hot = glance_level_length(hot_db, length);
  const int zero = glance_level_length(0.0f, length);
  glance_fill(glance, rect, GLANCE_SLOT);
  if (is_off) {
    glance_fill(glance, inside(rect, glance->line), GLANCE_GROUND);
    return;
  }
  glance_fill(glance, bar_part(rect, way, 0, level < hot ? level : hot), GLANCE_SIGNAL);
  if (level > hot) {
    glance_fill(glance, bar_part(rect, way, hot, level < zero ? level : zero), GLANCE_HOT);
  }
  if (level_db > 0.0f) {
    glance_fill(glance, bar_part(rect, way, zero + glance->line, length), GLANCE_CLIP);
  }
}

COLD void glance_reduction(Glance* glance, GlanceRect rect, GlanceWay way, float reduction_db) {
  const int length = way == GLANCE_STANDING ? rect.height : rect.width;
  const float share = -reduction_db / deepest_db;
  const int deep = share > 0.0f ? (int)((share < 1.0f ? share : 1.0f) * (float)length + 0.5f) : 0;
  glance_fill(glance, rect, GLANCE_SLOT);
  glance_fill(glance, bar_part(rect, way, length - deep, length), GLANCE_HOT);
}

/* A level in dB as a share of the curve's range, and a share as pixels. */
static int curve_pixels(float level_db, int length) {
  const float share = 1.0f - level_db / lowest_db;
  return (int)((share < 0.0f ? 0.0f : share > 1.0f ? 1.0f : share) * (float)(length - 1) + 0.5f);
}

static int curve_row(GlanceRect rect, Knee knee, float level_db) {
  return rect.y + rect.height - 1 - curve_pixels(level_db - knee_reduction(knee, level_db), rect.height);
}

COLD static void draw_curve(Glance* glance, GlanceRect rect, Knee knee) {
  int last = rect.y + rect.height - 1;
  for (int x = 0; x < rect.width; ++x) {
    const float level_db = lowest_db * (1.0f - (float)x / (float)(rect.width - 1));
    const int y = curve_row(rect, knee, level_db);
    const int top = y < last ? y : last;
    const int bottom = y < last ? last : y;
    paint(glance, (GlanceRect){rect.x + x, top, 1, bottom - top + glance->line}, GLANCE_TEXT);
    last = y;
  }
}

/* The fingerprint is of the settings: the curve itself is not for the audio thread to work out. */
COLD void glance_curve(Glance* glance, GlanceRect rect, Knee knee, float level_db) {
  uint32_t words[sizeof(Knee) / sizeof(uint32_t)];
  memcpy(words, &knee, sizeof(knee));
  for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); ++i) {
    note(glance, words[i]);
  }
  glance_fill(glance, rect, GLANCE_SLOT);
  if (glance->pixels && rect.width > 1 && rect.height > 1) {
    draw_curve(glance, rect, knee);
  }
  if (level_db > lowest_db) {
    const int size = 2 * glance->line + 1;
    const int x = rect.x + curve_pixels(level_db, rect.width);
    const int y = curve_row(rect, knee, level_db < 0.0f ? level_db : 0.0f);
    glance_fill(glance, (GlanceRect){x - size / 2, y - size / 2, size, size},
                level_db > 0.0f ? GLANCE_CLIP : GLANCE_SIGNAL);
  }
}

COLD int glance_text_height(const Glance* glance) {
  return LETTER_ROWS * glance->line;
}

COLD void glance_text(Glance* glance, GlanceRect rect, const char* text, GlanceInk ink) {
  const int line = glance->line;
  for (int x = rect.x; *text && x + LETTER_COLUMNS * line <= rect.x + rect.width; ++text) {
    const unsigned char* columns = letter_columns(*text);
    note_rect(glance, (GlanceRect){x, rect.y, *text, line}, ink);
    for (int column = 0; glance->pixels && column < LETTER_COLUMNS; ++column) {
      for (int row = 0; row < LETTER_ROWS; ++row) {
        if (columns[column] >> row & 1) {
          paint(glance, (GlanceRect){x + column * line, rect.y + row * line, line, line}, ink);
        }
      }
    }
    x += (LETTER_COLUMNS + 1) * line;
  }
}

COLD GlanceRect glance_label(Glance* glance, GlanceRect row, const char* word, unsigned n_letters) {
  const int width = (int)n_letters * (LETTER_COLUMNS + 1) * glance->line;
  const int top = row.y + (row.height - glance_text_height(glance)) / 2;
  glance_text(glance, (GlanceRect){row.x, top, width, row.height}, word, GLANCE_QUIET);
  return (GlanceRect){row.x + width, row.y, row.width - width, row.height};
}

static unsigned write_number(char* out, unsigned number) {
  unsigned n = 0;
  out[n++] = ' ';
  if (number > 9) {
    out[n++] = (char)('0' + number / 10 % 10);
  }
  out[n++] = (char)('0' + number % 10);
  return n;
}

/* The numbers are whole, whatever becomes of the word. */
COLD static void write_status(char* out, const char* word, unsigned n_letters, unsigned a, unsigned b) {
  char numbers[8];
  unsigned n_numbers = a ? write_number(numbers, a) : 0;
  n_numbers += b ? write_number(numbers + n_numbers, b) : 0;
  unsigned n = 0;
  for (; *word && n + n_numbers < n_letters; ++word) {
    out[n++] = *word;
  }
  memcpy(out + n, numbers, n_numbers);
  out[n + n_numbers] = '\0';
}

COLD GlanceRect glance_status(Glance* glance, GlanceRect area, float status, float a, float b) {
  enum { MOST_LETTERS = 24 };
  char text[MOST_LETTERS + 1 + 8];
  const unsigned at = status > 0.0f && status < (float)STATUS_COUNT ? (unsigned)status : STATUS_OK;
  const int pitch = (LETTER_COLUMNS + 1) * glance->line;
  const int n_letters = (area.width + glance->line) / pitch;
  write_status(text, spec_status_points[at].label,
               n_letters < 0              ? 0
               : n_letters < MOST_LETTERS ? (unsigned)n_letters
                                          : MOST_LETTERS,
               (unsigned)a, (unsigned)b);
  const int height = glance_text_height(glance);
  const int above = area.height - height - 2 * glance->line;
  const bool is_harmless = at == STATUS_OK || at == STATUS_SILENT;
  glance_text(glance, (GlanceRect){area.x, area.y + area.height - height, area.width, height}, text,
              is_harmless ? GLANCE_QUIET : GLANCE_HOT);
  return (GlanceRect){area.x, area.y, area.width, above > 0 ? above : 0};
}
