// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Passages: what becomes of a signal on its way through a plugin and through a strip. What the session's file and the
   plugin's description do not tell is taken for an effect: what comes out of it is another sound. Not realtime-safe. */

#ifndef SIGNALBOX_MAP_PASSAGE_H
#define SIGNALBOX_MAP_PASSAGE_H

#include "common/map/map.h"

/* The most channels of a mixer's strip that are followed. */
enum { PASSAGE_CHANNELS = 64 };

typedef struct {
  double gain;  // 0 where nothing of it comes out
  double delay_frames;
  bool is_same;  // the same sound, up to gain and delay
} Passage;

/* From one of a plugin's inputs to one of its outputs, both by their numbers among its ports. */
Passage plugin_passage(const Map* map, uint32_t plugin, uint32_t input, uint32_t output);

/* Whether the plugin only shows the sound, as meters and tuners do. */
bool plugin_only_looks(const Map* map, uint32_t plugin);

/* Whether a plugin's class or name has a word in it, in any case of letters. */
bool plugin_has_word(const Map* map, uint32_t plugin, const char* word);

/* Whether nothing that the plugin does makes another sound of what it hears; it may still mix and turn down. */
bool plugin_is_plain(const Map* map, uint32_t plugin);

/* Follows what is on the channels of a mixer's strip from behind some of its plugins to behind others, in place.
   `width` is how many channels there are, and then how many there are behind. */
void strip_follow(const Map* map, uint32_t strip, uint32_t from_place, uint32_t to_place,
                  Passage channels[PASSAGE_CHANNELS], uint32_t* width);

/* The gain of a level in dB, off at the bottom. */
double level_gain(double level_db);

/* Whether a symbol is `start`, and what follows it up to the side: 1 to n for numbers, or 0; `side` is 0 for left, 1
   for right, and 2 where it has none. */
bool symbol_is(const char* symbol, const char* start, uint32_t* number, uint32_t* side);

#endif
