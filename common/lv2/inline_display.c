// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/lv2/inline_display.h"

#include "common/dsp/cold.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_SIDE = 4096, DRAWS_PER_SECOND = 25 };

/* What is kept of a host that has a display: plugin->attachment. */
typedef struct {
  const InlineDisplayFeature* host;
  atomic_uint size;  // of the picture that was drawn last: width << 16 | height

  /* Of the audio thread. */
  uint32_t frames_per_draw, frames_left;
  uint32_t fingerprint;

  /* Of the GUI's. */
  InlineDisplaySurface surface;
  uint32_t* pixels;
  size_t n_pixels;  // that there is room for
  float* values;    // what is shown, by slot
  float* fresh;
} InlineDisplay;

static const InlineDisplayFeature* find_feature(const LV2_Feature* const* features) {
  for (; *features; ++features) {
    if (!strcmp((*features)->URI, INLINE_DISPLAY_QUEUE_DRAW)) {
      return (const InlineDisplayFeature*)(*features)->data;
    }
  }
  return NULL;
}

COLD bool inline_display_attach(Plugin* plugin, const LV2_Feature* const* features) {
  const unsigned n_slots = plugin->view.layout.n_slots;
  const InlineDisplayFeature* host = find_feature(features);
  if (!host || !host->queue_draw) {
    return true;
  }
  InlineDisplay* display = (InlineDisplay*)calloc(1, sizeof(InlineDisplay));
  plugin->attachment = display;
  if (!display) {
    return false;
  }
  display->host = host;
  display->frames_per_draw = (uint32_t)(plugin->rate_hz / DRAWS_PER_SECOND);
  display->values = (float*)calloc(n_slots, sizeof(float));
  display->fresh = (float*)calloc(n_slots, sizeof(float));
  if (!display->values || !display->fresh) {
    return false;
  }
  memcpy(display->values, plugin->values, n_slots * sizeof(float));
  return true;
}

COLD void inline_display_detach(Plugin* plugin) {
  InlineDisplay* display = (InlineDisplay*)plugin->attachment;
  if (display) {
    free(display->pixels);
    free(display->values);
    free(display->fresh);
    free(display);
  }
}

COLD static void look(Plugin* plugin, InlineDisplay* display) {
  const unsigned size = atomic_load_explicit(&display->size, memory_order_relaxed);
  const int width = (int)(size >> 16);
  const int height = (int)(size & 0xffff);
  const uint32_t fingerprint = glance_draw(plugin_type.glance, &plugin->view, NULL, width, height).fingerprint;
  if (fingerprint != display->fingerprint) {
    display->fingerprint = fingerprint;
    snapshot_write(plugin->snapshot, plugin->values);
    display->host->queue_draw(display->host->handle);
  }
}

/* A display that was never drawn has no size, and is not looked at. */
void inline_display_ran(Plugin* plugin, uint32_t n_frames) {
  InlineDisplay* display = (InlineDisplay*)plugin->attachment;
  if (n_frames < display->frames_left) {
    display->frames_left -= n_frames;
    return;
  }
  display->frames_left = display->frames_per_draw;
  if (atomic_load_explicit(&display->size, memory_order_relaxed)) {
    look(plugin, display);
  }
}

/* Room for a picture; false where memory is short. */
COLD static bool make_room(InlineDisplay* display, size_t n_pixels) {
  if (n_pixels <= display->n_pixels) {
    return true;
  }
  uint32_t* pixels = (uint32_t*)calloc(n_pixels, sizeof(uint32_t));
  if (!pixels) {
    return false;
  }
  free(display->pixels);
  display->pixels = pixels;
  display->n_pixels = n_pixels;
  return true;
}

static int side(uint32_t pixels) {
  return pixels < 1 ? 1 : pixels > LONGEST_SIDE ? LONGEST_SIDE : (int)pixels;
}

/* Where memory is short, what was drawn before stays. */
COLD static InlineDisplaySurface* render(LV2_Handle handle, uint32_t width_wanted, uint32_t highest) {
  Plugin* plugin = (Plugin*)handle;
  InlineDisplay* display = (InlineDisplay*)plugin->attachment;
  if (!display) {
    return NULL;
  }
  const int width = side(width_wanted);
  const int height = side((uint32_t)glance_height(width, side(highest)));
  if (make_room(display, (size_t)width * (size_t)height)) {
    if (plugin_read(plugin, display->fresh)) {
      memcpy(display->values, display->fresh, plugin->view.layout.n_slots * sizeof(float));
    }
    PortView view = plugin->view;
    view.values = display->values;
    glance_draw(plugin_type.glance, &view, display->pixels, width, height);
    display->surface = (InlineDisplaySurface){(unsigned char*)display->pixels, width, height,
                                              width * (int)sizeof(uint32_t)};
    atomic_store_explicit(&display->size, (unsigned)width << 16 | (unsigned)height, memory_order_relaxed);
  }
  return display->surface.data ? &display->surface : NULL;
}

const void* inline_display_extension(const char* uri) {
  static const InlineDisplayInterface interface = {render};
  return strcmp(uri, INLINE_DISPLAY_INTERFACE) ? NULL : &interface;
}
