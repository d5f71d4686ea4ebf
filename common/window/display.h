// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A connection to the X server, and what is found out over it once: the kind of pixels to send, and how large a user
   wants things. Each window has one of its own. An error of the server ends nothing: with xcb it is an event among
   others. One thread; not realtime-safe. */

#ifndef SIGNALBOX_WINDOW_DISPLAY_H
#define SIGNALBOX_WINDOW_DISPLAY_H

#include <stdbool.h>
#include <stdint.h>
#include <xcb/xcb.h>

typedef struct {
  xcb_connection_t* connection;
  const xcb_screen_t* screen;
  xcb_visualid_t visual;    // of 24 bits without alpha, each pixel a 32-bit word as Cairo has it
  uint32_t longest_upload;  // in bytes, of the pixels in one request
  double scale;             // that the user has asked the desktop for; 1 where nothing is said
} Display;

/* Connects to the server that the environment names. False, after saying why on stderr, where there is none or it has
   no such pixels; `display` then needs no closing. */
bool display_open(Display* display);
void display_close(Display* display);

/* Sends a rectangle of an image to the same place of a drawable; `stride` is in bytes. */
void display_upload(const Display* display, xcb_drawable_t target, xcb_gcontext_t gc, const uint8_t* pixels, int stride,
                    int x, int y, int width, int height);

#endif
