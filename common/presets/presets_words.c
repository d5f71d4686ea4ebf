// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/presets/presets_model.h"

/* What all that is of a class says by a predicate. */
static void visit_all(const Presets* presets, const char* class_uri, const char* predicate, const char* context,
                      PresetWordsVisit visit, void* user) {
  SordIter* iter = statements_search(&presets->statements, NULL, RDF_TYPE, class_uri);
  for (; !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* node = sord_iter_get_node(iter, SORD_SUBJECT);
    const char* words = statements_text(&presets->statements, node, predicate);
    if (words) {
      visit(user, context, words, node_text(node));
    }
  }
  sord_iter_free(iter);
}

void presets_each_words(const Presets* presets, PresetWordsVisit visit, void* user) {
  visit_all(presets, PSET_NS "Bank", RDFS_NS "label", "bank", visit, user);
  visit_all(presets, PSET_NS "Preset", RDFS_NS "label", "preset", visit, user);
  visit_all(presets, PSET_NS "Preset", RDFS_NS "comment", "preset comment", visit, user);
}
