// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the Turtle of a route says, node by node: for those who read routes. Predicates and types are whole URIs. Not
   realtime-safe. */

#ifndef SIGNALBOX_HOST_ROUTE_TURTLE_H
#define SIGNALBOX_HOST_ROUTE_TURTLE_H

#include "common/host/route.h"

#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

/* Reads a file into the route's model. False with a sentence where there is none, or where it is not Turtle. */
bool route_read_turtle(Route* route, const char* path, HostError* error);

/* The text of a literal or of a URI; NULL of NULL. */
const char* node_text(const SordNode* node);

/* The same as the file has it, where it names something of its own; and what stands behind the last slash of that. */
const char* node_name(const SordNode* node);
const char* node_symbol(const SordNode* node);

/* The statements with this predicate, and with this subject and this object (a URI) where they are not NULL; to be
   freed with sord_iter_free(). */
SordIter* route_search(const Route* route, const SordNode* subject, const char* predicate, const char* object);

/* Whether a node has at most one of what it can have but one of. */
bool route_has_one(const Route* route, const SordNode* subject, const char* predicate);

bool route_is_a(const Route* route, const SordNode* node, const char* type);

#endif
