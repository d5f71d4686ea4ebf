// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/window/display.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 24, PIXEL_BYTES = 4 };

enum { RED_MASK = 0xff0000, GREEN_MASK = 0x00ff00, BLUE_MASK = 0x0000ff };

/* Enough for few requests, little enough not to be held up by one. */
enum { UPLOAD_BYTES = 1 << 18 };

static const double usual_dpi = 96.0;
static const double lowest_scale = 0.5, highest_scale = 4.0;

static const xcb_screen_t* find_screen(const xcb_setup_t* setup, int number) {
  xcb_screen_iterator_t screens = xcb_setup_roots_iterator(setup);
  for (; screens.rem > 1 && number > 0; --number) {
    xcb_screen_next(&screens);
  }
  return screens.data;
}

static bool has_wide_pixels(const xcb_setup_t* setup) {
  xcb_format_iterator_t formats = xcb_setup_pixmap_formats_iterator(setup);
  while (formats.rem && formats.data->depth != DEPTH) {
    xcb_format_next(&formats);
  }
  return formats.rem && formats.data->bits_per_pixel == 8 * PIXEL_BYTES;
}

static bool has_our_byte_order(const xcb_setup_t* setup) {
  const uint32_t one = 1;
  uint8_t first = 0;
  memcpy(&first, &one, 1);
  return setup->image_byte_order == (first ? XCB_IMAGE_ORDER_LSB_FIRST : XCB_IMAGE_ORDER_MSB_FIRST);
}

/* The visual whose pixels are Cairo's, 0 for none. */
static xcb_visualid_t find_visual(const xcb_screen_t* screen) {
  xcb_depth_iterator_t depths = xcb_screen_allowed_depths_iterator(screen);
  for (; depths.rem; xcb_depth_next(&depths)) {
    if (depths.data->depth != DEPTH) {
      continue;
    }
    xcb_visualtype_iterator_t visuals = xcb_depth_visuals_iterator(depths.data);
    for (; visuals.rem; xcb_visualtype_next(&visuals)) {
      const xcb_visualtype_t* visual = visuals.data;
      if (visual->_class == XCB_VISUAL_CLASS_TRUE_COLOR && visual->red_mask == RED_MASK &&
          visual->green_mask == GREEN_MASK && visual->blue_mask == BLUE_MASK) {
        return visual->visual_id;
      }
    }
  }
  return 0;
}

/* Of the X resources that desktops set, lines such as "Xft.dpi:	144". */
static double resources_scale(const char* resources) {
  static const char name[] = "Xft.dpi:";
  for (const char* line = resources; line; line = strchr(line, '\n')) {
    line += *line == '\n';
    if (!strncmp(line, name, strlen(name))) {
      const double scale = strtod(line + strlen(name), NULL) / usual_dpi;
      return isfinite(scale) && scale > 0.0 ? fmin(fmax(scale, lowest_scale), highest_scale) : 1.0;
    }
  }
  return 1.0;
}

static double read_scale(xcb_connection_t* connection, const xcb_screen_t* screen) {
  enum { WORDS = 1 << 16 };
  double scale = 1.0;
  xcb_get_property_reply_t* reply = xcb_get_property_reply(
    connection, xcb_get_property(connection, false, screen->root, XCB_ATOM_RESOURCE_MANAGER, XCB_ATOM_STRING, 0, WORDS),
    NULL);
  const size_t n = reply ? (size_t)xcb_get_property_value_length(reply) : 0;
  char* resources = (char*)malloc(n + 1);
  if (reply && resources) {
    memcpy(resources, xcb_get_property_value(reply), n);
    resources[n] = '\0';
    scale = resources_scale(resources);
  }
  free(resources);
  free(reply);
  return scale;
}

bool display_open(Display* display) {
  int number = 0;
  xcb_connection_t* connection = xcb_connect(NULL, &number);
  const char* problem = NULL;
  if (xcb_connection_has_error(connection)) {
    problem = "no X display can be reached";
  } else {
    const xcb_setup_t* setup = xcb_get_setup(connection);
    display->connection = connection;
    display->screen = find_screen(setup, number);
    display->visual = find_visual(display->screen);
    if (!display->visual || !has_wide_pixels(setup) || !has_our_byte_order(setup)) {
      problem = "the X display has no pixels of 8 bits for each of red, green and blue";
    }
  }
  if (problem) {
    fprintf(stderr, "Signalbox shows no window: %s.\n", problem);
    xcb_disconnect(connection);
    return false;
  }
  const uint32_t longest_request = xcb_get_maximum_request_length(connection) * sizeof(uint32_t);
  const uint32_t room = longest_request - (uint32_t)sizeof(xcb_put_image_request_t) - (uint32_t)sizeof(uint32_t);
  display->longest_upload = room < UPLOAD_BYTES ? room : UPLOAD_BYTES;
  display->scale = read_scale(connection, display->screen);
  return true;
}

void display_close(Display* display) {
  xcb_disconnect(display->connection);
}

/* A row or more at a time; where not even one fits into a request, in pieces of it. */
void display_upload(const Display* display, xcb_drawable_t target, xcb_gcontext_t gc, const uint8_t* pixels, int stride,
                    int x, int y, int width, int height) {
  const int longest = (int)(display->longest_upload / PIXEL_BYTES);
  const int columns = width < longest ? width : longest;
  const int rows = columns > 0 ? longest / columns : 1;
  uint8_t* packed = (uint8_t*)malloc((size_t)columns * (size_t)rows * PIXEL_BYTES);
  for (int top = y; packed && top < y + height; top += rows) {
    const int n_rows = top + rows < y + height ? rows : y + height - top;
    for (int left = x; left < x + width; left += columns) {
      const int n_columns = left + columns < x + width ? columns : x + width - left;
      const size_t row_bytes = (size_t)n_columns * PIXEL_BYTES;
      for (int row = 0; row < n_rows; ++row) {
        memcpy(packed + (size_t)row * row_bytes,
               pixels + (ptrdiff_t)(top + row) * stride + (ptrdiff_t)left * PIXEL_BYTES, row_bytes);
      }
      xcb_put_image(display->connection, XCB_IMAGE_FORMAT_Z_PIXMAP, target, gc, (uint16_t)n_columns, (uint16_t)n_rows,
                    (int16_t)left, (int16_t)top, 0, DEPTH, (uint32_t)((size_t)n_rows * row_bytes), packed);
    }
  }
  free(packed);
}
