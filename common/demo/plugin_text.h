// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a plugin of a render is called, and its controls and their values as text. All text is UTF-8, read from the
   Turtle of the plugins through lilv. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_PLUGIN_TEXT_H
#define SIGNALBOX_DEMO_PLUGIN_TEXT_H

#include "common/demo/scene_render.h"
#include "common/draw/numbers.h"

#include <stddef.h>

/* A control's value with its unit, or the name of it. Returns `out`. */
const char* control_text(const PluginRender* plugin, uint32_t index, float value, char out[DRAW_TEXT_SIZE]);

/* A control's short name, or its name where it has none; cut at `size`. */
void control_name(const PluginRender* plugin, uint32_t index, char* out, size_t size);

/* The plugin's own name, cut at `size`. */
void plugin_title(const PluginRender* plugin, char* out, size_t size);

/* The name of the preset that it has, cut at `size`. */
void preset_title(const PluginRender* plugin, char* out, size_t size);

#endif
