// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The window of any plugin in a host of the bench's own. One in a process. */

#ifndef SIGNALBOX_BENCH_SHOWN_H
#define SIGNALBOX_BENCH_SHOWN_H

#include "common/host/host.h"

#include <lv2/ui/ui.h>
#include <xcb/xcb.h>

enum { SHOWN_MAX_METERS = 512 };

/* A plugin that has a window, and its window once that is open. */
typedef struct {
  Host* host;
  const LilvPlugin* plugin;
  char uri[512], plugin_uri[512], binary[4096], bundle[4096];
  const LV2UI_Descriptor* descriptor;
  const LV2UI_Idle_Interface* idle;
  LV2UI_Handle ui;
  uint32_t meters[SHOWN_MAX_METERS];
  float lowest[SHOWN_MAX_METERS], highest[SHOWN_MAX_METERS];
  unsigned n_meters;
} Shown;

/* Of one that is all 0. False where there is no such plugin, or it has no window for X. */
bool shown_find(Shown* shown, const char* uri);

/* Opens the window in another; false where it cannot be opened. */
bool shown_open(Shown* shown, xcb_window_t parent);

/* Tells it readings: every meter on its own way, up and down about once a second. */
void shown_move_meters(const Shown* shown, double time);

void shown_idle(const Shown* shown);

#endif
