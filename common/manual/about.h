// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the hand-written Turtle says of a family, and what Routing Status can say of it. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_ABOUT_H
#define SIGNALBOX_MANUAL_ABOUT_H

#include "common/manual/manual.h"

#include <stdio.h>

/* Reads it of all families; to be freed with statements_free() either way. */
bool about_read(Manual* manual, HostError* error);

/* A sentence on what it is for, and the whole text, of which paragraphs are parted by empty lines; "" for none. */
const char* about_sentence(const Manual* manual, const PortFamily* family);
const char* about_text(const Manual* manual, const PortFamily* family);

/* Writes paragraphs as such. */
void paragraphs_write(FILE* file, const char* text);

enum { ABOUT_WHEN_SIZE = 1024 };

/* When a family shows a status, as its text says behind "Routing Status": "when nothing above …". False where it never
   does. */
bool about_status(const Manual* manual, const PortFamily* family, unsigned status, char when[ABOUT_WHEN_SIZE]);

/* What the window of a family says of a status, and how to mend it. */
void about_mended(const PortFamily* family, unsigned status, char text[ABOUT_WHEN_SIZE]);

/* The word of a status. */
const char* status_word(unsigned status);

#endif
