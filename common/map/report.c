// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/report.h"

#include <string.h>

enum { LINE = 92, INDENT = 3 };

uint32_t report_count(const Findings* findings, bool hints) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < findings->n; ++i) {
    n += !findings->at[i].is_accepted && findings->at[i].is_hint == hints;
  }
  return n;
}

/* How wide a text is in characters, up to a space or its end. */
static size_t word_width(const char* text, size_t* n_bytes) {
  size_t width = 0;
  *n_bytes = strcspn(text, " \n");
  for (size_t i = 0; i < *n_bytes; ++i) {
    width += ((unsigned char)text[i] & 0xc0) != 0x80;
  }
  return width;
}

static void put_lines(FILE* stream, const char* text) {
  size_t column = 0;
  while (*text) {
    size_t n;
    const size_t width = word_width(text, &n);
    const bool is_first = column == 0;
    if (!is_first && column + 1 + width > LINE) {
      putc('\n', stream);
      column = 0;
    }
    column += (size_t)fprintf(stream, "%*s%.*s", column == 0 ? INDENT : 1, "", (int)n, text) - n + width;
    text += n;
    text += strspn(text, " \n");
  }
  putc('\n', stream);
}

static bool is_like(const Finding* a, const Finding* b) {
  return a->kind == b->kind && a->is_hint == b->is_hint && a->is_accepted == b->is_accepted &&
         !strcmp(a->what, b->what) && !strcmp(a->why, b->why) && !strcmp(a->cure, b->cure);
}

uint32_t report_next(const Findings* findings, uint32_t first) {
  uint32_t next = first + 1;
  while (next < findings->n && is_like(&findings->at[first], &findings->at[next])) {
    ++next;
  }
  return next;
}

static uint32_t put_finding(FILE* stream, const Findings* findings, uint32_t first, uint32_t number) {
  const Finding* finding = &findings->at[first];
  fprintf(stream, "\n%u. %s%s: %s", number, finding->is_hint ? "hint, " : "", finding_word(finding->kind),
          finding->where);
  const uint32_t next = report_next(findings, first);
  for (uint32_t i = first + 1; i < next; ++i) {
    fprintf(stream, ", %s", findings->at[i].where);
  }
  putc('\n', stream);
  put_lines(stream, finding->what);
  put_lines(stream, finding->why);
  put_lines(stream, finding->cure);
  return next;
}

static void put_number(FILE* stream, uint32_t n, const char* thing) {
  fprintf(stream, "%u %s%s", n, thing, n == 1 ? "" : "s");
}

void report_text(FILE* stream, const Map* map, const Findings* findings) {
  const uint32_t n_mistakes = report_count(findings, false), n_hints = report_count(findings, true);
  fprintf(stream, "%s%s%s%s: ", map->title, map->title[0] ? " (" : "", map->program, map->title[0] ? ")" : "");
  if (n_mistakes + n_hints == 0) {
    fprintf(stream, "nothing wrong with the routing");
  } else {
    put_number(stream, n_mistakes, "mistake");
    fprintf(stream, ", ");
    put_number(stream, n_hints, "hint");
  }
  if (findings->n_accepted > 0) {
    fprintf(stream, "; %u accepted", findings->n_accepted);
  }
  fprintf(stream, ".\n");
  uint32_t number = 0;
  for (uint32_t i = 0; i < findings->n;) {
    i = findings->at[i].is_accepted ? i + 1 : put_finding(stream, findings, i, ++number);
  }
}

static void put_json_text(FILE* stream, const char* text) {
  putc('"', stream);
  for (; *text; ++text) {
    if (*text == '"' || *text == '\\') {
      fprintf(stream, "\\%c", *text);
    } else if ((unsigned char)*text < ' ') {
      fprintf(stream, "\\u%04x", (unsigned)*text);
    } else {
      putc(*text, stream);
    }
  }
  putc('"', stream);
}

static void put_json_pair(FILE* stream, const char* name, const char* text) {
  fprintf(stream, "\"%s\": ", name);
  put_json_text(stream, text);
}

static void put_json_finding(FILE* stream, const Map* map, const Finding* finding) {
  fprintf(stream, "    {\"kind\": \"%s\", \"severity\": \"%s\", \"accepted\": %s,\n     ", finding_word(finding->kind),
          finding->is_hint ? "hint" : "mistake", finding->is_accepted ? "true" : "false");
  const char* const pairs[][2] = {
    {"what", finding->what}, {"where", finding->where}, {"why", finding->why}, {"cure", finding->cure}};
  for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); ++i) {
    put_json_pair(stream, pairs[i][0], pairs[i][1]);
    fprintf(stream, ",\n     ");
  }
  if (finding->plugin != MAP_NONE) {
    put_json_pair(stream, "plugin", map_plugin_name(map, finding->plugin));
    fprintf(stream, ",\n     ");
  }
  fprintf(stream, "\"strips\": [");
  for (uint32_t i = 0; i < finding->n_strips; ++i) {
    fprintf(stream, "%s", i > 0 ? ", " : "");
    put_json_text(stream, map_strip_name(map, finding->strips[i]));
  }
  fprintf(stream, "]}");
}

static uint32_t count_strips(const Map* map, MapStripKind kind) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < map->n_strips; ++i) {
    n += map->strips[i].kind == kind;
  }
  return n;
}

void report_json(FILE* stream, const Map* map, const Findings* findings, const char* file) {
  fprintf(stream, "{\n  ");
  const char* const pairs[][2] = {{"program", map->program}, {"title", map->title}, {"file", file}};
  for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); ++i) {
    put_json_pair(stream, pairs[i][0], pairs[i][1]);
    fprintf(stream, ",\n  ");
  }
  fprintf(stream, "\"tracks\": %u, \"busses\": %u, \"plugins\": %u, \"wires\": %u,\n", count_strips(map, MAP_TRACK),
          count_strips(map, MAP_BUS), map->n_plugins, map->n_wires);
  fprintf(stream, "  \"mistakes\": %u, \"hints\": %u, \"accepted\": %u,\n  \"findings\": [",
          report_count(findings, false), report_count(findings, true), findings->n_accepted);
  for (uint32_t i = 0; i < findings->n; ++i) {
    fprintf(stream, "%s\n", i > 0 ? "," : "");
    put_json_finding(stream, map, &findings->at[i]);
  }
  fprintf(stream, "%s]\n}\n", findings->n > 0 ? "\n  " : "");
}
