// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Tells findings: to people as text, to scripts as JSON. Not realtime-safe. */

#ifndef SIGNALBOX_MAP_REPORT_H
#define SIGNALBOX_MAP_REPORT_H

#include "common/map/findings.h"

#include <stdio.h>

/* How many findings are told: those that nobody has accepted. */
uint32_t report_count(const Findings* findings, bool hints);

/* Findings that say the same of several strips follow one another, and are told at once, under one number: from one of
   them, goes to the first that is another. */
uint32_t report_next(const Findings* findings, uint32_t first);

void report_text(FILE* stream, const Map* map, const Findings* findings);

/* An object with "program", "title", "file", the numbers of "tracks", "busses", "plugins" and "wires", of "mistakes",
   "hints" and what is "accepted", and "findings", a list of objects with "kind", "severity", "accepted", "what",
   "where", "why", "cure", "strips" and, where it is about one, "plugin". */
void report_json(FILE* stream, const Map* map, const Findings* findings, const char* file);

#endif
