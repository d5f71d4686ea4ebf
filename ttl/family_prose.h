// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the hand-written Turtle, ttl/NAME_about.ttl, says of families: what each is for, and its whole text. Catalogs
   have it paragraph by paragraph, in a context of its own. One thread; not realtime-safe. */

#ifndef SIGNALBOX_FAMILY_PROSE_H
#define SIGNALBOX_FAMILY_PROSE_H

#include "common/languages/languages.h"
#include "common/ports/ports.h"
#include "common/turtle/turtle_reader.h"

#define FAMILY_PROSE_CONTEXT "about"

enum { FAMILY_PROSE_SIZE = 16384 };

/* Adds what is said of all families in the files of a folder. False, with a sentence in `mistake`, where one cannot be
   read. */
bool family_prose_read(Statements* statements, const char* folder, char mistake[STATEMENTS_MISTAKE_SIZE]);

/* A sentence, without a full stop, on what it is for, and the whole text; "" for none. */
const char* family_purpose(const Statements* statements, const PortFamily* family);
const char* family_text(const Statements* statements, const PortFamily* family);

/* Copies the paragraph that a text begins with, and gives the rest; they are parted by empty lines. */
const char* family_paragraph(const char* text, char paragraph[FAMILY_PROSE_SIZE]);

/* A text in a language. False where it is too long. */
bool family_prose_in(const Language* language, const char* text, char out[FAMILY_PROSE_SIZE]);

#endif
