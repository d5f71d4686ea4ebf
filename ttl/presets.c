// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "ttl/presets_model.h"

#include "ttl/uris.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096 };

/* Of the mistakes in a file the first is told: what follows may come of it. */
static SerdStatus say_parse_error(void* handle, const SerdError* error) {
  Presets* presets = (Presets*)handle;
  if (!presets->has_mistake) {
    fprintf(stderr, "%s:%u: this is not Turtle, please correct the line\n", presets->path, error->line);
  }
  presets->has_mistake = true;
  return SERD_SUCCESS;
}

/* Of Turtle that means nothing, as a prefix that is not declared; sord leaves such statements out. */
static SerdStatus say_world_error(void* handle, const SerdError* error) {
  Presets* presets = (Presets*)handle;
  if (!presets->has_mistake) {
    fprintf(stderr, "%s: please correct this: ", presets->path ? presets->path : "presets");
    vfprintf(stderr, error->fmt, *error->args);
  }
  presets->has_mistake = true;
  return SERD_SUCCESS;
}

static bool read_file(Presets* presets, const char* path) {
  presets->path = path;
  SerdEnv* env = serd_env_new(NULL);
  SerdReader* reader = sord_new_reader(presets->model, env, SERD_TURTLE, NULL);
  serd_reader_set_strict(reader, true);
  serd_reader_set_error_sink(reader, say_parse_error, presets);
  SerdNode uri = serd_node_new_file_uri((const uint8_t*)path, NULL, NULL, true);
  serd_env_set_base_uri(env, &uri);
  serd_reader_add_blank_prefix(reader, (const uint8_t*)path);
  FILE* file = fopen(path, "r");
  bool good = file != NULL;
  if (!good) {
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
  } else {
    const SerdStatus status = serd_reader_read_file_handle(reader, file, uri.buf);
    if (status > SERD_FAILURE && !presets->has_mistake) {  // SERD_FAILURE stands for a file with nothing in it
      fprintf(stderr, "%s: this is not Turtle, please correct it (%s)\n", path, serd_strerror(status));
    }
    good = status <= SERD_FAILURE && !presets->has_mistake;
    fclose(file);
  }
  serd_node_free(&uri);
  serd_reader_free(reader);
  serd_env_free(env);
  presets->path = NULL;
  return good;
}

static bool read_matching(Presets* presets, const char* directory, const char* pattern) {
  char path[PATH_SIZE];
  snprintf(path, sizeof(path), "%s/%s", directory, pattern);
  glob_t found;
  bool good = true;
  if (glob(path, 0, NULL, &found) == 0) {
    for (size_t i = 0; good && i < found.gl_pathc; ++i) {
      good = read_file(presets, found.gl_pathv[i]);
    }
  }
  globfree(&found);
  return good;
}

Presets* presets_new(const char* directory) {
  Presets* presets = (Presets*)calloc(1, sizeof(Presets));
  if (!presets) {
    return NULL;
  }
  presets->world = sord_world_new();
  sord_world_set_error_sink(presets->world, say_world_error, presets);
  presets->model = sord_new(presets->world, SORD_SPO | SORD_OPS, false);
  if (!read_matching(presets, directory, "*.ttl") || !read_matching(presets, directory, "*/*.ttl")) {
    presets_free(presets);
    return NULL;
  }
  return presets;
}

void presets_free(Presets* presets) {
  sord_free(presets->model);
  sord_world_free(presets->world);
  free(presets);
}

static SordNode* uri_node(const Presets* presets, const char* uri) {
  return sord_new_uri(presets->world, (const uint8_t*)uri);
}

SordIter* presets_search(const Presets* presets, const SordNode* subject, const char* predicate, const char* object) {
  SordNode* p = predicate ? uri_node(presets, predicate) : NULL;
  SordNode* o = object ? uri_node(presets, object) : NULL;
  SordIter* iter = sord_search(presets->model, subject, p, o, NULL);
  sord_node_free(presets->world, p);
  sord_node_free(presets->world, o);
  return iter;
}

const SordNode* presets_object(const Presets* presets, const SordNode* subject, const char* predicate) {
  SordIter* iter = presets_search(presets, subject, predicate, NULL);
  const SordNode* object = sord_iter_end(iter) ? NULL : sord_iter_get_node(iter, SORD_OBJECT);
  sord_iter_free(iter);
  return object;
}

static bool applies_to_uri(const Presets* presets, const SordNode* preset, const char* uri) {
  SordIter* iter = presets_search(presets, preset, LV2_NS "appliesTo", uri);
  const bool applies = !sord_iter_end(iter);
  sord_iter_free(iter);
  return applies;
}

bool preset_applies(const Presets* presets, const SordNode* preset, const PortFamily* family,
                    const PortVariant* variant) {
  char prototype[PORTS_TEXT_SIZE];
  prototype_uri(family, prototype);
  return applies_to_uri(presets, preset, prototype) || applies_to_uri(presets, preset, variant->uri);
}

bool preset_value(const Presets* presets, const SordNode* preset, const char* symbol, float* value) {
  bool found = false;
  SordIter* iter = presets_search(presets, preset, LV2_NS "port", NULL);
  for (; !found && !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* port = sord_iter_get_node(iter, SORD_OBJECT);
    const SordNode* name = presets_object(presets, port, LV2_NS "symbol");
    const SordNode* number = presets_object(presets, port, PSET_NS "value");
    if (name && number && !strcmp(node_text(name), symbol)) {
      *value = strtof(node_text(number), NULL);
      found = true;
    }
  }
  sord_iter_free(iter);
  return found;
}

Port* variant_ports(const PortFamily* family, const PortVariant* variant, unsigned* n_ports) {
  Port* ports = (Port*)calloc(ports_count(family, variant), sizeof(Port));
  *n_ports = ports ? ports_list(family, variant, ports) : 0;
  return ports;
}
