// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Findings: what is wrong with the routing of a session, in words. One thread; not realtime-safe. */

#ifndef SIGNALBOX_MAP_FINDINGS_H
#define SIGNALBOX_MAP_FINDINGS_H

#include "common/map/map.h"

/* Worst first: findings are told in this order. */
typedef enum {
  FINDING_CIRCLE,
  FINDING_DOUBLED_PATH,
  FINDING_TRACK_TO_NOWHERE,
  FINDING_SILENT_BUS,
  FINDING_UNFED_BUS,
  FINDING_UNFED_SIDECHAIN,
  FINDING_UNREAD_SIDECHAIN,
  FINDING_DEAD_SEND,
  FINDING_CUT_BY_SETTINGS,
  FINDING_LATE_PATH,
  FINDING_ONE_SIDE,
  FINDING_SOLOED,
  FINDING_MUTED,
  FINDING_SAME_EFFECT,
  FINDING_CLIP,
  N_FINDING_KINDS
} FindingKind;

typedef struct {
  FindingKind kind;
  bool is_hint;      // worth a look, where the others are mistakes
  bool is_accepted;  // somebody has said that it is meant so

  /* What is wrong, without where it is; where, as names; why it matters; and what mends it, in the words of the
     session's program. Sentences, but for `where`. */
  const char *what, *where, *why, *cure;

  /* What it is about, to be marked: strips, the first of them where it is, wires, and a plugin or MAP_NONE. */
  uint32_t *strips, *wires;
  uint32_t n_strips, n_wires, room_strips, room_wires;
  uint32_t plugin;
} Finding;

typedef struct {
  Finding* at;
  uint32_t n, room;
  uint32_t n_accepted;  // of these
  bool is_short_of_memory;
  struct MapTexts* texts;
} Findings;

/* The word for a kind in notes and JSON, such as "doubled-path". */
const char* finding_word(FindingKind kind);

/* Looks for all of them, and sorts them. A line "signalbox-map: ok doubled-path" in the notes of a strip accepts what
   is found there of that kind ("all" is every kind); in the notes of the session, anywhere. `accepted` is the text of a
   file beside the session with lines such as "ok doubled-path Kick" or "ok muted", or NULL. False where memory is
   short. */
bool findings_init(Findings* findings, const Map* map, const char* accepted);
void findings_free(Findings* findings);

#endif
