// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the checks of a map have in common. For findings.c and the files check_*.c alone. Each check takes a time that
   grows with the map, or, where pairs matter, stops after so much work that no session of people is cut short. */

#ifndef SIGNALBOX_MAP_CHECK_H
#define SIGNALBOX_MAP_CHECK_H

#include "common/map/findings.h"

typedef struct {
  const Map* map;
  MapWiring wiring;
  Findings* findings;
} Check;

/* Adds a finding about a strip; NULL where memory is short. It holds until the next is added. */
Finding* check_found(Check* check, FindingKind kind, bool is_hint, uint32_t strip);

/* Marks another strip or a wire of a finding, which may be NULL. */
void check_mark_strip(Check* check, Finding* finding, uint32_t strip);
void check_mark_wire(Check* check, Finding* finding, uint32_t wire);

/* A sentence, kept as long as the findings. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
const char*
check_say(Check* check, const char* format, ...);

/* The names of strips as people list them: "Kick, Snare and 3 more". */
const char* check_names(Check* check, const uint32_t* strips, uint32_t n);

/* Which of these the session's program calls things by. */
const char* check_words(const Check* check, const char* ardour, const char* carla, const char* others);

/* What the program calls a strip: "track", "bus", "plugin" and so on. */
const char* check_kind_of(const Check* check, uint32_t strip);

/* Whether a send, a wire or a plugin can be told to do something: the strips that it is of are switched on. */
bool check_is_on(const Check* check, uint32_t strip);

typedef void Checking(Check* check);

Checking check_circles, check_paths, check_beside, check_ends, check_sidechains, check_sends, check_settings,
  check_late_paths, check_sides, check_states, check_effects, check_levels;

#endif
