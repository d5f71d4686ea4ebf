// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/presets_list.h"

#include "common/manual/controls.h"
#include "common/manual/prose.h"
#include "common/manual/text.h"
#include "common/ports/families.h"
#include "common/ports/value_text.h"
#include "common/presets/presets_model.h"
#include "common/routes/session_text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PRESETS = 512 };

typedef struct {
  const SordNode* node;
  const PortFamily* family;
  const char *label, *comment, *bank;  // the bank by its label
} Entry;

typedef struct {
  Entry entries[MOST_PRESETS];
  unsigned n;
} Entries;

const char* preset_place(const char* uri) {
  const char* name = uri;
  for (const char* c = uri; *c; ++c) {
    name = strchr(":/#", *c) ? c + 1 : name;
  }
  return name;
}

/* The variant that it is for, by number, or n_variants where it is for all. */
static unsigned variant_of(const Manual* manual, const Entry* entry) {
  const PortFamily* family = entry->family;
  unsigned n = 0, last = 0;
  for (unsigned v = 0; v < family->n_variants; ++v) {
    const bool applies = preset_applies(manual->presets, entry->node, family, &family->variants[v]);
    last = applies ? v : last;
    n += applies;
  }
  return n == 1 && family->n_variants > 1 ? last : family->n_variants;
}

static const PortFamily* family_of(const Manual* manual, const SordNode* preset) {
  for (unsigned f = 0; f < n_families; ++f) {
    for (unsigned v = 0; v < families[f]->n_variants; ++v) {
      if (preset_applies(manual->presets, preset, families[f], &families[f]->variants[v])) {
        return families[f];
      }
    }
  }
  return NULL;
}

static int entry_compare(const void* a, const void* b) {
  const Entry* one = a;
  const Entry* other = b;
  const int banks = strcmp(one->bank, other->bank);
  const int labels = strcmp(one->label, other->label);
  return banks ? banks : labels ? labels : strcmp(one->family->name, other->family->name);
}

/* Those of a family, or all where it is NULL, sorted by bank and label. NULL where memory is short, or one says too
   little. */
static Entries* entries_new(const Manual* manual, const PortFamily* family, HostError* error) {
  const Statements* statements = &manual->presets->statements;
  Entries* entries = calloc(1, sizeof *entries);
  bool good = entries || host_fail(error, "There is not enough memory for the presets.");
  SordIter* iter = statements_search(statements, NULL, RDF_TYPE, PSET_NS "Preset");
  for (; good && !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* node = sord_iter_get_node(iter, SORD_SUBJECT);
    const SordNode* bank = statements_object(statements, node, PSET_NS "bank");
    const Entry entry = {node, family_of(manual, node), statements_text(statements, node, RDFS_NS "label"),
                         statements_text(statements, node, RDFS_NS "comment"),
                         bank ? statements_text(statements, bank, RDFS_NS "label") : NULL};
    good = (entry.family && entry.label && entry.comment && entry.bank && entries->n < MOST_PRESETS) ||
           host_fail(error, "The preset %s lacks a plugin, a label, a comment or a bank.", node_text(node));
    if (good && (!family || entry.family == family)) {
      entries->entries[entries->n++] = entry;
    }
  }
  sord_iter_free(iter);
  if (!good) {
    free(entries);
    return NULL;
  }
  qsort(entries->entries, entries->n, sizeof *entries->entries, entry_compare);
  return entries;
}

static void put_plugin(FILE* file, const Manual* manual, const Entry* entry) {
  char name[CONTENTS_NAME_SIZE];
  char text[PORTS_TEXT_SIZE];
  char title[CONTENTS_TITLE_SIZE];
  const unsigned variant = variant_of(manual, entry);
  family_page_name(entry->family, name);
  family_title(entry->family, title);
  fprintf(file, "<a class=\"of\" href=\"%s.html\">%s", name, title);
  if (variant < entry->family->n_variants) {
    variant_name(entry->family, &entry->family->variants[variant], text);
    fprintf(file, " %s", text);
  }
  fputs("</a>\n", file);
}

