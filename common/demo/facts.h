// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Facts about a plugin of a take, as a producer would say them. */

#ifndef SIGNALBOX_DEMO_FACTS_H
#define SIGNALBOX_DEMO_FACTS_H

#include "common/demo/take.h"
#include "common/draw/text.h"

#include <stddef.h>

/* The value with which a control begins. */
float control_start(const PluginTake* plugin, uint32_t port);

/* Whether the scene leaves a control at the value with which it begins. */
bool control_is_constant(const PluginTake* plugin, uint32_t port);

/* A control's value with its unit, or the name of it. Returns `out`. */
const char* control_text(const PluginTake* plugin, uint32_t index, float value, char out[DRAW_TEXT_SIZE]);

/* A control's short name, or its name where it has none; cut at `size`. */
void control_name(const PluginTake* plugin, uint32_t index, char* out, size_t size);

/* The plugin's own name, cut at `size`. */
void plugin_title(const PluginTake* plugin, char* out, size_t size);

/* The name of the preset that it has, cut at `size`. */
void preset_title(const PluginTake* plugin, char* out, size_t size);

#endif
