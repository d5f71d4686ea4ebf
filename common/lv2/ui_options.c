// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/lv2/ui_options.h"

#include <lv2/atom/atom.h>
#include <lv2/options/options.h>
#include <lv2/parameters/parameters.h>
#include <lv2/urid/urid.h>

#include <math.h>
#include <stdbool.h>
#include <string.h>

static void* feature(const LV2_Feature* const* features, const char* uri) {
  for (; features && *features; ++features) {
    if (!strcmp((*features)->URI, uri)) {
      return (*features)->data;
    }
  }
  return NULL;
}

/* Reads a value of four bytes, as Float and Int are; false where the host does not say it, or otherwise. */
static bool read_option(const LV2_Options_Option* option, const LV2_URID_Map* map, const char* uri, const char* type,
                        void* value) {
  const LV2_URID key = map->map(map->handle, uri);
  const LV2_URID kind = map->map(map->handle, type);
  for (; option->key || option->value; ++option) {
    if (option->key == key && option->type == kind && option->size == sizeof(float) && option->value) {
      memcpy(value, option->value, sizeof(float));
      return true;
    }
  }
  return false;
}

/* 0xRRGGBBAA: light where it is nearer to white, by the weights of ITU-R BT.709. */
static Theme theme_of(uint32_t background) {
  const double red = (double)(background >> 24 & 0xff);
  const double green = (double)(background >> 16 & 0xff);
  const double blue = (double)(background >> 8 & 0xff);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 127.5 ? THEME_LIGHT : THEME_DARK;
}

UiOptions ui_options(const LV2_Feature* const* features) {
  UiOptions options = {
    .parent = (uint32_t)(uintptr_t)feature(features, LV2_UI__parent),
    .theme = THEME_DARK,
    .resize = (const LV2UI_Resize*)feature(features, LV2_UI__resize),
    .touch = (const LV2UI_Touch*)feature(features, LV2_UI__touch),
  };
  const LV2_Options_Option* list = (const LV2_Options_Option*)feature(features, LV2_OPTIONS__options);
  const LV2_URID_Map* map = (const LV2_URID_Map*)feature(features, LV2_URID__map);
  float scale = 0.0f;
  float rate_hz = 0.0f;
  uint32_t background = 0;
  if (list && map) {
    if (read_option(list, map, LV2_UI__scaleFactor, LV2_ATOM__Float, &scale) && isfinite(scale) && scale > 0.0f) {
      options.scale = (double)scale;
    }
    if (read_option(list, map, LV2_PARAMETERS__sampleRate, LV2_ATOM__Float, &rate_hz) && isfinite(rate_hz) &&
        rate_hz > 0.0f) {
      options.rate_hz = (double)rate_hz;
    }
    if (read_option(list, map, LV2_UI__backgroundColor, LV2_ATOM__Int, &background)) {
      options.theme = theme_of(background);
    }
  }
  return options;
}
