// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/turtle/turtle_writer.h"

#include "common/turtle/vocabulary.h"

#include <serd/serd.h>

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 4, NAME_SIZE = 32, PATH_SIZE = 4096, DECIMAL_DIGITS = 7 };

#define PARTIAL ".part"

struct TurtleWriter {
  FILE* file;
  char path[PATH_SIZE], partial[PATH_SIZE + sizeof(PARTIAL)];
  SerdEnv* env;
  SerdWriter* writer;
  bool failed;
  unsigned depth, n_blanks;
  char blank[MAX_DEPTH][NAME_SIZE];  // names of the open blank nodes, outermost first
};

static const char* const prefixes[][2] = {
  {"doap", DOAP_NS}, {"idisp", INLINE_DISPLAY_NS}, {"lv2", LV2_NS},   {"opts", OPTS_NS}, {"param", PARAM_NS},
  {"pg", PG_NS},     {"pprops", PPROPS_NS},        {"pset", PSET_NS}, {"rdf", RDF_NS},   {"rdfs", RDFS_NS},
  {"ui", UI_NS},     {"units", UNITS_NS},          {"urid", URID_NS},
};

static SerdNode uri_node(const char* text) {
  return serd_node_from_string(SERD_URI, (const uint8_t*)text);
}

/* Expands "prefix:name"; the result is to be freed with serd_node_free(). */
static SerdNode expand(const TurtleWriter* turtle, const char* prefixed) {
  const SerdNode curie = serd_node_from_string(SERD_CURIE, (const uint8_t*)prefixed);
  return serd_env_expand_node(turtle->env, &curie);
}

static void state(TurtleWriter* turtle, SerdStatementFlags flags, const char* subject, const char* predicate,
                  const SerdNode* object, const SerdNode* datatype, const SerdNode* language) {
  const SerdNode s = subject ? uri_node(subject)
                             : serd_node_from_string(
                                 SERD_BLANK, (const uint8_t*)turtle->blank[turtle->depth ? turtle->depth - 1 : 0]);
  SerdNode p = expand(turtle, predicate);
  if (subject == NULL) {
    flags |= SERD_ANON_CONT;
  }
  turtle->failed |= serd_writer_write_statement(turtle->writer, flags, NULL, &s, &p, object, datatype, language) !=
                    SERD_SUCCESS;
  serd_node_free(&p);
}

TurtleWriter* turtle_open(const char* directory, const char* name) {
  TurtleWriter* turtle = (TurtleWriter*)calloc(1, sizeof(TurtleWriter));
  if (!turtle) {
    return NULL;
  }
  snprintf(turtle->path, sizeof(turtle->path), "%s/%s.ttl", directory, name);
  snprintf(turtle->partial, sizeof(turtle->partial), "%s" PARTIAL, turtle->path);
  FILE* file = fopen(turtle->partial, "w");
  if (!file) {
    fprintf(stderr, "%s cannot be written (%s)\n", turtle->path, strerror(errno));
    free(turtle);
    return NULL;
  }
  turtle->file = file;
  turtle->env = serd_env_new(NULL);
  for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); ++i) {
    const SerdNode prefix = serd_node_from_string(SERD_LITERAL, (const uint8_t*)prefixes[i][0]);
    const SerdNode uri = uri_node(prefixes[i][1]);
    serd_env_set_prefix(turtle->env, &prefix, &uri);
  }
  turtle->writer = serd_writer_new(SERD_TURTLE, (SerdStyle)(SERD_STYLE_ABBREVIATED | SERD_STYLE_CURIED), turtle->env,
                                   NULL, serd_file_sink, file);
  serd_env_foreach(turtle->env, (SerdPrefixSink)serd_writer_set_prefix, turtle->writer);
  return turtle;
}

bool turtle_close(TurtleWriter* turtle, bool wanted) {
  bool good = serd_writer_finish(turtle->writer) == SERD_SUCCESS && !turtle->failed;
  serd_writer_free(turtle->writer);
  serd_env_free(turtle->env);
  good = fclose(turtle->file) == 0 && good;
  good = good && (!wanted || rename(turtle->partial, turtle->path) == 0);
  if (!good) {
    fprintf(stderr, "%s cannot be written\n", turtle->path);
  }
  if (!good || !wanted) {
    remove(turtle->partial);
  }
  free(turtle);
  return good && wanted;
}

void turtle_uri(TurtleWriter* turtle, const char* subject, const char* predicate, const char* prefixed_object) {
  SerdNode object = expand(turtle, prefixed_object);
  state(turtle, 0, subject, predicate, &object, NULL, NULL);
  serd_node_free(&object);
}

void turtle_link(TurtleWriter* turtle, const char* subject, const char* predicate, const char* object_uri) {
  const SerdNode object = uri_node(object_uri);
  state(turtle, 0, subject, predicate, &object, NULL, NULL);
}

void turtle_text(TurtleWriter* turtle, const char* subject, const char* predicate, const char* text) {
  const SerdNode object = serd_node_from_string(SERD_LITERAL, (const uint8_t*)text);
  state(turtle, 0, subject, predicate, &object, NULL, NULL);
}

void turtle_text_in(TurtleWriter* turtle, const char* subject, const char* predicate, const char* text,
                    const char* language) {
  const SerdNode object = serd_node_from_string(SERD_LITERAL, (const uint8_t*)text);
  const SerdNode tag = serd_node_from_string(SERD_LITERAL, (const uint8_t*)language);
  state(turtle, 0, subject, predicate, &object, NULL, &tag);
}

void turtle_begin(TurtleWriter* turtle, const char* subject, const char* predicate) {
  if (turtle->depth == MAX_DEPTH) {
    turtle->failed = true;
    return;
  }
  char* name = turtle->blank[turtle->depth];
  snprintf(name, NAME_SIZE, "b%u", ++turtle->n_blanks);
  const SerdNode object = serd_node_from_string(SERD_BLANK, (const uint8_t*)name);
  state(turtle, SERD_ANON_O_BEGIN, subject, predicate, &object, NULL, NULL);
  ++turtle->depth;
}

void turtle_end(TurtleWriter* turtle) {
  if (!turtle->depth) {
    turtle->failed = true;
    return;
  }
  --turtle->depth;
  const SerdNode node = serd_node_from_string(SERD_BLANK, (const uint8_t*)turtle->blank[turtle->depth]);
  turtle->failed |= serd_writer_end_anon(turtle->writer, &node) != SERD_SUCCESS;
}

static void literal(TurtleWriter* turtle, const char* subject, const char* predicate, SerdNode* value,
                    const char* type) {
  SerdNode datatype = uri_node(type);
  state(turtle, 0, subject, predicate, value, &datatype, NULL);
  serd_node_free(value);
}

void turtle_integer(TurtleWriter* turtle, const char* subject, const char* predicate, int value) {
  SerdNode node = serd_node_new_integer(value);
  literal(turtle, subject, predicate, &node, XSD_NS "integer");
}

void turtle_decimal(TurtleWriter* turtle, const char* predicate, double value) {
  SerdNode node = serd_node_new_decimal(value, DECIMAL_DIGITS);
  literal(turtle, NULL, predicate, &node, XSD_NS "decimal");
}
