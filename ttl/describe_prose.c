// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "ttl/describe_prose.h"

#include "common/ports/prototype.h"
#include "common/turtle/turtle_writer.h"
#include "ttl/family_prose.h"

#include <stdio.h>
#include <string.h>

/* A text in all languages in which it is another one. */
static bool write_text(TurtleWriter* turtle, const char* uri, const char* predicate, const char* english) {
  bool good = true;
  for (unsigned i = 0; good && i < n_languages; ++i) {
    char text[FAMILY_PROSE_SIZE];
    good = family_prose_in(languages[i], english, text);
    if (!good) {
      fprintf(stderr, "What is said of %s is too long in \"%s\".\n", uri, language_tag(languages[i]));
    } else if (strcmp(text, english) != 0) {
      turtle_text_in(turtle, uri, predicate, text, language_tag(languages[i]));
    }
  }
  return good;
}

bool describe_prose(const char* directory, const PortFamily* family, const Statements* prose) {
  char name[PORTS_TEXT_SIZE];
  char uri[PORTS_TEXT_SIZE];
  snprintf(name, sizeof(name), DESCRIBE_PROSE_FORMAT, family->name);
  prototype_uri(family, uri);
  TurtleWriter* turtle = turtle_open(directory, name);
  const bool good = turtle && write_text(turtle, uri, "doap:shortdesc", family_purpose(prose, family)) &&
                    write_text(turtle, uri, "rdfs:comment", family_text(prose, family));
  return turtle && turtle_close(turtle, good);
}
