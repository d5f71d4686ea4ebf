// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A host of our own that opens the windows of the built bundle inside windows of its own, and keeps all that they ask
   for. What must not be (a write without a touch, beyond the range, or of no control) fails the test at once. */

#ifndef SIGNALBOX_TEST_OWN_HOST_H
#define SIGNALBOX_TEST_OWN_HOST_H

#include "common/panel/model.h"
#include "common/panel/panels.h"
#include "tests/screen/screen.h"

#include <lv2/ui/ui.h>

enum { HOST_MAX_WRITES = 4096, HOST_X = 100, HOST_Y = 60 };

typedef struct {
  unsigned port;
  float value;
} HostWrite;

/* What the host has, and says. */
typedef struct {
  bool lacks_touch, lacks_resize, lacks_options;
  bool echoes;    // gives back each write, one write late
  bool is_light;  // has a white background
  float scale;    // 0: says nothing
  bool is_parentless;
} HostKind;

typedef struct {
  HostKind kind;
  const PanelType* type;
  const PortVariant* variant;
  unsigned n_ports;
  Port ports[PANEL_MAX_PORTS];
  xcb_window_t parent, child;
  const LV2UI_Descriptor* descriptor;
  const LV2UI_Idle_Interface* idle;
  const LV2UI_Resize* resize;
  LV2UI_Touch touch_feature;
  LV2UI_Resize resize_feature;
  LV2UI_Handle ui;
  LV2UI_Widget widget;
  HostWrite writes[HOST_MAX_WRITES];
  unsigned n_writes;      // also those beyond what is kept
  unsigned n_touches[2];  // ends and beginnings
  bool is_touched[PANEL_MAX_PORTS];
  unsigned n_touched;  // now
  int width, height;   // that the window has asked for
  unsigned n_resizes;
  bool was_there;  // the child, when it asked
} OwnHost;

/* Group set-up and tear-down: the screen, and the bundle's object. */
int own_host_start(void** state);
int own_host_stop(void** state);

/* What the object offers, by its index; NULL at the end. */
const LV2UI_Descriptor* own_host_descriptor(unsigned index);

/* Opens the window of a variant, with the parent's left top corner at a place of the screen. */
void own_host_open(OwnHost* host, const PanelType* type, const PortVariant* variant, HostKind kind, int x, int y);
void own_host_close(OwnHost* host);

void own_host_idle(OwnHost* host, unsigned calls);

/* Lets everything that was done arrive. */
void own_host_settle(OwnHost* host);

/* Tells the window a value, as if a person had turned it elsewhere. */
void own_host_tell(OwnHost* host, unsigned port, float value);

/* A widget of a control that can be dragged up, as a copy of the panel has it: its middle on the screen. */
typedef struct {
  unsigned port;
  int x, y;
} HostTarget;

HostTarget own_host_target(const OwnHost* host, const Panel* twin, double scale, int x, int y);

/* A panel like the window's, drawn into an image of some size. */
Panel* twin_new(const OwnHost* host);
void twin_read(Panel* twin, int width, int height, uint32_t* pixels);

#endif
