// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Reads Turtle files. What they say is kept as statements, each of a subject, a predicate and an object, for those who
   ask node by node. Predicates and objects are named by whole URIs, see vocabulary.h; nodes and their texts, in UTF-8,
   live as long as the statements. One thread; not realtime-safe. */

#ifndef SIGNALBOX_TURTLE_TURTLE_READER_H
#define SIGNALBOX_TURTLE_TURTLE_READER_H

#include <sord/sord.h>

#include <stdbool.h>
#include <stddef.h>

enum { STATEMENTS_MISTAKE_SIZE = 512 };

typedef struct {
  SordWorld* world;
  SordModel* model;
} Statements;

/* None yet. */
void statements_init(Statements* statements);
void statements_free(Statements* statements);

/* Adds what a file says. Its names are taken from `base`, a URI, or are its own where that is NULL. False where
   there is no such file, or anything in it is no Turtle or means nothing: `mistake` then is a sentence on the first of
   these. */
bool statements_read(Statements* statements, const char* path, const char* base, char mistake[STATEMENTS_MISTAKE_SIZE]);

/* The text of a literal or of a URI; NULL of NULL. */
const char* node_text(const SordNode* node);

/* All statements that match; the subject and the object may be NULL. To be freed with sord_iter_free(). */
SordIter* statements_search(const Statements* statements, const SordNode* subject, const char* predicate,
                            const char* object);

/* Whether there is any such statement. */
bool statements_hold(const Statements* statements, const SordNode* subject, const char* predicate, const char* object);

/* How many statements say something of a node by a predicate. */
size_t statements_count(const Statements* statements, const SordNode* subject, const char* predicate);

/* The object of a statement about a node, or NULL; and its text, or NULL. Of texts in several languages, the one that
   says none. */
const SordNode* statements_object(const Statements* statements, const SordNode* subject, const char* predicate);
const char* statements_text(const Statements* statements, const SordNode* subject, const char* predicate);

/* Called with one node after the other; false to stop. */
typedef bool (*NodeVisit)(void* user, const SordNode* node);

/* Visits the objects of all statements about a node. False where a visit was. */
bool statements_each(const Statements* statements, const SordNode* subject, const char* predicate, NodeVisit visit,
                     void* user);

#endif
