// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Factory presets as lists, by what their sources say. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_PRESETS_LIST_H
#define SIGNALBOX_MANUAL_PRESETS_LIST_H

#include "common/manual/manual.h"

#include <stdio.h>

/* Those of a family on its page: by bank, with what each is for. */
bool presets_of_family_write(FILE* file, const Manual* manual, const PortFamily* family, HostError* error);

/* All of them, by bank, with what each sets, on a page that can be searched. */
bool presets_write_all(FILE* file, const Manual* manual, HostError* error);

/* The label of a preset, by the URI of one variant's; NULL for none. */
const char* preset_label(const Manual* manual, const char* uri);

/* The name of its place among all of them: the end of its URI. */
const char* preset_place(const char* uri);

#endif
