// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Writes a text as Turtle in all languages. English has no tag, so that it is what is found without a language, and in
   those that there is no catalog for; what is the same in a language as in English is not said again. One thread; not
   realtime-safe. */

#ifndef SIGNALBOX_LANGUAGES_TURTLE_WORDS_H
#define SIGNALBOX_LANGUAGES_TURTLE_WORDS_H

#include "common/languages/languages.h"
#include "common/languages/port_words.h"
#include "common/turtle/turtle_writer.h"

#include <string.h>

/* A text as it stands; subject and predicate are those of turtle_text(). */
static inline void turtle_words(TurtleWriter* turtle, const char* subject, const char* predicate, const char* context,
                                const char* english) {
  turtle_text(turtle, subject, predicate, english);
  for (unsigned i = 0; i < n_languages; ++i) {
    const char* text = language_text(languages[i], context, english);
    if (strcmp(text, english) != 0) {
      turtle_text_in(turtle, subject, predicate, text, language_tag(languages[i]));
    }
  }
}

/* A text of a port table. */
static inline void turtle_port_words(TurtleWriter* turtle, const char* subject, const char* predicate,
                                     PortWords words) {
  char english[PORTS_TEXT_SIZE];
  port_words_in(NULL, &words, english);
  turtle_text(turtle, subject, predicate, english);
  for (unsigned i = 0; i < n_languages; ++i) {
    char text[PORTS_TEXT_SIZE];
    port_words_in(languages[i], &words, text);
    if (strcmp(text, english) != 0) {
      turtle_text_in(turtle, subject, predicate, text, language_tag(languages[i]));
    }
  }
}

#endif
