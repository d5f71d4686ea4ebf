// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/window/window.h"

#include "common/window/window_state.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const uint64_t frame_us = 1000000 / 60;
static const double smallest_share = 0.75;  // of the size at scale 1 that a host may make it

static uint64_t now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

static void choose_size(Window* window, double scale) {
  double width = 0.0;
  double height = 0.0;
  const xcb_screen_t* screen = window->display.screen;
  panel_base_size(window->panel, &width, &height);
  scale = scale > 0.0 && isfinite(scale) ? scale : window->display.scale;
  scale = fmin(scale, fmin(screen->width_in_pixels / width, screen->height_in_pixels / height));
  window->width = (int)ceil(width * scale);
  window->height = (int)ceil(height * scale);
}

/* As ICCCM 4.1.2.3 has it. Hosts read what size to give it, too. */
static void set_hints(const Window* window, const char* title) {
  enum { SIZE = 1 << 3, SMALLEST_SIZE = 1 << 4, BASE_SIZE = 1 << 8 };
  const struct {
    uint32_t flags, x, y;
    int32_t width, height, smallest_width, smallest_height;
    uint32_t largest[2], steps[2], aspects[4];
    int32_t base_width, base_height;
    uint32_t win_gravity;
  } hints = {
    .flags = SIZE | SMALLEST_SIZE | BASE_SIZE,
    .width = window->width,
    .height = window->height,
    .smallest_width = (int32_t)(smallest_share * window->canvas.base_width),
    .smallest_height = (int32_t)(smallest_share * window->canvas.base_height),
    .base_width = window->width,
    .base_height = window->height,
  };
  xcb_connection_t* connection = window->display.connection;
  xcb_change_property(connection, XCB_PROP_MODE_REPLACE, window->id, XCB_ATOM_WM_NORMAL_HINTS, XCB_ATOM_WM_SIZE_HINTS,
                      32, sizeof(hints) / sizeof(uint32_t), &hints);
  xcb_change_property(connection, XCB_PROP_MODE_REPLACE, window->id, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, 8,
                      (uint32_t)strlen(title), title);
}

/* The values go in the order of their bits in the mask. */
static void create(Window* window) {
  xcb_connection_t* connection = window->display.connection;
  const xcb_colormap_t colours = xcb_generate_id(connection);
  const uint32_t mask = XCB_CW_BACK_PIXMAP | XCB_CW_BORDER_PIXEL | XCB_CW_BIT_GRAVITY | XCB_CW_EVENT_MASK |
                        XCB_CW_COLORMAP;
  const uint32_t values[] = {XCB_BACK_PIXMAP_NONE, 0, XCB_GRAVITY_NORTH_WEST, window_event_mask(false), colours};
  window->id = xcb_generate_id(connection);
  window->gc = xcb_generate_id(connection);
  xcb_create_colormap(connection, XCB_COLORMAP_ALLOC_NONE, colours, window->display.screen->root,
                      window->display.visual);
  xcb_create_window(connection, 24, window->id, window->parent, 0, 0, (uint16_t)window->width, (uint16_t)window->height,
                    0, XCB_WINDOW_CLASS_INPUT_OUTPUT, window->display.visual, mask, values);
  xcb_create_gc(connection, window->gc, window->id, 0, NULL);
  if (window->parent != window->display.screen->root) {
    const uint32_t of_parent = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
    xcb_change_window_attributes(connection, window->parent, XCB_CW_EVENT_MASK, &of_parent);
  }
}

/* Whether the server has the window, once it has done all that was asked for. */
static bool is_there(const Window* window) {
  xcb_get_geometry_reply_t* reply = xcb_get_geometry_reply(
    window->display.connection, xcb_get_geometry(window->display.connection, window->id), NULL);
  free(reply);
  return reply != NULL;
}

static void upload(const Window* window, CanvasRect rect) {
  display_upload(&window->display, window->id, window->gc, cairo_image_surface_get_data(window->canvas.image),
                 cairo_image_surface_get_stride(window->canvas.image), rect.x, rect.y, rect.width, rect.height);
}

static void draw(Window* window) {
  CanvasRect rects[CANVAS_MAX_RECTS];
  canvas_collect(&window->canvas, window->panel);
  const unsigned n = canvas_draw(&window->canvas, window->panel, rects);
  for (unsigned i = 0; i < n; ++i) {
    upload(window, rects[i]);
  }
}

static bool open_window(Window* window, const WindowSettings* settings) {
  window->parent = settings->parent ? settings->parent : window->display.screen->root;
  choose_size(window, settings->scale);
  if (!canvas_resize(&window->canvas, window->panel, window->width, window->height)) {
    return false;
  }
  keyboard_read(&window->keyboard, window->display.connection);
  create(window);
  set_hints(window, settings->title);
  window->is_mapped = true;
  xcb_map_window(window->display.connection, window->id);
  draw(window);
  return is_there(window);
}

Window* window_new(Panel* panel, const WindowSettings* settings) {
  Window* window = (Window*)calloc(1, sizeof(Window));
  if (!window || !display_open(&window->display)) {
    free(window);
    return NULL;
  }
  window->panel = panel;
  if (!open_window(window, settings)) {
    fprintf(stderr, "Signalbox shows no window: the host's window is not there, or memory is short.\n");
    window_free(window);
    return NULL;
  }
  return window;
}

void window_free(Window* window) {
  if (!window) {
    return;
  }
  window_want_keyboard(window, false);
  if (!window->is_gone) {
    xcb_destroy_window(window->display.connection, window->id);
    is_there(window);
  }
  keyboard_clear(&window->keyboard);
  canvas_clear(&window->canvas);
  display_close(&window->display);
  free(window);
}

uint32_t window_id(const Window* window) {
  return window->id;
}

void window_size(const Window* window, int* width, int* height) {
  *width = window->width;
  *height = window->height;
}

void window_resize(Window* window, int width, int height) {
  const uint32_t size[] = {(uint32_t)(width < 1 ? 1 : width), (uint32_t)(height < 1 ? 1 : height)};
  if (!window->is_gone) {
    xcb_configure_window(window->display.connection, window->id, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT,
                         size);
    xcb_flush(window->display.connection);
  }
}

/* Hosts call as often as 190 times a second. */
static void draw_when_due(Window* window) {
  const uint64_t now = now_us();
  if (now < window->due_us) {
    return;
  }
  window->due_us = window->due_us + frame_us > now ? window->due_us + frame_us : now;
  panel_tick(window->panel, (uint32_t)(now / 1000));
  if (window->width != window->canvas.width || window->height != window->canvas.height) {
    canvas_resize(&window->canvas, window->panel, window->width, window->height);
  }
  if (window->is_mapped) {
    draw(window);
  }
}

void window_idle(Window* window) {
  xcb_connection_t* connection = window->display.connection;
  xcb_generic_event_t* event = NULL;
  while (!window->is_gone && !xcb_connection_has_error(connection) && (event = xcb_poll_for_event(connection))) {
    window_handle(window, event);
    free(event);
  }
  if (window->is_gone || xcb_connection_has_error(connection)) {
    return;
  }
  window_flush_motion(window);
  draw_when_due(window);
  xcb_flush(connection);
}
