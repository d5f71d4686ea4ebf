// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/findings.h"
#include "common/map/accepted.h"
#include "common/map/check.h"
#include "common/map/map_texts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 4, TEXT_SIZE = 2048, NAMES_SIZE = 1024, MOST_NAMES = 4, MOST_FINDINGS = 10000 };

static const char* const words[N_FINDING_KINDS] = {
  [FINDING_CIRCLE] = "circle",
  [FINDING_DOUBLED_PATH] = "doubled-path",
  [FINDING_TRACK_TO_NOWHERE] = "track-to-nowhere",
  [FINDING_SILENT_BUS] = "silent-bus",
  [FINDING_UNFED_BUS] = "unfed-bus",
  [FINDING_UNFED_SIDECHAIN] = "unfed-sidechain",
  [FINDING_UNREAD_SIDECHAIN] = "unread-sidechain",
  [FINDING_DEAD_SEND] = "dead-send",
  [FINDING_CUT_BY_SETTINGS] = "cut-by-settings",
  [FINDING_LATE_PATH] = "late-path",
  [FINDING_ONE_SIDE] = "one-side",
  [FINDING_SOLOED] = "soloed",
  [FINDING_MUTED] = "muted",
  [FINDING_SAME_EFFECT] = "same-effect",
  [FINDING_CLIP] = "clip",
};

static Checking* const checks[] = {check_circles,    check_paths,  check_beside,   check_ends,
                                   check_sidechains, check_sends,  check_settings, check_late_paths,
                                   check_sides,      check_states, check_effects,  check_levels};

const char* finding_word(FindingKind kind) {
  return words[kind];
}

/* Room for one more; false where there is none. */
static bool make_room(Findings* findings, void** things, uint32_t n, uint32_t* room, size_t size) {
  if (n < *room) {
    return true;
  }
  const uint32_t more = *room ? *room * 2 : FIRST_ROOM;
  void* moved = more > *room ? realloc(*things, more * size) : NULL;
  if (!moved) {
    findings->is_short_of_memory = true;
    return false;
  }
  *things = moved;
  *room = more;
  return true;
}

Finding* check_found(Check* check, FindingKind kind, bool is_hint, uint32_t strip) {
  Findings* findings = check->findings;
  if (findings->n >= MOST_FINDINGS ||
      !make_room(findings, (void**)&findings->at, findings->n, &findings->room, sizeof(Finding))) {
    return NULL;
  }
  Finding* finding = &findings->at[findings->n++];
  *finding = (Finding){
    .kind = kind, .is_hint = is_hint, .what = "", .where = "", .why = "", .cure = "", .plugin = MAP_NONE};
  check_mark_strip(check, finding, strip);
  return finding;
}

void check_mark_strip(Check* check, Finding* finding, uint32_t strip) {
  if (finding && make_room(check->findings, (void**)&finding->strips, finding->n_strips, &finding->room_strips,
                           sizeof(uint32_t))) {
    finding->strips[finding->n_strips++] = strip;
  }
}

void check_mark_wire(Check* check, Finding* finding, uint32_t wire) {
  if (finding &&
      make_room(check->findings, (void**)&finding->wires, finding->n_wires, &finding->room_wires, sizeof(uint32_t))) {
    finding->wires[finding->n_wires++] = wire;
  }
}

const char* check_say(Check* check, const char* format, ...) {
  char text[TEXT_SIZE];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof(text), format, arguments);
  va_end(arguments);
  const char* kept = map_texts_add(check->findings->texts, text);
  check->findings->is_short_of_memory |= !kept;
  return kept ? kept : "";
}

const char* check_names(Check* check, const uint32_t* strips, uint32_t n) {
  char text[NAMES_SIZE] = "";
  size_t used = 0;
  const uint32_t n_shown = n > MOST_NAMES + 1 ? MOST_NAMES : n;
  for (uint32_t i = 0; i < n_shown && used < sizeof(text); ++i) {
    const char* joint = i == 0 ? "" : i + 1 == n ? " and " : ", ";
    used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%.200s", joint,
                             map_strip_name(check->map, strips[i]));
  }
  return n > n_shown ? check_say(check, "%s and %u more", text, n - n_shown) : check_say(check, "%s", text);
}

const char* check_words(const Check* check, const char* ardour, const char* carla, const char* others) {
  return check->map->host == MAP_ARDOUR ? ardour : check->map->host == MAP_CARLA ? carla : others;
}

const char* check_kind_of(const Check* check, uint32_t strip) {
  static const char* const kinds[] = {
    [MAP_TRACK] = "track",      [MAP_BUS] = "bus",     [MAP_MASTER] = "master bus", [MAP_MONITOR] = "monitor section",
    [MAP_CUE] = "foldback bus", [MAP_CLICK] = "click", [MAP_VCA] = "VCA",           [MAP_PLUGIN] = "plugin",
    [MAP_SOURCE] = "input",     [MAP_SINK] = "output"};
  return kinds[check->map->strips[strip].kind];
}

bool check_is_on(const Check* check, uint32_t strip) {
  return check->map->strips[strip].active;
}

static int by_rank(const void* a, const void* b) {
  const Finding *x = (const Finding*)a, *y = (const Finding*)b;
  const uint32_t xs[] = {x->is_hint, (uint32_t)x->kind, x->n_strips ? x->strips[0] : 0, x->plugin};
  const uint32_t ys[] = {y->is_hint, (uint32_t)y->kind, y->n_strips ? y->strips[0] : 0, y->plugin};
  for (size_t i = 0; i < sizeof(xs) / sizeof(xs[0]); ++i) {
    if (xs[i] != ys[i]) {
      return xs[i] < ys[i] ? -1 : 1;
    }
  }
  return strcmp(x->what, y->what);
}

bool findings_init(Findings* findings, const Map* map, const char* accepted) {
  *findings = (Findings){.texts = map_texts_new()};
  Check check = {.map = map, .findings = findings};
  if (!findings->texts || !map_wiring_init(&check.wiring, map)) {
    findings_free(findings);
    return false;
  }
  for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); ++i) {
    checks[i](&check);
  }
  map_wiring_free(&check.wiring);
  if (findings->n > 0) {
    qsort(findings->at, findings->n, sizeof(Finding), by_rank);
  }
  for (uint32_t i = 0; i < findings->n; ++i) {
    findings->at[i].is_accepted = finding_is_accepted(&findings->at[i], map, accepted);
    findings->n_accepted += findings->at[i].is_accepted;
  }
  if (findings->is_short_of_memory) {
    findings_free(findings);
    return false;
  }
  return true;
}

void findings_free(Findings* findings) {
  for (uint32_t i = 0; i < findings->n; ++i) {
    free(findings->at[i].strips);
    free(findings->at[i].wires);
  }
  free(findings->at);
  map_texts_free(findings->texts);
  *findings = (Findings){.at = NULL};
}
