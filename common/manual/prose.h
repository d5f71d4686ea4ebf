// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Pages of prose: CommonMark, read by libcmark. links.h says what links and pictures, which stand in a paragraph of
   their own, may lead to. All else is refused: nothing is asked of the network. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_PROSE_H
#define SIGNALBOX_MANUAL_PROSE_H

#include "common/manual/manual.h"

#include <stdio.h>

/* Writes a page, but for its title, and draws its pictures. */
bool prose_write(FILE* file, Manual* manual, const ContentsPage* page, HostError* error);

/* What a heading or a label is as the name of a place: "Late copies" becomes "late-copies". */
void place_name(const char* text, char name[CONTENTS_TITLE_SIZE]);

#endif
