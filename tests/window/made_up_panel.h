// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A panel in place of a plugin's, for tests of what is around it: it keeps what it is told, and asks for what a test
   wants. Its picture is a ground with a rectangle on it. */

#ifndef SIGNALBOX_TEST_MADE_UP_PANEL_H
#define SIGNALBOX_TEST_MADE_UP_PANEL_H

#include "common/panel/panel.h"

enum { MADE_UP_EVENTS = 256, MADE_UP_WIDTH = 400, MADE_UP_HEIGHT = 200 };

/* Colours as 0xRRGGBB, and where the rectangle is, in units. */
enum { MADE_UP_GROUND = 0x203040, MADE_UP_INK = 0xc08040 };

struct Panel {
  PanelHost host;
  PanelPointer pointers[MADE_UP_EVENTS];
  PanelKey keys[MADE_UP_EVENTS];
  unsigned n_pointers, n_keys, n_cancels, n_ticks, n_draws;
  bool takes_keys;       // what panel_key() says
  PanelRect rectangle;   // what it shows
  PanelRect damage[64];  // to be taken
  unsigned n_damage;
  double drawn[4];  // the last clip, in units: left, top, right, bottom
};

void made_up_damage(Panel* panel, double x, double y, double width, double height);

#endif
