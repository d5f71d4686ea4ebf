// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Writes one Turtle file: a thin layer over serd in which a statement is one call. Predicates are prefixed names
   ("lv2:name"), see vocabulary.h, and are expanded before serd sees them. Texts are UTF-8. What fails on the way is
   kept and told by turtle_close(). One thread; not realtime-safe. */

#ifndef SIGNALBOX_TURTLE_TURTLE_WRITER_H
#define SIGNALBOX_TURTLE_TURTLE_WRITER_H

#include <stdbool.h>

typedef struct TurtleWriter TurtleWriter;

/* Begins what shall be `directory`/`name`.ttl; NULL, after saying so, where that cannot be done. */
TurtleWriter* turtle_open(const char* directory, const char* name);

/* Ends it. The file appears, or is replaced, at once and whole, and only where it is `wanted`; false where it is not,
   or, after saying so, where anything could not be written. */
bool turtle_close(TurtleWriter* turtle, bool wanted);

/* Statements about a subject given by its whole URI, or, where that is NULL, about the open blank node. */
void turtle_uri(TurtleWriter* turtle, const char* subject, const char* predicate, const char* prefixed_object);
void turtle_link(TurtleWriter* turtle, const char* subject, const char* predicate, const char* object_uri);
void turtle_text(TurtleWriter* turtle, const char* subject, const char* predicate, const char* text);
void turtle_text_in(TurtleWriter* turtle, const char* subject, const char* predicate, const char* text,
                    const char* language);  // a tag such as "de"
void turtle_integer(TurtleWriter* turtle, const char* subject, const char* predicate, int value);

/* Opens a blank node as the object of a statement; what follows with a NULL subject is about it, until turtle_end().
   Blank nodes nest when the subject is NULL. */
void turtle_begin(TurtleWriter* turtle, const char* subject, const char* predicate);
void turtle_end(TurtleWriter* turtle);

/* A statement about the open blank node. */
void turtle_decimal(TurtleWriter* turtle, const char* predicate, double value);

#endif
