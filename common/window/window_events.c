// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/window/window.h"
#include "common/window/window_state.h"

#include <stdlib.h>
#include <time.h>

enum { SENT = 0x80 };  // in the type of an event that a program has made

uint32_t window_event_mask(bool has_keyboard) {
  const uint32_t always = XCB_EVENT_MASK_EXPOSURE | XCB_EVENT_MASK_STRUCTURE_NOTIFY | XCB_EVENT_MASK_FOCUS_CHANGE |
                          XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE | XCB_EVENT_MASK_POINTER_MOTION |
                          XCB_EVENT_MASK_ENTER_WINDOW | XCB_EVENT_MASK_LEAVE_WINDOW;
  return always | (has_keyboard ? XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE : 0);
}

static void listen_to_keys(const Window* window, bool listens) {
  const uint32_t mask = window_event_mask(listens);
  xcb_change_window_attributes(window->display.connection, window->id, XCB_CW_EVENT_MASK, &mask);
}

/* The keyboard */

void window_want_keyboard(Window* window, bool wanted) {
  xcb_connection_t* connection = window->display.connection;
  if (window->is_gone || wanted == window->types) {
    return;
  }
  window->types = wanted;
  xcb_get_input_focus_reply_t* focus = xcb_get_input_focus_reply(connection, xcb_get_input_focus(connection), NULL);
  const bool is_ours = focus && focus->focus == window->id;
  if (wanted) {
    window->took_keyboard = focus && !is_ours;
  }
  if (wanted && window->took_keyboard) {
    window->focus_before = focus->focus;
    window->focus_revert = focus->revert_to;
    listen_to_keys(window, true);
    window->awaits_keyboard = true;
    window->focus_request =
      (uint16_t)xcb_set_input_focus(connection, XCB_INPUT_FOCUS_PARENT, window->id, XCB_CURRENT_TIME).sequence;
  } else if (!wanted && is_ours && window->took_keyboard) {
    xcb_set_input_focus(connection, window->focus_revert, window->focus_before, XCB_CURRENT_TIME);
  }
  xcb_flush(connection);
  free(focus);
}

/* The keyboard comes by a way of the host's, or goes to where a person has clicked: what was typed is then meant. */
static void handle_focus(Window* window, const xcb_focus_in_event_t* event, bool has_come) {
  if (event->mode == XCB_NOTIFY_MODE_GRAB || event->mode == XCB_NOTIFY_MODE_UNGRAB ||
      event->detail == XCB_NOTIFY_DETAIL_POINTER || event->detail == XCB_NOTIFY_DETAIL_POINTER_ROOT) {
    return;
  }
  const bool is_old = window->awaits_keyboard && (int16_t)(event->sequence - window->focus_request) < 0;
  window->awaits_keyboard = is_old;
  if (!is_old) {
    listen_to_keys(window, has_come);
  }
  if (!has_come && window->types && !is_old) {
    window->types = false;
    panel_key(window->panel, &(PanelKey){.kind = PANEL_KEY_ENTER});
  }
}

/* To the host, as if ours had not been there. A key that a program sent is not passed on: some hosts send us theirs. */
static void pass_on(const Window* window, const xcb_key_press_event_t* event, uint32_t mask) {
  xcb_key_press_event_t copy = *event;
  if (event->response_type & SENT || window->parent == window->display.screen->root) {
    return;
  }
  copy.event = window->parent;
  copy.child = window->id;
  xcb_send_event(window->display.connection, true, window->parent, mask, (const char*)&copy);
}

static void handle_key(Window* window, const xcb_key_press_event_t* event, bool is_press) {
  bool* is_held = &window->keyboard.is_held[event->detail];
  PanelKey key;
  if (is_press) {
    *is_held = keyboard_find(&window->keyboard, event->detail, event->state, &key) && panel_key(window->panel, &key);
    if (!*is_held) {
      pass_on(window, event, XCB_EVENT_MASK_KEY_PRESS);
    }
  } else if (*is_held) {
    *is_held = false;
  } else {
    pass_on(window, event, XCB_EVENT_MASK_KEY_RELEASE);
  }
}

