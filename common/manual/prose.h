// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Pages of prose: CommonMark, read by libcmark. Links and pictures have targets of the manual's own:

     page:NAME     plugin:NAME     another page, perhaps with #PLACE behind; a plugin by its family or its variant
     preset:NAME   route:NAME      the place of that preset or route
     status:WORD                   the place of that word of Routing Status, in lower case, with - for a space
     #PLACE                        a heading of the same page, by its text in lower case, with - between words

   and, for pictures, which stand in a paragraph of their own, those of pictures.h. All others are refused: nothing is
   asked of the network. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_PROSE_H
#define SIGNALBOX_MANUAL_PROSE_H

#include "common/manual/manual.h"

#include <stdio.h>

/* Writes a page, but for its title, and draws its pictures. */
bool prose_write(FILE* file, Manual* manual, const ContentsPage* page, HostError* error);

/* What a heading or a label is as the name of a place: "Late copies" becomes "late-copies". */
void place_name(const char* text, char name[CONTENTS_TITLE_SIZE]);

#endif
