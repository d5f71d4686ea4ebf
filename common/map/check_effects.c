// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Effects: the same reverb or delay on many tracks, where one on a bus could serve them all. */

#include "common/map/check.h"
#include "common/map/passage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ENOUGH_ALIKE = 3, ENOUGH_OF_A_KIND = 5 };

#define SAME_VALUE 1e-6

/* Whether a plugin adds echoes or a room; delays that line tracks up are no such thing. */
static bool is_time_effect(const Map* map, uint32_t plugin) {
  static const char* const effects[] = {"reverb", "delay", "echo"};
  static const char* const others[] = {"compensat", "align", "sample delay", "latency", "comp. delay", "signalbox"};
  bool found = false;
  for (size_t i = 0; i < sizeof(effects) / sizeof(effects[0]); ++i) {
    found |= plugin_has_word(map, plugin, effects[i]);
  }
  for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); ++i) {
    found &= !plugin_has_word(map, plugin, others[i]);
  }
  return found;
}

static int by_settings(const MapPlugin* a, const MapPlugin* b) {
  const uint32_t n = a->controls.n < b->controls.n ? a->controls.n : b->controls.n;
  for (uint32_t i = 0; i < n; ++i) {
    const double x = a->controls.at[i].value, y = b->controls.at[i].value;
    if (fabs(x - y) > SAME_VALUE * (fabs(x) + fabs(y))) {
      return x < y ? -1 : 1;
    }
  }
  return a->controls.n == b->controls.n ? 0 : a->controls.n < b->controls.n ? -1 : 1;
}

/* Sorted by which plugin it is, by its settings, and by its place. */
static int by_plugin(const void* a, const void* b) {
  const MapPlugin *x = *(const MapPlugin*const*)a, *y = *(const MapPlugin*const*)b;
  int order = strcmp(x->uri, y->uri);
  order = order ? order : strcmp(x->name, y->name);
  order = order ? order : by_settings(x, y);
  return order ? order : x < y ? -1 : 1;
}

static bool is_same(const MapPlugin* a, const MapPlugin* b) {
  return !strcmp(a->uri, b->uri) && (a->uri[0] || !strcmp(a->name, b->name));
}

static void tell(Check* check, const MapPlugin* const* plugins, uint32_t n, bool alike) {
  Finding* finding = check_found(check, FINDING_SAME_EFFECT, true, plugins[0]->strip);
  uint32_t* strips = (uint32_t*)malloc(n * sizeof(uint32_t));
  if (!finding || !strips) {
    free(strips);
    return;
  }
  for (uint32_t i = 0; i < n; ++i) {
    strips[i] = plugins[i]->strip;
    if (i > 0) {
      check_mark_strip(check, finding, strips[i]);
    }
  }
  finding->plugin = (uint32_t)(plugins[0] - check->map->plugins);
  finding->what = check_say(check, "%s %s %u %s%s.", map_plugin_name(check->map, finding->plugin),
                            check_words(check, "runs on", "is there", "is there"), n,
                            check_words(check, "tracks", "times", "times"), alike ? ", set alike" : "");
  finding->where = check_names(check, strips, n);
  finding->why = check_say(check,
                           "One on a bus does the work of %u for the price of one, is set in one place, and puts all "
                           "of them into one room.",
                           n);
  finding->cure = check_words(check,
                              "Put one on a new bus, all wet; add an aux send to the bus on each track, and remove the "
                              "others. Signalbox's action for shared effects does so for the selected tracks.",
                              "Keep one, all wet, feed it from all of them by sends, and remove the others.",
                              "Keep one, all wet, feed it from all of them by sends, and remove the others.");
  free(strips);
}

/* Of plugins of one kind, sorted by their settings: those that are set alike, or else all, where they are many. */
static void tell_kind(Check* check, const MapPlugin* const* plugins, uint32_t n) {
  bool told = false;
  for (uint32_t start = 0, end; start < n; start = end) {
    for (end = start + 1; end < n && by_settings(plugins[start], plugins[end]) == 0;) {
      ++end;
    }
    if (end - start >= ENOUGH_ALIKE && plugins[start]->controls.n > 0) {  // else it is not known how they are set
      tell(check, plugins + start, end - start, true);
      told = true;
    }
  }
  if (!told && n >= ENOUGH_OF_A_KIND) {
    tell(check, plugins, n, false);
  }
}

void check_effects(Check* check) {
  const Map* map = check->map;
  const MapPlugin** plugins = (const MapPlugin**)malloc(((size_t)map->n_plugins + 1) * sizeof(MapPlugin*));
  if (!plugins) {
    check->findings->is_short_of_memory = true;
    return;
  }
  uint32_t n = 0;
  for (uint32_t i = 0; i < map->n_plugins; ++i) {
    const MapStrip* strip = &map->strips[map->plugins[i].strip];
    const bool is_place = strip->kind == MAP_TRACK || strip->kind == MAP_PLUGIN;
    if (is_place && strip->active && map->plugins[i].active && is_time_effect(map, i)) {
      plugins[n++] = &map->plugins[i];
    }
  }
  qsort(plugins, n, sizeof(MapPlugin*), by_plugin);
  for (uint32_t start = 0, end; start < n; start = end) {
    for (end = start + 1; end < n && is_same(plugins[start], plugins[end]);) {
      ++end;
    }
    tell_kind(check, plugins + start, end - start);
  }
  free(plugins);
}