/* The pointer */

/* A time of the server's by the clock that panel_tick() goes by: it is earlier by the shortest way that any event has
   taken. */
static uint32_t local_time(Window* window, xcb_timestamp_t time) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  const uint32_t now_ms = (uint32_t)((uint64_t)now.tv_sec * 1000u + (uint64_t)now.tv_nsec / 1000000u);
  const uint32_t ahead = now_ms - time;
  if (!window->knows_time || (int32_t)(ahead - window->time_ahead) < 0) {
    window->time_ahead = ahead;
    window->knows_time = true;
  }
  return time + window->time_ahead;
}

static PanelPointer pointer_at(Window* window, PointerKind kind, double x, double y, unsigned state,
                               xcb_timestamp_t time) {
  PanelPointer pointer = {.kind = kind, .time_ms = local_time(window, time)};
  pointer.modifiers = (state & XCB_MOD_MASK_SHIFT ? POINTER_SHIFT : 0u) |
                      (state & XCB_MOD_MASK_CONTROL ? POINTER_CTRL : 0u);
  canvas_locate(&window->canvas, x, y, &pointer.x, &pointer.y);
  return pointer;
}

void window_flush_motion(Window* window) {
  if (window->has_motion) {
    window->has_motion = false;
    panel_pointer(window->panel, &window->motion);
  }
}

/* A button may be let go while another program has the pointer, or while the window is hidden. */
static void end_lost_gesture(Window* window, unsigned state) {
  if (window->held_buttons && !(window->held_buttons & state)) {
    window->held_buttons = 0;
    panel_cancel(window->panel);
  }
}

static void handle_motion(Window* window, double x, double y, unsigned state, xcb_timestamp_t time) {
  end_lost_gesture(window, state);
  window->motion = pointer_at(window, POINTER_MOVE, x, y, state, time);
  window->has_motion = true;
}

static void handle_leave(Window* window, const xcb_leave_notify_event_t* event) {
  if (!window->held_buttons) {
    const PanelPointer pointer = pointer_at(window, POINTER_LEAVE, event->event_x, event->event_y, event->state,
                                            event->time);
    panel_pointer(window->panel, &pointer);
  }
}

static void handle_wheel(Window* window, PanelPointer pointer, xcb_button_t button) {
  if (button == XCB_BUTTON_INDEX_4 || button == XCB_BUTTON_INDEX_5) {
    pointer.kind = POINTER_WHEEL;
    pointer.wheel = button == XCB_BUTTON_INDEX_4 ? 1.0 : -1.0;
    panel_pointer(window->panel, &pointer);
  }
}

static void handle_button(Window* window, const xcb_button_press_event_t* event, bool is_press) {
  PanelPointer pointer = pointer_at(window, is_press ? POINTER_PRESS : POINTER_RELEASE, event->event_x, event->event_y,
                                    event->state, event->time);
  if (event->detail > XCB_BUTTON_INDEX_3) {
    if (is_press) {
      handle_wheel(window, pointer, event->detail);
    }
    return;
  }
  const unsigned bit = (unsigned)XCB_BUTTON_MASK_1 << (event->detail - XCB_BUTTON_INDEX_1);
  window->held_buttons = is_press ? window->held_buttons | bit : window->held_buttons & ~bit;
  pointer.button = event->detail;
  panel_pointer(window->panel, &pointer);
}

/* The window */

static void end_gestures(Window* window) {
  window->held_buttons = 0;
  panel_cancel(window->panel);
}

