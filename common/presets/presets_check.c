// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/presets/presets_model.h"

#include "common/ports/families.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether a variant has a control of that symbol that presets may set. */
static bool variant_has(const Port* ports, unsigned n_ports, const char* symbol) {
  for (unsigned i = 0; i < n_ports; ++i) {
    char text[PORTS_TEXT_SIZE];
    port_symbol(&ports[i], text);
    if (port_is_settable(ports[i].spec) && !strcmp(text, symbol)) {
      return true;
    }
  }
  return false;
}

static bool is_known(const Presets* presets, const SordNode* preset, const PortFamily* family, const char* symbol) {
  bool known = false;
  for (unsigned v = 0; !known && v < family->n_variants; ++v) {
    unsigned n_ports = 0;
    Port* ports = ports_new(family, &family->variants[v], &n_ports);
    known = preset_applies(presets, preset, family, &family->variants[v]) && variant_has(ports, n_ports, symbol);
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
  SordIter* iter = statements_search(&presets->statements, preset, LV2_NS "port", NULL);
  for (; !sord_iter_end(iter); sord_iter_next(iter)) {
    const char* name = statements_text(&presets->statements, sord_iter_get_node(iter, SORD_OBJECT), LV2_NS "symbol");
    n += name && !strcmp(name, symbol);
  }
  sord_iter_free(iter);
  return n;
}

/* One lv2:port of a preset: a control of at least one variant that the preset applies to, and one number for it. */
static bool check_port(const Presets* presets, const SordNode* preset, const PortFamily* family, const SordNode* port) {
  const char* name = statements_text(&presets->statements, port, LV2_NS "symbol");
  const char* value = statements_text(&presets->statements, port, PSET_NS "value");
  const char* symbol = name ? name : "(no lv2:symbol)";
  if (!name || !is_known(presets, preset, family, symbol)) {
    fprintf(stderr, "preset %s: no plugin that it applies to has a control \"%s\"; see plugins/%s/%s_ports.c\n",
            node_text(preset), symbol, family->name, family->name);
    return false;
  }
  if (!value) {
    fprintf(stderr, "preset %s: it names %s and gives it no pset:value\n", node_text(preset), symbol);
    return false;
  }
  if (!is_number(value)) {
    fprintf(stderr, "preset %s: %s is \"%s\", which is no number\n", node_text(preset), symbol, value);
    return false;
  }
  if (count_symbol(presets, preset, symbol) > 1) {
    fprintf(stderr, "preset %s: it sets %s twice\n", node_text(preset), symbol);
    return false;
  }
  return true;
}

bool preset_check(const Presets* presets, const SordNode* preset, const PortFamily* family) {
  bool good = true;
  SordIter* iter = statements_search(&presets->statements, preset, LV2_NS "port", NULL);
  for (; good && !sord_iter_end(iter); sord_iter_next(iter)) {
    good = check_port(presets, preset, family, sord_iter_get_node(iter, SORD_OBJECT));
  }
  sord_iter_free(iter);
  return good;
}

bool presets_check(const Presets* presets) {
  bool good = true;
  SordIter* iter = statements_search(&presets->statements, NULL, RDF_TYPE, PSET_NS "Preset");
  for (; good && !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* preset = sord_iter_get_node(iter, SORD_SUBJECT);
    bool known = false;
    for (unsigned f = 0; f < n_families; ++f) {
      for (unsigned v = 0; v < families[f]->n_variants; ++v) {
        known |= preset_applies(presets, preset, families[f], &families[f]->variants[v]);
      }
    }
    if (!known) {
      fprintf(stderr, "preset %s: its lv2:appliesTo names no plugin of the suite\n", node_text(preset));
      good = false;
    }
  }
  sord_iter_free(iter);
  return good;
}
