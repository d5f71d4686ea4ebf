// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/turtle/turtle_reader.h"

#include <serd/serd.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { PATH_SIZE = 4096, MOST_NESTED = 64, MOST_LISTS = 1024 };

/* The first mistakes in a file. */
typedef struct {
  unsigned line;     // where it is no Turtle; 0 where it is
  char lost[256];    // a name that means nothing; empty where all mean something
  bool lost_prefix;  // because its prefix is not declared
  bool too_deep;     // nodes within nodes within nodes
} Mistake;

/* What statements go through: serd reads what is nested by calling itself, which it would do until its stack ends. */
typedef struct {
  SordInserter* inserter;
  Mistake* mistake;
  unsigned n_nested, n_lists;  // open nodes, and lists since the last statement outside of all
} Gate;

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

void statements_init(Statements* statements) {
  statements->world = sord_world_new();
  statements->model = sord_new(statements->world, SORD_SPO | SORD_OPS, false);
}

void statements_free(Statements* statements) {
  sord_free(statements->model);
  sord_world_free(statements->world);
}

static SerdStatus pass_base(void* handle, const SerdNode* uri) {
  return sord_inserter_set_base_uri(((Gate*)handle)->inserter, uri);
}

static SerdStatus pass_prefix(void* handle, const SerdNode* name, const SerdNode* uri) {
  return sord_inserter_set_prefix(((Gate*)handle)->inserter, name, uri);
}

static SerdStatus pass_statement(void* handle, SerdStatementFlags flags, const SerdNode* graph, const SerdNode* subject,
                                 const SerdNode* predicate, const SerdNode* object, const SerdNode* datatype,
                                 const SerdNode* language) {
  Gate* gate = (Gate*)handle;
  if (!(flags & (SERD_ANON_CONT | SERD_LIST_CONT))) {
    gate->n_lists = 0;
  }
  gate->n_nested += (flags & (SERD_ANON_S_BEGIN | SERD_ANON_O_BEGIN)) != 0;
  gate->n_lists += (flags & (SERD_LIST_S_BEGIN | SERD_LIST_O_BEGIN)) != 0;
  if (gate->n_nested > MOST_NESTED || gate->n_lists > MOST_LISTS) {
    gate->mistake->too_deep = true;
    return SERD_ERR_BAD_ARG;
  }
  return sord_inserter_write_statement(gate->inserter, flags, graph, subject, predicate, object, datatype, language);
}

static SerdStatus pass_end(void* handle, const SerdNode* node) {
  Gate* gate = (Gate*)handle;
  (void)node;
  gate->n_nested -= gate->n_nested > 0;
  return SERD_SUCCESS;
}

static SerdStatus read_file(Statements* statements, FILE* file, const char* path, const char* base, Mistake* mistake) {
  char whole[PATH_SIZE];
  snprintf(whole, sizeof(whole), "%s%s", *path == '/' ? "" : "/", path);  // where a relative one lies does not matter
  SerdNode uri = serd_node_new_file_uri((const uint8_t*)whole, NULL, NULL, true);
  const SerdNode from = base ? serd_node_from_string(SERD_URI, (const uint8_t*)base) : uri;
  SerdEnv* env = serd_env_new(&from);
  Gate gate = {.inserter = sord_inserter_new(statements->model, env), .mistake = mistake};
  SerdReader* reader = serd_reader_new(SERD_TURTLE, &gate, NULL, pass_base, pass_prefix, pass_statement, pass_end);
  serd_reader_set_strict(reader, true);
  serd_reader_add_blank_prefix(reader, from.buf);  // blank nodes are those of this file
  serd_reader_set_error_sink(reader, note_mistake, mistake);
  sord_world_set_error_sink(statements->world, note_lost, mistake);
  const SerdStatus status = serd_reader_read_file_handle(reader, file, from.buf);
  sord_world_set_error_sink(statements->world, NULL, NULL);
  serd_reader_free(reader);
  sord_inserter_free(gate.inserter);
  serd_env_free(env);
  serd_node_free(&uri);
  return status;
}

