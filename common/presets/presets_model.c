// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/presets/presets_model.h"

#include "common/ports/prototype.h"

#include <stdlib.h>
#include <string.h>

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
    const char* name = statements_text(&presets->statements, port, LV2_NS "symbol");
    const char* number = statements_text(&presets->statements, port, PSET_NS "value");
    if (name && number && !strcmp(name, symbol)) {
      *value = strtof(number, NULL);
      found = true;
    }
  }
  sord_iter_free(iter);
  return found;
}
