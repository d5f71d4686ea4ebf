// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The words of port tables as hosts and windows show them, in a language or, with NULL, in English. Any thread; not
   realtime-safe. */

#ifndef SIGNALBOX_LANGUAGES_PORT_WORDS_H
#define SIGNALBOX_LANGUAGES_PORT_WORDS_H

#include "common/languages/languages.h"
#include "common/ports/ports.h"

/* A text of a table: where it is looked up, what of it is filled in, and on which side it is. */
typedef struct {
  const char* context;
  const char* english;
  unsigned copy;
  const char* side;  // in English; NULL for none
} PortWords;

PortWords port_name_words(const Port* port);
PortWords port_short_name_words(const Port* port);
PortWords port_comment_words(const Port* port);
PortWords group_name_words(const PortSection* section, unsigned copy);

/* `out` is always terminated, and cut at PORTS_TEXT_SIZE. */
void port_words_in(const Language* language, const PortWords* words, char out[PORTS_TEXT_SIZE]);

/* The context of the words for a port's values: those of a status have their own. */
const char* scale_point_context(const PortSpec* spec);

#endif
