// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The inline display: a small picture of an instance that Ardour and Mixbus show in their mixer strips. It is drawn by
   plugin_type.glance; these are the hooks of PluginType that bring it there. A host that has no such display costs
   nothing.

   The extension has no packaged header, so what it consists of stands here, as in Ardour's own
   (libs/ardour/ardour/lv2_extensions.h). */

#ifndef SIGNALBOX_LV2_INLINE_DISPLAY_H
#define SIGNALBOX_LV2_INLINE_DISPLAY_H

#include "common/lv2/plugin.h"
#include "common/turtle/vocabulary.h"

#include <lv2/core/lv2.h>

#include <stdint.h>

#define INLINE_DISPLAY_INTERFACE INLINE_DISPLAY_NS "interface"
#define INLINE_DISPLAY_QUEUE_DRAW INLINE_DISPLAY_NS "queue_draw"

/* A picture, premultiplied ARGB32; it is the plugin's. */
typedef struct {
  unsigned char* data;
  int width, height;
  int stride;  // bytes from one row to the next
} InlineDisplaySurface;

/* The feature: asks the host to have the display drawn. Audio thread, realtime-safe. */
typedef struct {
  void* handle;
  void (*queue_draw)(void* handle);
} InlineDisplayFeature;

/* The extension: a picture that is `width` wide and at most `highest` high, in pixels. The host's GUI thread, while the
   plugin runs. It stays as it is until the next call. */
typedef struct {
  InlineDisplaySurface* (*render)(LV2_Handle handle, uint32_t width, uint32_t highest);
} InlineDisplayInterface;

bool inline_display_attach(Plugin* plugin, const LV2_Feature* const* features);
void inline_display_detach(Plugin* plugin);
const void* inline_display_extension(const char* uri);

/* At most 25 times in a second of sound: has the display drawn where it would look different. */
void inline_display_ran(Plugin* plugin, uint32_t n_frames);

#endif
