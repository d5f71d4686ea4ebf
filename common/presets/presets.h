// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Factory presets: they are read from Turtle that says what a preset is about, checked, and written as Turtle that
   leaves nothing open. Not realtime-safe.

   A source (presets/FAMILY/NAME.ttl) describes presets as hosts read them: pset:Preset, lv2:appliesTo, rdfs:label,
   rdfs:comment, pset:bank, and an lv2:port with lv2:symbol and pset:value for each control that differs from its
   default. lv2:appliesTo names a whole family by its prototype, or a variant.

   In the bundle each preset becomes one per variant, with a value for every control, but `enabled`, of each group that
   it says anything of: what it makes of a group does not depend on what was set before. Groups that it does not mention
   (the strips of a bus, say) it leaves alone. A control that some variants lack (`link` in mono) is left out there. */

#ifndef SIGNALBOX_PRESETS_PRESETS_H
#define SIGNALBOX_PRESETS_PRESETS_H

#include "common/ports/ports.h"
#include "common/turtle/turtle_writer.h"

#include <stdbool.h>

typedef struct Presets Presets;

/* Reads every Turtle file in `directory` and in the folders right below it, but for those that describe routes. NULL
   after saying on stderr, in a sentence, which file cannot be read. */
Presets* presets_read(const char* directory);
void presets_free(Presets* presets);

/* Writes the presets of a family to `file`, of that name, and their entries to the manifest. False after saying on
   stderr what is wrong: no label, a symbol that no variant has, a value out of range. */
bool presets_write(const Presets* presets, const PortFamily* family, TurtleWriter* manifest, TurtleWriter* file,
                   const char* file_name);

/* False after saying on stderr which preset applies to no plugin of the suite. */
bool presets_check(const Presets* presets);

/* Writes the banks that presets are in to the manifest, where hosts look for their names. */
void presets_write_banks(const Presets* presets, TurtleWriter* manifest);

/* Visits all that a host shows of banks and presets: in English, with the context that a catalog has it in (see
   common/languages/languages.h), and what it is the name or the comment of. */
typedef void (*PresetWordsVisit)(void* user, const char* context, const char* english, const char* of);
void presets_each_words(const Presets* presets, PresetWordsVisit visit, void* user);

#endif
