// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Findings that people have accepted. Not realtime-safe. */

#ifndef SIGNALBOX_MAP_ACCEPTED_H
#define SIGNALBOX_MAP_ACCEPTED_H

#include "common/map/findings.h"

/* Whether the notes of a strip that a finding is about, those of the session, or the text of a file (see
   findings_init(); may be NULL) accept it. */
bool finding_is_accepted(const Finding* finding, const Map* map, const char* accepted);

#endif