/* What it sets, in the order of the ports: "Ratio 8:1, Attack 5 ms". */
static void put_settings(FILE* file, const Manual* manual, const Entry* entry) {
  const unsigned variant = variant_of(manual, entry);
  const PortFamily* family = entry->family;
  unsigned n_ports = 0;
  Port* ports = ports_new(family, &family->variants[variant < family->n_variants ? variant : variant - 1], &n_ports);
  bool is_first = true;
  fputs("<p class=\"settings\">", file);
  for (unsigned i = 0; i < n_ports; ++i) {
    char symbol[PORTS_TEXT_SIZE];
    char name[PORTS_TEXT_SIZE];
    char value[VALUE_TEXT_SIZE];
    float number;
    port_symbol(&ports[i], symbol);
    if (port_is_settable(ports[i].spec) && preset_value(manual->presets, entry->node, symbol, &number)) {
      port_name(&ports[i], name);
      value_text(ports[i].spec, number, value);
      fputs(is_first ? "<span>" : ",</span> <span>", file);
      put_xml(file, name);
      fputs(" <b>", file);
      put_prose(file, value);
      fputs("</b>", file);
      is_first = false;
    }
  }
  fputs(is_first ? "Everything at its default.</p>\n" : "</span></p>\n", file);
  free(ports);
}

bool presets_of_family_write(FILE* file, const Manual* manual, const PortFamily* family, HostError* error) {
  Entries* entries = entries_new(manual, family, error);
  for (unsigned i = 0; entries && i < entries->n; ++i) {
    const Entry* entry = &entries->entries[i];
    if (!i || strcmp(entry->bank, entry[-1].bank) != 0) {
      fputs(i ? "</ul>\n<h3>" : "<h3>", file);
      put_xml(file, entry->bank);
      fputs("</h3>\n<ul class=\"rows presets\">\n", file);
    }
    fprintf(file, "<li><p class=\"name\"><a href=\"presets.html#%s\">", preset_place(node_text(entry->node)));
    put_xml(file, entry->label);
    fputs("</a></p>\n<p>", file);
    put_prose(file, entry->comment);
    fputs("</p></li>\n", file);
  }
  fputs(entries && entries->n ? "</ul>\n" : "", file);
  free(entries);
  return entries != NULL;
}

static void banks_write(FILE* file, const Entries* entries) {
  fputs("<p class=\"places\">", file);
  for (unsigned i = 0; i < entries->n; ++i) {
    const char* bank = entries->entries[i].bank;
    if (!i || strcmp(bank, entries->entries[i - 1].bank) != 0) {
      char place[CONTENTS_TITLE_SIZE];
      place_name(bank, place);
      fprintf(file, "<a href=\"#bank-%s\">", place);
      put_xml(file, bank);
      fputs("</a> ", file);
    }
  }
  fputs("</p>\n", file);
}

static void bank_begin(FILE* file, const char* bank, bool is_first) {
  char place[CONTENTS_TITLE_SIZE];
  place_name(bank, place);
  fprintf(file, "%s<section class=\"bank\">\n<h2 id=\"bank-%s\">", is_first ? "" : "</section>\n", place);
  put_xml(file, bank);
  fputs("</h2>\n", file);
}

bool presets_write_all(FILE* file, const Manual* manual, HostError* error) {
  Entries* entries = entries_new(manual, NULL, error);
  if (!entries) {
    return false;
  }
  fprintf(
    file,
    "<p>%u factory presets come with the plugins. A preset sets what is named here, and everything else of the same "
    "groups to its default, but never <i>Enabled</i>.</p>\n"
    "<p class=\"search\" hidden><label>Search <input type=\"search\" autocomplete=\"off\"></label> "
    "<span role=\"status\"></span></p>\n",
    entries->n);
  banks_write(file, entries);
  for (unsigned i = 0; i < entries->n; ++i) {
    const Entry* entry = &entries->entries[i];
    if (!i || strcmp(entry->bank, entry[-1].bank) != 0) {
      bank_begin(file, entry->bank, i == 0);
    }
    fprintf(file, "<article class=\"preset\" id=\"%s\">\n<h3>", preset_place(node_text(entry->node)));
    put_xml(file, entry->label);
    fputs("</h3>\n", file);
    put_plugin(file, manual, entry);
    fputs("<p>", file);
    put_prose(file, entry->comment);
    fputs("</p>\n", file);
    put_settings(file, manual, entry);
    fputs("</article>\n", file);
  }
  fputs("</section>\n<script src=\"presets.js\"></script>\n", file);
  free(entries);
  return true;
}

const char* preset_label(const Manual* manual, const char* uri) {
  const Statements* statements = &manual->presets->statements;
  const char* label = NULL;
  SordIter* iter = statements_search(statements, NULL, RDF_TYPE, PSET_NS "Preset");
  for (; !label && !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* node = sord_iter_get_node(iter, SORD_SUBJECT);
    if (!strcmp(preset_place(node_text(node)), preset_place(uri))) {
      label = statements_text(statements, node, RDFS_NS "label");
    }
  }
  sord_iter_free(iter);
  return label;
}
