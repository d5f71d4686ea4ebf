// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What route_read.c, which reads graphs, shares with route_read_port.c and route_read_block.c, which read the ports and
   the blocks in them. For these only. */

#ifndef SIGNALBOX_ROUTES_ROUTE_READER_H
#define SIGNALBOX_ROUTES_ROUTE_READER_H

#include "common/routes/route.h"
#include "common/turtle/vocabulary.h"

/* A route that is being read, the file that it is read from, and where to say what is wrong with it. */
typedef struct {
  Route* route;
  const char* path;
  HostError* error;
} RouteReader;

/* The text of a statement about a node, or NULL. */
const char* reader_text(const RouteReader* reader, const SordNode* node, const char* predicate);

bool reader_is_a(const RouteReader* reader, const SordNode* node, const char* type);

/* Whether a node has at most one of what it can have but one of. */
bool reader_has_one(const RouteReader* reader, const SordNode* subject, const char* predicate);

/* The text of a URI as the file has it, where it names something of its own. */
const char* reader_name(const SordNode* node);

/* What is behind the last slash of a node's URI. */
const char* reader_symbol(const SordNode* node);

/* What a port carries. What begins with a colon (`:bypass`, `:bpm`) is a control of the host's own. */
RoutePortKind reader_kind(const RouteReader* reader, const SordNode* port);

/* Room for an item, of that size, for each object of statements about a node; one at least. NULL with a sentence where
   memory is short. */
void* reader_items_new(const RouteReader* reader, const SordNode* subject, const char* predicate, size_t size);

/* Reads these objects one after the other, as long as all is well. */
bool reader_each(RouteReader* reader, const SordNode* subject, const char* predicate, NodeVisit read);

/* Whether a wire carries MIDI or the like, by what its ends are, each of which may be NULL. Pedalboards do not list all
   ports of that kind. */
bool wire_is_silent(const RouteReader* reader, const SordNode* tail, const SordNode* head);

/* Reads all ports of the graph itself. False with a sentence where something is wrong. */
bool read_ports(RouteReader* reader);

/* Reads all blocks of the route. False with a sentence where something is wrong. */
bool read_blocks(RouteReader* reader);

#endif
