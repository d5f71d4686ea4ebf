// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "ttl/presets.h"

#include "common/lv2/families.h"
#include "ttl/uris.h"

#include <sord/sord.h>

#include <errno.h>
#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LV2_NS "http://lv2plug.in/ns/lv2core#"
#define PSET_NS "http://lv2plug.in/ns/ext/presets#"
#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
#define RDFS_NS "http://www.w3.org/2000/01/rdf-schema#"

enum { PATH_SIZE = 4096, URI_SIZE = 2 * PORTS_TEXT_SIZE };

struct Presets {
  SordWorld* world;
  SordModel* model;
  const char* path;  // of the file that is being read, or NULL
  bool has_mistake;  // it is not as it should be, which has been said
};

static SordNode* uri_node(const Presets* presets, const char* uri) {
  return sord_new_uri(presets->world, (const uint8_t*)uri);
}

static const char* text_of(const SordNode* node) {
  return (const char*)sord_node_get_string(node);
}

/* All statements that match; any part may be NULL. To be freed with sord_iter_free(). */
static SordIter* search(const Presets* presets, const SordNode* subject, const char* predicate, const char* object) {
  SordNode* p = predicate ? uri_node(presets, predicate) : NULL;
  SordNode* o = object ? uri_node(presets, object) : NULL;
  SordIter* iter = sord_search(presets->model, subject, p, o, NULL);
  sord_node_free(presets->world, p);
  sord_node_free(presets->world, o);
  return iter;
}

/* The object of a subject's one statement with a predicate, or NULL. It lives as long as the model. */
static const SordNode* object_of(const Presets* presets, const SordNode* subject, const char* predicate) {
  SordIter* iter = search(presets, subject, predicate, NULL);
  const SordNode* object = sord_iter_end(iter) ? NULL : sord_iter_get_node(iter, SORD_OBJECT);
  sord_iter_free(iter);
  return object;
}

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

static bool applies_to_uri(const Presets* presets, const SordNode* preset, const char* uri) {
  SordIter* iter = search(presets, preset, LV2_NS "appliesTo", uri);
  const bool applies = !sord_iter_end(iter);
  sord_iter_free(iter);
  return applies;
}

/* By name, or as one of its family. */
static bool applies_to(const Presets* presets, const SordNode* preset, const PortFamily* family,
                       const PortVariant* variant) {
  char prototype[PORTS_TEXT_SIZE];
  prototype_uri(family, prototype);
  return applies_to_uri(presets, preset, prototype) || applies_to_uri(presets, preset, variant->uri);
}

/* The value that a preset gives to a symbol: true, and *value where there is one. */
static bool value_of(const Presets* presets, const SordNode* preset, const char* symbol, float* value) {
  bool found = false;
  SordIter* iter = search(presets, preset, LV2_NS "port", NULL);
  for (; !found && !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* port = sord_iter_get_node(iter, SORD_OBJECT);
    const SordNode* name = object_of(presets, port, LV2_NS "symbol");
    const SordNode* number = object_of(presets, port, PSET_NS "value");
    if (name && number && !strcmp(text_of(name), symbol)) {
      *value = strtof(text_of(number), NULL);
      found = true;
    }
  }
  sord_iter_free(iter);
  return found;
}

static bool is_settable(const PortSpec* spec) {
  return spec->kind == PORT_CONTROL_IN && !(spec->flags & PORT_ENABLED);
}

/* Whether a variant has a control of that symbol that presets may set. */
static bool variant_has(const Port* ports, unsigned n_ports, const char* symbol) {
  for (unsigned i = 0; i < n_ports; ++i) {
    char text[PORTS_TEXT_SIZE];
    port_symbol(&ports[i], text);
    if (is_settable(ports[i].spec) && !strcmp(text, symbol)) {
      return true;
    }
  }
  return false;
}

static Port* list_ports(const PortFamily* family, const PortVariant* variant, unsigned* n_ports) {
  Port* ports = (Port*)calloc(ports_count(family, variant), sizeof(Port));
  *n_ports = ports ? ports_list(family, variant, ports) : 0;
  return ports;
}

