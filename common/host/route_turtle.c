// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/route_turtle.h"

#include <serd/serd.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What names in a file are taken from: where it lies does not matter. */
#define BASE "file:///"

/* The first mistakes in a file. */
typedef struct {
  unsigned line;     // where it is no Turtle; 0 where it is
  char lost[256];    // a name that means nothing; empty where all mean something
  bool lost_prefix;  // because its prefix is not declared
} Mistake;

static SerdStatus note_mistake(void* handle, const SerdError* error) {
  Mistake* mistake = (Mistake*)handle;
  mistake->line = mistake->line ? mistake->line : error->line + !error->line;
  return SERD_SUCCESS;
}

/* sord leaves out statements with names that it cannot make sense of, and says which: `so'. */
static SerdStatus note_lost(void* handle, const SerdError* error) {
  Mistake* mistake = (Mistake*)handle;
  if (!*mistake->lost) {
    char said[sizeof(mistake->lost)];
    vsnprintf(said, sizeof(said), error->fmt, *error->args);
    const char* quote = strchr(said, '`');
    const char* name = quote ? quote + 1 : said;
    snprintf(mistake->lost, sizeof(mistake->lost), "%.*s", (int)strcspn(name, "'\n"), name);
    mistake->lost_prefix = error->status == SERD_ERR_BAD_CURIE;
  }
  return SERD_SUCCESS;
}

bool route_read_turtle(Route* route, const char* path, HostError* error) {
  FILE* file = fopen(path, "r");
  if (!file) {
    return host_fail(error, "Cannot read the route %s (%s): name a Turtle file that is there.", path, strerror(errno));
  }
  Mistake mistake = {.line = 0};
  SerdNode base = serd_node_from_string(SERD_URI, (const uint8_t*)BASE);
  SerdEnv* env = serd_env_new(&base);
  SerdReader* reader = sord_new_reader(route->model, env, SERD_TURTLE, NULL);
  serd_reader_set_strict(reader, true);
  serd_reader_set_error_sink(reader, note_mistake, &mistake);
  sord_world_set_error_sink(route->world, note_lost, &mistake);
  const bool good = serd_reader_read_file_handle(reader, file, base.buf) <=
                    SERD_FAILURE;  // of which an empty file is one
  sord_world_set_error_sink(route->world, NULL, NULL);
  serd_reader_free(reader);
  serd_env_free(env);
  fclose(file);
  if (*mistake.lost) {
    return host_fail(error, "%s uses the name %s, %s.", path, mistake.lost,
                     mistake.lost_prefix ? "whose prefix is not declared: declare it by @prefix, or correct it"
                                         : "which is no URI: correct it");
  }
  return (good && !mistake.line) ||
         host_fail(error, "%s is not Turtle from line %u on: correct it there.", path, mistake.line);
}

const char* node_text(const SordNode* node) {
  return node ? (const char*)sord_node_get_string(node) : NULL;
}

const char* node_name(const SordNode* node) {
  const char* text = node_text(node);
  return strncmp(text, BASE, strlen(BASE)) ? text : text + strlen(BASE);
}

const char* node_symbol(const SordNode* node) {
  const char* slash = strrchr(node_text(node), '/');
  return slash ? slash + 1 : node_text(node);
}

SordIter* route_search(const Route* route, const SordNode* subject, const char* predicate, const char* object) {
  SordNode* p = sord_new_uri(route->world, (const uint8_t*)predicate);
  SordNode* o = object ? sord_new_uri(route->world, (const uint8_t*)object) : NULL;
  SordIter* iter = sord_search(route->model, subject, p, o, NULL);
  sord_node_free(route->world, p);
  sord_node_free(route->world, o);
  return iter;
}

const SordNode* route_object(const Route* route, const SordNode* subject, const char* predicate) {
  SordIter* iter = route_search(route, subject, predicate, NULL);
  const SordNode* object = sord_iter_end(iter) ? NULL : sord_iter_get_node(iter, SORD_OBJECT);
  sord_iter_free(iter);
  return object;
}

bool route_has_one(const Route* route, const SordNode* subject, const char* predicate) {
  SordIter* iter = route_search(route, subject, predicate, NULL);
  const bool is_one = sord_iter_end(iter) || sord_iter_next(iter);
  sord_iter_free(iter);
  return is_one;
}

bool route_is_a(const Route* route, const SordNode* node, const char* type) {
  SordIter* iter = route_search(route, node, RDF_TYPE, type);
  const bool found = !sord_iter_end(iter);
  sord_iter_free(iter);
  return found;
}
