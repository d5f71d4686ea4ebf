// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the bundle's Turtle says about a variant and its ports, a statement at a time. Subjects must be in the bundle.
   Predicates and objects are whole URIs. */

#ifndef SIGNALBOX_TEST_RDF_H
#define SIGNALBOX_TEST_RDF_H

#include "tests/lv2/suite.h"

enum { RDF_TEXT_SIZE = 2048 };

/* Text or URI of the first value of a property; "" where there is none. */
void rdf_plugin_text(const Subject* subject, const char* predicate, char out[RDF_TEXT_SIZE]);
void rdf_port_text(const Subject* subject, const Port* port, const char* predicate, char out[RDF_TEXT_SIZE]);

/* The same of anything else that is named by a URI. */
void rdf_text(const Subject* subject, const char* uri, const char* predicate, char out[RDF_TEXT_SIZE]);

/* Whether a property has a certain URI among its values. */
bool rdf_plugin_has(const Subject* subject, const char* predicate, const char* object);
bool rdf_port_has(const Subject* subject, const Port* port, const char* predicate, const char* object);
bool rdf_has(const Subject* subject, const char* uri, const char* predicate, const char* object);

/* How many values a property of a port has. */
unsigned rdf_port_count(const Subject* subject, const Port* port, const char* predicate);

/* The port that the host knows at an index. */
const LilvPort* rdf_port(const Subject* subject, unsigned index);

#endif