static bool is_known(const Presets* presets, const SordNode* preset, const PortFamily* family, const char* symbol) {
  bool known = false;
  for (unsigned v = 0; !known && v < family->n_variants; ++v) {
    unsigned n_ports = 0;
    Port* ports = list_ports(family, &family->variants[v], &n_ports);
    known = applies_to(presets, preset, family, &family->variants[v]) && variant_has(ports, n_ports, symbol);
    free(ports);
  }
  return known;
}

static bool is_number(const char* text) {
  char* end = NULL;
  strtof(text, &end);
  return end != text && !*end;
}

static unsigned count_symbol(const Presets* presets, const SordNode* preset, const char* symbol) {
  unsigned n = 0;
  SordIter* iter = search(presets, preset, LV2_NS "port", NULL);
  for (; !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* name = object_of(presets, sord_iter_get_node(iter, SORD_OBJECT), LV2_NS "symbol");
    n += name && !strcmp(text_of(name), symbol);
  }
  sord_iter_free(iter);
  return n;
}

/* One lv2:port of a preset: a control of at least one variant that the preset applies to, and one number for it. */
static bool check_port(const Presets* presets, const SordNode* preset, const PortFamily* family, const SordNode* port) {
  const SordNode* name = object_of(presets, port, LV2_NS "symbol");
  const SordNode* value = object_of(presets, port, PSET_NS "value");
  const char* symbol = name ? text_of(name) : "(no lv2:symbol)";
  if (!name || !is_known(presets, preset, family, symbol)) {
    fprintf(stderr, "preset %s: no plugin that it applies to has a control \"%s\"; see plugins/%s/%s_ports.c\n",
            text_of(preset), symbol, family->name, family->name);
    return false;
  }
  if (!value) {
    fprintf(stderr, "preset %s: it names %s and gives it no pset:value\n", text_of(preset), symbol);
    return false;
  }
  if (!is_number(text_of(value))) {
    fprintf(stderr, "preset %s: %s is \"%s\", which is no number\n", text_of(preset), symbol, text_of(value));
    return false;
  }
  if (count_symbol(presets, preset, symbol) > 1) {
    fprintf(stderr, "preset %s: it sets %s twice\n", text_of(preset), symbol);
    return false;
  }
  return true;
}

static bool check_ports(const Presets* presets, const SordNode* preset, const PortFamily* family) {
  bool good = true;
  SordIter* iter = search(presets, preset, LV2_NS "port", NULL);
  for (; good && !sord_iter_end(iter); sord_iter_next(iter)) {
    good = check_port(presets, preset, family, sord_iter_get_node(iter, SORD_OBJECT));
  }
  sord_iter_free(iter);
  return good;
}

/* Whether a preset says anything of a port's group. */
static bool concerns_group(const Presets* presets, const SordNode* preset, const Port* ports, unsigned n_ports,
                           const Port* port) {
  for (unsigned i = 0; i < n_ports; ++i) {
    char symbol[PORTS_TEXT_SIZE];
    float value = 0.0f;
    port_symbol(&ports[i], symbol);
    if (ports[i].section == port->section && ports[i].copy == port->copy && value_of(presets, preset, symbol, &value)) {
      return true;
    }
  }
  return false;
}

static bool write_value(const Presets* presets, const SordNode* preset, const Port* port, Turtle* file,
                        const char* uri) {
  const PortSpec* spec = port->spec;
  char symbol[PORTS_TEXT_SIZE];
  float value = spec->initial;
  port_symbol(port, symbol);
  if (value_of(presets, preset, symbol, &value) && !(value >= spec->minimum && value <= spec->maximum)) {
    fprintf(stderr, "preset %s: %s is %g, which is not within %g and %g\n", text_of(preset), symbol, (double)value,
            (double)spec->minimum, (double)spec->maximum);
    return false;
  }
  turtle_begin(file, uri, "lv2:port");
  turtle_text(file, NULL, "lv2:symbol", symbol);
  turtle_decimal(file, "pset:value", (double)value);
  turtle_end(file);
  return true;
}

