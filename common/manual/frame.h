// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What is around every page: its head, the way to the others, and the end. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_FRAME_H
#define SIGNALBOX_MANUAL_FRAME_H

#include "common/manual/manual.h"

#include <stdio.h>

/* Begins a page; NULL stands for the first one, of which the others are listed. `lead` is a sentence below the title,
   or NULL. */
void frame_begin(FILE* file, const Contents* contents, const ContentsPage* page, const char* lead);
void frame_end(FILE* file, const Contents* contents, const ContentsPage* page);

/* What is on the first page: all others, by chapters, with what they are for. */
void index_write(FILE* file, const Manual* manual);

#endif
