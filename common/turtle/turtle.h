// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A Turtle file being written: a thin layer over serd in which a statement is one call. Names are prefixed ("lv2:name")
   and expanded before serd sees them. Any failure is kept and told by turtle_close(). Not for the audio thread. */

#ifndef SIGNALBOX_TURTLE_H
#define SIGNALBOX_TURTLE_H

#include <stdbool.h>

typedef struct Turtle Turtle;

/* Begins what shall be `directory`/`name`.ttl; NULL, after saying so, where that cannot be done. */
Turtle* turtle_open(const char* directory, const char* name);

/* Ends it. The file appears, or is replaced, at once and whole, and only where it is `wanted`; false where it is not,
   or, after saying so, where anything could not be written. */
bool turtle_close(Turtle* turtle, bool wanted);

/* Statements about a subject given by its whole URI. */
void turtle_uri(Turtle* turtle, const char* subject, const char* predicate, const char* prefixed_object);
void turtle_link(Turtle* turtle, const char* subject, const char* predicate, const char* object_uri);
void turtle_text(Turtle* turtle, const char* subject, const char* predicate, const char* text);

/* Opens a blank node as the object of a statement; what follows with a NULL subject is about it, until turtle_end().
   Blank nodes nest when the subject is NULL. */
void turtle_begin(Turtle* turtle, const char* subject, const char* predicate);
void turtle_end(Turtle* turtle);

/* Statements about the open blank node. */
void turtle_integer(Turtle* turtle, const char* predicate, int value);
void turtle_decimal(Turtle* turtle, const char* predicate, double value);

#endif
