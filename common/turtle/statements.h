// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Statements: what Turtle files say, for those who ask node by node. Predicates and objects are named by whole URIs;
   nodes live as long as the statements. Not realtime-safe. */

#ifndef SIGNALBOX_STATEMENTS_H
#define SIGNALBOX_STATEMENTS_H

#include <sord/sord.h>

#include <stdbool.h>

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

/* The object of a statement about a node, or NULL. */
const SordNode* statements_object(const Statements* statements, const SordNode* subject, const char* predicate);

#endif