static void handle_expose(const Window* window, const xcb_expose_event_t* event) {
  const Canvas* canvas = &window->canvas;
  const int right = event->x + event->width < canvas->width ? event->x + event->width : canvas->width;
  const int bottom = event->y + event->height < canvas->height ? event->y + event->height : canvas->height;
  if (right > event->x && bottom > event->y) {
    display_upload(&window->display, window->id, window->gc, cairo_image_surface_get_data(canvas->image),
                   cairo_image_surface_get_stride(canvas->image), event->x, event->y, right - event->x,
                   bottom - event->y);
  }
}

/* Of ours or of the host's, which takes ours with it when it goes. */
static void handle_structure(Window* window, const xcb_generic_event_t* event, uint8_t type) {
  if (type == XCB_CONFIGURE_NOTIFY) {
    const xcb_configure_notify_event_t* configured = (const xcb_configure_notify_event_t*)event;
    if (configured->window == window->id) {
      window->width = configured->width;
      window->height = configured->height;
    }
  } else if (type == XCB_MAP_NOTIFY) {
    window->is_mapped = window->is_mapped || ((const xcb_map_notify_event_t*)event)->window == window->id;
  } else if (type == XCB_UNMAP_NOTIFY) {
    window->is_mapped = window->is_mapped && ((const xcb_unmap_notify_event_t*)event)->window != window->id;
    end_gestures(window);
  } else if (type == XCB_DESTROY_NOTIFY && ((const xcb_destroy_notify_event_t*)event)->window == window->id) {
    window->is_gone = true;
    window->types = false;
    end_gestures(window);
  } else if (type == XCB_REPARENT_NOTIFY && ((const xcb_reparent_notify_event_t*)event)->window == window->id) {
    window->parent = ((const xcb_reparent_notify_event_t*)event)->parent;
  }
}

static void handle_pointer(Window* window, const xcb_generic_event_t* event, uint8_t type) {
  if (type == XCB_MOTION_NOTIFY) {
    const xcb_motion_notify_event_t* motion = (const xcb_motion_notify_event_t*)event;
    handle_motion(window, motion->event_x, motion->event_y, motion->state, motion->time);
    return;
  }
  window_flush_motion(window);
  if (type == XCB_ENTER_NOTIFY) {
    const xcb_enter_notify_event_t* enter = (const xcb_enter_notify_event_t*)event;
    handle_motion(window, enter->event_x, enter->event_y, enter->state, enter->time);
  } else if (type == XCB_LEAVE_NOTIFY) {
    handle_leave(window, (const xcb_leave_notify_event_t*)event);
  } else {
    handle_button(window, (const xcb_button_press_event_t*)event, type == XCB_BUTTON_PRESS);
  }
}

void window_handle(Window* window, const xcb_generic_event_t* event) {
  const uint8_t type = event->response_type & (uint8_t)~SENT;
  switch (type) {
    case XCB_KEY_PRESS:
    case XCB_KEY_RELEASE:
      window_flush_motion(window);
      handle_key(window, (const xcb_key_press_event_t*)event, type == XCB_KEY_PRESS);
      break;
    case XCB_BUTTON_PRESS:
    case XCB_BUTTON_RELEASE:
    case XCB_MOTION_NOTIFY:
    case XCB_ENTER_NOTIFY:
    case XCB_LEAVE_NOTIFY:
      handle_pointer(window, event, type);
      break;
    case XCB_FOCUS_IN:
    case XCB_FOCUS_OUT:
      handle_focus(window, (const xcb_focus_in_event_t*)event, type == XCB_FOCUS_IN);
      break;
    case XCB_EXPOSE:
      handle_expose(window, (const xcb_expose_event_t*)event);
      break;
    case XCB_CONFIGURE_NOTIFY:
    case XCB_MAP_NOTIFY:
    case XCB_UNMAP_NOTIFY:
    case XCB_DESTROY_NOTIFY:
    case XCB_REPARENT_NOTIFY:
      handle_structure(window, event, type);
      break;
    case XCB_MAPPING_NOTIFY:
      keyboard_read(&window->keyboard, window->display.connection);
      break;
    default:  // errors among them, such as of a window that is gone
      break;
  }
}
