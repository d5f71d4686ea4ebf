// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Features: what an instance is offered by this host: the URI map and its reverse, options (block lengths, sample rate)
   and a bounded block length. Not realtime-safe. */

#ifndef SIGNALBOX_HOST_FEATURES_H
#define SIGNALBOX_HOST_FEATURES_H

#include "common/host/host.h"

#include <lv2/core/lv2.h>
#include <lv2/options/options.h>

enum { FEATURES_COUNT = 4, FEATURES_OPTIONS = 4 };

/* Points into itself: must stay where it was filled for as long as an instance uses it. */
typedef struct {
  int32_t min_frames, max_frames;
  float rate_hz;
  LV2_Options_Option options[FEATURES_OPTIONS + 1];
  LV2_Feature features[FEATURES_COUNT];
  const LV2_Feature* list[FEATURES_COUNT + 1];  // what instantiate() takes
} Features;

void features_fill(Features* features, Host* host, double rate_hz, uint32_t max_frames);

/* False where a plugin requires more. */
bool features_suffice(const Features* features, const LilvPlugin* plugin, HostError* error);

#endif
