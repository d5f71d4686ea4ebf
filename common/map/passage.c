// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/passage.h"
#include "common/map/identify.h"
#include "common/map/own_passage.h"
#include "common/ports/ranges.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NOT_FOUND = 0 };

#define DB_PER_DECADE 20.0

double level_gain(double level_db) {
  return level_db <= (double)LEVEL_OFF_DB ? 0.0 : pow(10.0, level_db / DB_PER_DECADE);
}

bool symbol_is(const char* symbol, const char* start, uint32_t* number, uint32_t* side) {
  const size_t n = strlen(start);
  if (strncmp(symbol, start, n) != 0) {
    return false;
  }
  const char* rest = symbol + n;
  *number = NOT_FOUND;
  if (rest[0] == '_' && isdigit((unsigned char)rest[1])) {
    char* end = NULL;
    *number = (uint32_t)strtoul(rest + 1, &end, 10);
    rest = end;
  }
  *side = !strcmp(rest, "_l") ? 0 : !strcmp(rest, "_r") ? 1 : 2;
  return *side != 2 || rest[0] == '\0';
}

static bool has_word(const char* text, const char* word) {
  const size_t n = strlen(word);
  for (const char* at = text; *at; ++at) {
    if (!strncasecmp(at, word, n)) {
      return true;
    }
  }
  return false;
}

bool plugin_has_word(const Map* map, uint32_t plugin, const char* word) {
  return has_word(map_plugin_name(map, plugin), word) || has_word(map->plugins[plugin].category, word);
}

bool plugin_only_looks(const Map* map, uint32_t plugin) {
  static const char* const words[] = {"meter", "scope", "analy", "spectr", "tuner", "goniometer", "phasewheel"};
  for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); ++i) {
    if (plugin_has_word(map, plugin, words[i])) {
      return true;
    }
  }
  return false;
}

Passage plugin_passage(const Map* map, uint32_t plugin, uint32_t input, uint32_t output) {
  const MapPlugin* p = &map->plugins[plugin];
  Passage own;
  if (own_passage(map, plugin, input, output, &own)) {
    return own;
  }
  if (!p->active || plugin_only_looks(map, plugin)) {
    return (Passage){input == output ? 1.0 : 0.0, 0.0, true};
  }
  return (Passage){1.0, p->latency_frames > 0.0 ? p->latency_frames : 0.0, false};
}

bool plugin_is_plain(const Map* map, uint32_t plugin) {
  const MapPlugin* p = &map->plugins[plugin];
  bool is_plain;
  return own_is_plain(map, plugin, &is_plain) ? is_plain : !p->active || plugin_only_looks(map, plugin);
}

/* Adds what comes by one way to what came by others: the loudest says how late it is. */
static void add(Passage* sum, Passage passage) {
  if (passage.gain > 0.0) {
    sum->is_same = passage.is_same && (sum->gain <= 0.0 || sum->is_same);
    sum->delay_frames = sum->gain >= passage.gain ? sum->delay_frames : passage.delay_frames;
    sum->gain += passage.gain;
  }
}

static Passage through(Passage first, Passage second) {
  return (Passage){first.gain * second.gain, first.delay_frames + second.delay_frames, first.is_same && second.is_same};
}

/* What comes out of a plugin, by its pins: what each pin of it hears, on to where the pins of the same instance go. */
static void follow_pins(const Map* map, uint32_t plugin, const Passage before[PASSAGE_CHANNELS],
                        Passage behind[PASSAGE_CHANNELS], uint32_t* width) {
  const MapPlugin* p = &map->plugins[plugin];
  for (uint32_t o = 0; o < p->pins_out.n; ++o) {
    const MapPin out = p->pins_out.at[o];
    if (out.channel >= PASSAGE_CHANNELS) {
      continue;
    }
    *width = out.channel >= *width ? out.channel + 1 : *width;
    for (uint32_t i = 0; i < p->pins_in.n; ++i) {
      const MapPin in = p->pins_in.at[i];
      if (in.instance == out.instance && in.channel < PASSAGE_CHANNELS && before[in.channel].gain > 0.0) {
        add(&behind[out.channel], through(before[in.channel], plugin_passage(map, plugin, in.pin, out.pin)));
      }
    }
  }
  for (uint32_t i = 0; i < p->pins_thru.n; ++i) {
    const MapPin thru = p->pins_thru.at[i];
    if (thru.pin < PASSAGE_CHANNELS && thru.channel < PASSAGE_CHANNELS) {
      *width = thru.pin >= *width ? thru.pin + 1 : *width;
      add(&behind[thru.pin], before[thru.channel]);
    }
  }
}

static void follow_plugin(const Map* map, uint32_t plugin, Passage channels[PASSAGE_CHANNELS], uint32_t* width) {
  const MapPlugin* p = &map->plugins[plugin];
  if (!p->active && !map_own_plugin(map, plugin)) {
    return;
  }
  if (!p->pins_known) {
    for (uint32_t c = 0; c < PASSAGE_CHANNELS; ++c) {
      channels[c].is_same &= plugin_is_plain(map, plugin);
    }
    return;
  }
  Passage behind[PASSAGE_CHANNELS] = {{0.0, 0.0, false}};
  uint32_t n = 0;
  follow_pins(map, plugin, channels, behind, &n);
  memcpy(channels, behind, sizeof(behind));
  *width = n;
}

void strip_follow(const Map* map, uint32_t strip, uint32_t from_place, uint32_t to_place,
                  Passage channels[PASSAGE_CHANNELS], uint32_t* width) {
  const MapStrip* s = &map->strips[strip];
  const uint32_t end = to_place < s->n_plugins ? to_place : s->n_plugins;
  for (uint32_t place = from_place; place < end; ++place) {
    follow_plugin(map, s->first_plugin + place, channels, width);
  }
}
