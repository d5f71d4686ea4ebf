// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the sources of presets say, as presets_read() has read it: for presets_check.c and presets_write.c. One thread;
   not realtime-safe. */

#ifndef SIGNALBOX_PRESETS_PRESETS_MODEL_H
#define SIGNALBOX_PRESETS_PRESETS_MODEL_H

#include "common/presets/presets.h"
#include "common/turtle/turtle_reader.h"
#include "common/turtle/vocabulary.h"

struct Presets {
  Statements statements;
};

/* Whether a preset is one for a variant: by name, or as one of its family. */
bool preset_applies(const Presets* presets, const SordNode* preset, const PortFamily* family,
                    const PortVariant* variant);

/* The value that a preset gives to a symbol: true, and *value where there is one. */
bool preset_value(const Presets* presets, const SordNode* preset, const char* symbol, float* value);

/* Whether presets may set a port. */
static inline bool port_is_settable(const PortSpec* spec) {
  return spec->kind == PORT_CONTROL_IN && !(spec->flags & PORT_ENABLED);
}

/* Whether each lv2:port of a preset is a control of a variant that it applies to, with one number for it. False after
   saying on stderr what is wrong. */
bool preset_check(const Presets* presets, const SordNode* preset, const PortFamily* family);

#endif
