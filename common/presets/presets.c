// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/presets/presets_model.h"

#include "common/presets/uris.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096 };

static bool read_file(Presets* presets, const char* path) {
  char mistake[STATEMENTS_MISTAKE_SIZE];
  const bool good = statements_read(&presets->statements, path, NULL, mistake);
  if (!good) {
    fprintf(stderr, "%s\n", mistake);
  }
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
  statements_init(&presets->statements);
  if (!read_matching(presets, directory, "*.ttl") || !read_matching(presets, directory, "*/*.ttl")) {
    presets_free(presets);
    return NULL;
  }
  return presets;
}

void presets_free(Presets* presets) {
  statements_free(&presets->statements);
  free(presets);
}

bool preset_applies(const Presets* presets, const SordNode* preset, const PortFamily* family,
                    const PortVariant* variant) {
  char prototype[PORTS_TEXT_SIZE];
  prototype_uri(family, prototype);
  return statements_hold(&presets->statements, preset, LV2_NS "appliesTo", prototype) ||
         statements_hold(&presets->statements, preset, LV2_NS "appliesTo", variant->uri);
}

bool preset_value(const Presets* presets, const SordNode* preset, const char* symbol, float* value) {
  bool found = false;
  SordIter* iter = statements_search(&presets->statements, preset, LV2_NS "port", NULL);
  for (; !found && !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* port = sord_iter_get_node(iter, SORD_OBJECT);
    const SordNode* name = statements_object(&presets->statements, port, LV2_NS "symbol");
    const SordNode* number = statements_object(&presets->statements, port, PSET_NS "value");
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
