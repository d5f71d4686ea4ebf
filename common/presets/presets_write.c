// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/presets/presets_model.h"

#include "common/languages/turtle_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { URI_SIZE = 2 * PORTS_TEXT_SIZE };

/* Whether a preset says anything of a port's group. */
static bool concerns_group(const Presets* presets, const SordNode* preset, const Port* ports, unsigned n_ports,
                           const Port* port) {
  for (unsigned i = 0; i < n_ports; ++i) {
    char symbol[PORTS_TEXT_SIZE];
    float value = 0.0f;
    port_symbol(&ports[i], symbol);
    if (ports[i].section == port->section && ports[i].copy == port->copy &&
        preset_value(presets, preset, symbol, &value)) {
      return true;
    }
  }
  return false;
}

static bool write_value(const Presets* presets, const SordNode* preset, const Port* port, TurtleWriter* file,
                        const char* uri) {
  const PortSpec* spec = port->spec;
  char symbol[PORTS_TEXT_SIZE];
  float value = spec->initial;
  port_symbol(port, symbol);
  if (preset_value(presets, preset, symbol, &value) && !(value >= spec->minimum && value <= spec->maximum)) {
    fprintf(stderr, "preset %s: %s is %g, which is not within %g and %g\n", node_text(preset), symbol, (double)value,
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
                         const PortVariant* variant, TurtleWriter* file, const char* uri) {
  unsigned n_ports = 0;
  Port* ports = ports_new(family, variant, &n_ports);
  bool good = ports != NULL;
  for (unsigned i = 0; good && i < n_ports; ++i) {
    if (port_is_settable(ports[i].spec) && concerns_group(presets, preset, ports, n_ports, &ports[i])) {
      good = write_value(presets, preset, &ports[i], file, uri);
    }
  }
  free(ports);
  return good;
}

/* The last part of a preset's URI, after its last colon, slash or hash. */
static const char* local_name(const SordNode* preset) {
  const char* name = node_text(preset);
  for (const char* c = name; *c; ++c) {
    name = strchr(":/#", *c) ? c + 1 : name;
  }
  return name;
}

static void write_head(TurtleWriter* turtle, const char* uri, const char* variant_uri) {
  turtle_uri(turtle, uri, "rdf:type", "pset:Preset");
  turtle_link(turtle, uri, "lv2:appliesTo", variant_uri);
}

static bool write_preset(const Presets* presets, const SordNode* preset, const PortFamily* family,
                         const PortVariant* variant, TurtleWriter* manifest, TurtleWriter* file,
                         const char* file_name) {
  const char* label = statements_text(&presets->statements, preset, RDFS_NS "label");
  const char* comment = statements_text(&presets->statements, preset, RDFS_NS "comment");
  const char* bank = statements_text(&presets->statements, preset, PSET_NS "bank");
  if (!label || !comment || !bank) {
    fprintf(stderr, "preset %s: it needs an rdfs:label, an rdfs:comment and a pset:bank\n", node_text(preset));
    return false;
  }
  char uri[URI_SIZE];
  snprintf(uri, sizeof(uri), "%s#%s", variant->uri, local_name(preset));
  write_head(manifest, uri, variant->uri);
  turtle_link(manifest, uri, "rdfs:seeAlso", file_name);
  write_head(file, uri, variant->uri);
  turtle_words(file, uri, "rdfs:label", "preset", label);
  turtle_words(file, uri, "rdfs:comment", "preset comment", comment);
  turtle_link(file, uri, "pset:bank", bank);
  return write_values(presets, preset, family, variant, file, uri);
}

bool presets_write(const Presets* presets, const PortFamily* family, TurtleWriter* manifest, TurtleWriter* file,
                   const char* file_name) {
  bool good = true;
  SordIter* iter = statements_search(&presets->statements, NULL, RDF_TYPE, PSET_NS "Preset");
  for (; good && !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* preset = sord_iter_get_node(iter, SORD_SUBJECT);
    bool is_checked = false;
    for (unsigned v = 0; good && v < family->n_variants; ++v) {
      if (preset_applies(presets, preset, family, &family->variants[v])) {
        good = (is_checked || preset_check(presets, preset, family)) &&
               write_preset(presets, preset, family, &family->variants[v], manifest, file, file_name);
        is_checked = true;
      }
    }
  }
  sord_iter_free(iter);
  return good;
}

void presets_write_banks(const Presets* presets, TurtleWriter* manifest) {
  SordIter* iter = statements_search(&presets->statements, NULL, RDF_TYPE, PSET_NS "Bank");
  for (; !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* bank = sord_iter_get_node(iter, SORD_SUBJECT);
    const char* label = statements_text(&presets->statements, bank, RDFS_NS "label");
    turtle_uri(manifest, node_text(bank), "rdf:type", "pset:Bank");
    turtle_words(manifest, node_text(bank), "rdfs:label", "bank", label ? label : node_text(bank));
  }
  sord_iter_free(iter);
}