bool statements_read(Statements* statements, const char* path, const char* base,
                     char mistake[STATEMENTS_MISTAKE_SIZE]) {
  FILE* file = fopen(path, "r");
  if (!file) {
    snprintf(mistake, STATEMENTS_MISTAKE_SIZE, "Cannot read %s (%s): name a Turtle file that is there.", path,
             strerror(errno));
    return false;
  }
  Mistake first = {.line = 0};
  const SerdStatus status = read_file(statements, file, path, base, &first);
  fclose(file);
  if (first.too_deep) {
    snprintf(mistake, STATEMENTS_MISTAKE_SIZE, "%s has nodes within nodes, deeper than can be read: give them names.",
             path);
    return false;
  }
  if (*first.lost) {
    snprintf(mistake, STATEMENTS_MISTAKE_SIZE, "%s uses the name %s, %s.", path, first.lost,
             first.lost_prefix ? "whose prefix is not declared: declare it by @prefix, or correct it"
                               : "which is no URI: correct it");
    return false;
  }
  if (status > SERD_FAILURE || first.line) {  // SERD_FAILURE stands for a file with nothing in it
    snprintf(mistake, STATEMENTS_MISTAKE_SIZE, "%s is not Turtle from line %u on: correct it there.", path, first.line);
    return false;
  }
  return true;
}

const char* node_text(const SordNode* node) {
  return node ? (const char*)sord_node_get_string(node) : NULL;
}

SordIter* statements_search(const Statements* statements, const SordNode* subject, const char* predicate,
                            const char* object) {
  SordNode* p = sord_new_uri(statements->world, (const uint8_t*)predicate);
  SordNode* o = object ? sord_new_uri(statements->world, (const uint8_t*)object) : NULL;
  SordIter* iter = sord_search(statements->model, subject, p, o, NULL);
  sord_node_free(statements->world, p);
  sord_node_free(statements->world, o);
  return iter;
}

bool statements_hold(const Statements* statements, const SordNode* subject, const char* predicate, const char* object) {
  SordIter* iter = statements_search(statements, subject, predicate, object);
  const bool found = !sord_iter_end(iter);
  sord_iter_free(iter);
  return found;
}

size_t statements_count(const Statements* statements, const SordNode* subject, const char* predicate) {
  size_t n = 0;
  SordIter* iter = statements_search(statements, subject, predicate, NULL);
  for (; !sord_iter_end(iter); sord_iter_next(iter)) {
    ++n;
  }
  sord_iter_free(iter);
  return n;
}

const SordNode* statements_object(const Statements* statements, const SordNode* subject, const char* predicate) {
  SordIter* iter = statements_search(statements, subject, predicate, NULL);
  const SordNode* object = sord_iter_end(iter) ? NULL : sord_iter_get_node(iter, SORD_OBJECT);
  sord_iter_free(iter);
  return object;
}

const char* statements_text(const Statements* statements, const SordNode* subject, const char* predicate) {
  const SordNode* text = NULL;
  SordIter* iter = statements_search(statements, subject, predicate, NULL);
  for (; !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* object = sord_iter_get_node(iter, SORD_OBJECT);
    text = !text || !sord_node_get_language(object) ? object : text;
  }
  sord_iter_free(iter);
  return node_text(text);
}

bool statements_each(const Statements* statements, const SordNode* subject, const char* predicate, NodeVisit visit,
                     void* user) {
  bool good = true;
  SordIter* iter = statements_search(statements, subject, predicate, NULL);
  for (; good && !sord_iter_end(iter); sord_iter_next(iter)) {
    good = visit(user, sord_iter_get_node(iter, SORD_OBJECT));
  }
  sord_iter_free(iter);
  return good;
}