static bool write_values(const Presets* presets, const SordNode* preset, const PortFamily* family,
                         const PortVariant* variant, Turtle* file, const char* uri) {
  unsigned n_ports = 0;
  Port* ports = list_ports(family, variant, &n_ports);
  bool good = ports != NULL;
  for (unsigned i = 0; good && i < n_ports; ++i) {
    if (is_settable(ports[i].spec) && concerns_group(presets, preset, ports, n_ports, &ports[i])) {
      good = write_value(presets, preset, &ports[i], file, uri);
    }
  }
  free(ports);
  return good;
}

/* The last part of a preset's URI, after its last colon, slash or hash. */
static const char* local_name(const SordNode* preset) {
  const char* name = text_of(preset);
  for (const char* c = name; *c; ++c) {
    name = strchr(":/#", *c) ? c + 1 : name;
  }
  return name;
}

static void write_head(Turtle* turtle, const char* uri, const char* variant_uri) {
  turtle_uri(turtle, uri, "rdf:type", "pset:Preset");
  turtle_link(turtle, uri, "lv2:appliesTo", variant_uri);
}

static bool write_preset(const Presets* presets, const SordNode* preset, const PortFamily* family,
                         const PortVariant* variant, Turtle* manifest, Turtle* file, const char* file_name) {
  const SordNode* label = object_of(presets, preset, RDFS_NS "label");
  const SordNode* comment = object_of(presets, preset, RDFS_NS "comment");
  const SordNode* bank = object_of(presets, preset, PSET_NS "bank");
  if (!label || !comment || !bank) {
    fprintf(stderr, "preset %s: it needs an rdfs:label, an rdfs:comment and a pset:bank\n", text_of(preset));
    return false;
  }
  char uri[URI_SIZE];
  snprintf(uri, sizeof(uri), "%s#%s", variant->uri, local_name(preset));
  write_head(manifest, uri, variant->uri);
  turtle_link(manifest, uri, "rdfs:seeAlso", file_name);
  write_head(file, uri, variant->uri);
  turtle_text(file, uri, "rdfs:label", text_of(label));
  turtle_text(file, uri, "rdfs:comment", text_of(comment));
  turtle_link(file, uri, "pset:bank", text_of(bank));
  return write_values(presets, preset, family, variant, file, uri);
}

bool presets_write(const Presets* presets, const PortFamily* family, Turtle* manifest, Turtle* file,
                   const char* file_name) {
  bool good = true;
  SordIter* iter = search(presets, NULL, RDF_TYPE, PSET_NS "Preset");
  for (; good && !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* preset = sord_iter_get_node(iter, SORD_SUBJECT);
    bool is_checked = false;
    for (unsigned v = 0; good && v < family->n_variants; ++v) {
      if (applies_to(presets, preset, family, &family->variants[v])) {
        good = (is_checked || check_ports(presets, preset, family)) &&
               write_preset(presets, preset, family, &family->variants[v], manifest, file, file_name);
        is_checked = true;
      }
    }
  }
  sord_iter_free(iter);
  return good;
}

bool presets_check(const Presets* presets) {
  bool good = true;
  SordIter* iter = search(presets, NULL, RDF_TYPE, PSET_NS "Preset");
  for (; good && !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* preset = sord_iter_get_node(iter, SORD_SUBJECT);
    bool known = false;
    for (unsigned f = 0; f < n_families; ++f) {
      for (unsigned v = 0; v < families[f]->n_variants; ++v) {
        known |= applies_to(presets, preset, families[f], &families[f]->variants[v]);
      }
    }
    if (!known) {
      fprintf(stderr, "preset %s: its lv2:appliesTo names no plugin of the suite\n", text_of(preset));
      good = false;
    }
  }
  sord_iter_free(iter);
  return good;
}

void presets_write_banks(const Presets* presets, Turtle* manifest) {
  SordIter* iter = search(presets, NULL, RDF_TYPE, PSET_NS "Bank");
  for (; !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* bank = sord_iter_get_node(iter, SORD_SUBJECT);
    const SordNode* label = object_of(presets, bank, RDFS_NS "label");
    turtle_uri(manifest, text_of(bank), "rdf:type", "pset:Bank");
    turtle_text(manifest, text_of(bank), "rdfs:label", label ? text_of(label) : text_of(bank));
  }
  sord_iter_free(iter);
}
