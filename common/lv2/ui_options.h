// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a host tells a window when it is opened. One thread; not realtime-safe. */

#ifndef SIGNALBOX_LV2_UI_OPTIONS_H
#define SIGNALBOX_LV2_UI_OPTIONS_H

#include "common/draw/theme.h"

#include <lv2/ui/ui.h>

#include <stdint.h>

typedef struct {
  uint32_t parent;             // the host's window; 0 where it has none for us
  double scale;                // 0 where it says nothing
  double rate_hz;              // likewise
  Theme theme;                 // that goes with its background; dark where it says nothing
  const LV2UI_Resize* resize;  // NULL where it lacks them
  const LV2UI_Touch* touch;
} UiOptions;

/* Of a list ended by NULL, or none at all. */
UiOptions ui_options(const LV2_Feature* const* features);

#endif
