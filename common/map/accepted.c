// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/accepted.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#define NOTE "signalbox-map:"

/* What is left of a line; a word of it, which is taken off. */
typedef struct {
  const char* at;
  size_t n;
} Line;

static Line word(Line* line) {
  while (line->n > 0 && strchr(" \t\r", line->at[0])) {
    ++line->at;
    --line->n;
  }
  Line found = {line->at, 0};
  while (found.n < line->n && !strchr(" \t\r", line->at[found.n])) {
    ++found.n;
  }
  line->at += found.n;
  line->n -= found.n;
  return found;
}

static bool is(Line found, const char* text) {
  return found.n == strlen(text) && !strncasecmp(found.at, text, found.n);
}

static void trim(Line* line) {
  while (line->n > 0 && strchr(" \t\r", line->at[0])) {
    ++line->at;
    --line->n;
  }
  while (line->n > 0 && strchr(" \t\r", line->at[line->n - 1])) {
    --line->n;
  }
}

/* Whether the rest of a line names a strip of the finding; nothing names them all. */
static bool names_place(Line rest, const Finding* finding, const Map* map) {
  trim(&rest);
  for (uint32_t i = 0; rest.n > 0 && i < finding->n_strips; ++i) {
    if (is(rest, map_strip_name(map, finding->strips[i]))) {
      return true;
    }
  }
  return rest.n == 0;
}

/* Whether a line accepts it: "ok KIND" or "ok KIND STRIP", behind a mark or not. */
static bool line_accepts(Line line, bool needs_mark, const Finding* finding, const Map* map) {
  Line rest = line;
  Line first = word(&rest);
  const bool is_marked = is(first, NOTE);
  if (is_marked) {
    first = word(&rest);
  }
  if ((needs_mark && !is_marked) || !is(first, "ok")) {
    return false;
  }
  const Line kind = word(&rest);
  return (is(kind, "all") || is(kind, finding_word(finding->kind))) && names_place(rest, finding, map);
}

static bool text_accepts(const char* text, bool needs_mark, const Finding* finding, const Map* map) {
  while (text && *text) {
    const size_t n = strcspn(text, "\n");
    if (line_accepts((Line){text, n}, needs_mark, finding, map)) {
      return true;
    }
    text += n + (text[n] == '\n');
  }
  return false;
}

bool finding_is_accepted(const Finding* finding, const Map* map, const char* accepted) {
  for (uint32_t i = 0; i < finding->n_strips; ++i) {
    if (text_accepts(map->strips[finding->strips[i]].comment, true, finding, map)) {
      return true;
    }
  }
  return text_accepts(map->comment, true, finding, map) || text_accepts(accepted, false, finding, map);
}
