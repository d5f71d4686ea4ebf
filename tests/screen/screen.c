// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/screen/screen.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xcb/xtest.h>

static pid_t server;
static xcb_connection_t* connection;
static xcb_screen_t* screen;
static xcb_get_keyboard_mapping_reply_t* keys;

static _Noreturn void bail_out(const char* sentence) {
  printf("Bail out! %s\n", sentence);
  exit(1);
}

static _Noreturn void become_server(int number_fd) {
  char fd[16];
  const int nowhere = open("/dev/null", O_RDWR);
  snprintf(fd, sizeof(fd), "%d", number_fd);
  dup2(nowhere, STDIN_FILENO);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  execlp("Xvfb", "Xvfb", "-displayfd", fd, "-screen", "0", "3840x2160x24", "-nolisten", "tcp", "-noreset", (char*)NULL);
  _exit(1);
}

void screen_start(void) {
  int number_pipe[2];
  char name[32] = ":";
  if (pipe(number_pipe)) {
    bail_out("There is no pipe.");
  }
  fflush(stdout);
  server = fork();
  if (server == 0) {
    close(number_pipe[0]);
    become_server(number_pipe[1]);
  }
  close(number_pipe[1]);
  size_t n = 1;
  ssize_t got = 0;
  while (n < sizeof(name) - 1 && (got = read(number_pipe[0], name + n, sizeof(name) - 1 - n)) > 0) {
    n += (size_t)got;
    if (name[n - 1] == '\n') {
      break;
    }
  }
  close(number_pipe[0]);
  name[strcspn(name, "\n")] = '\0';
  if (n < 2) {
    bail_out("Xvfb does not start.");
  }
  setenv("DISPLAY", name, 1);
  screen_join();
}

void screen_join(void) {
  connection = xcb_connect(NULL, NULL);
  if (xcb_connection_has_error(connection)) {
    bail_out("Xvfb takes no connection.");
  }
  const xcb_setup_t* setup = xcb_get_setup(connection);
  screen = xcb_setup_roots_iterator(setup).data;
  keys = xcb_get_keyboard_mapping_reply(
    connection,
    xcb_get_keyboard_mapping(connection, setup->min_keycode, (uint8_t)(setup->max_keycode - setup->min_keycode + 1)),
    NULL);
}

void screen_stop(void) {
  free(keys);
  xcb_disconnect(connection);
  kill(server, SIGTERM);
  waitpid(server, NULL, 0);
}

xcb_connection_t* screen_connection(void) {
  return connection;
}

xcb_window_t screen_root(void) {
  return screen->root;
}

void screen_sync(void) {
  free(xcb_get_input_focus_reply(connection, xcb_get_input_focus(connection), NULL));
}

xcb_generic_event_t* screen_event(void) {
  return xcb_poll_for_event(connection);
}

xcb_window_t screen_window(int x, int y, int width, int height, uint32_t event_mask) {
  const xcb_window_t id = xcb_generate_id(connection);
  const uint32_t values[] = {screen->black_pixel, true, event_mask};
  xcb_create_window(connection, XCB_COPY_FROM_PARENT, id, screen->root, (int16_t)x, (int16_t)y, (uint16_t)width,
                    (uint16_t)height, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, screen->root_visual,
                    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
  xcb_map_window(connection, id);
  screen_sync();
  return id;
}

xcb_window_t screen_child(xcb_window_t window) {
  xcb_query_tree_reply_t* tree = xcb_query_tree_reply(connection, xcb_query_tree(connection, window), NULL);
  const xcb_window_t child = tree && xcb_query_tree_children_length(tree) == 1 ? xcb_query_tree_children(tree)[0] : 0;
  free(tree);
  return child;
}

bool screen_is_viewable(xcb_window_t window) {
  xcb_get_window_attributes_reply_t* reply = xcb_get_window_attributes_reply(
    connection, xcb_get_window_attributes(connection, window), NULL);
  const bool is_viewable = reply && reply->map_state == XCB_MAP_STATE_VIEWABLE;
  free(reply);
  return is_viewable;
}

void screen_move(int x, int y) {
  xcb_test_fake_input(connection, XCB_MOTION_NOTIFY, false, XCB_CURRENT_TIME, screen->root, (int16_t)x, (int16_t)y, 0);
  screen_sync();
}

void screen_button(unsigned button, bool is_down) {
  xcb_test_fake_input(connection, is_down ? XCB_BUTTON_PRESS : XCB_BUTTON_RELEASE, (uint8_t)button, XCB_CURRENT_TIME,
                      XCB_NONE, 0, 0, 0);
  screen_sync();
}

void screen_click(int x, int y, unsigned button) {
  screen_move(x, y);
  screen_button(button, true);
  screen_button(button, false);
}

xcb_keycode_t screen_keycode(xcb_keysym_t symbol) {
  const xcb_keysym_t* symbols = xcb_get_keyboard_mapping_keysyms(keys);
  const int n = xcb_get_keyboard_mapping_keysyms_length(keys);
  for (int i = 0; i < n; i += keys->keysyms_per_keycode) {
    if (symbols[i] == symbol) {
      return (xcb_keycode_t)(xcb_get_setup(connection)->min_keycode + i / keys->keysyms_per_keycode);
    }
  }
  bail_out("The keyboard lacks a key.");
}

void screen_key(xcb_keysym_t symbol, bool is_down) {
  xcb_test_fake_input(connection, is_down ? XCB_KEY_PRESS : XCB_KEY_RELEASE, screen_keycode(symbol), XCB_CURRENT_TIME,
                      XCB_NONE, 0, 0, 0);
  screen_sync();
}

void screen_type(const char* ascii) {
  for (; *ascii; ++ascii) {
    screen_key((xcb_keysym_t)*ascii, true);
    screen_key((xcb_keysym_t)*ascii, false);
  }
}

xcb_window_t screen_focus(void) {
  xcb_get_input_focus_reply_t* reply = xcb_get_input_focus_reply(connection, xcb_get_input_focus(connection), NULL);
  const xcb_window_t focus = reply ? reply->focus : 0;
  free(reply);
  return focus;
}

void screen_set_focus(xcb_window_t window) {
  xcb_set_input_focus(connection, XCB_INPUT_FOCUS_POINTER_ROOT, window, XCB_CURRENT_TIME);
  screen_sync();
}

void screen_read(xcb_window_t window, int width, int height, uint32_t* pixels) {
  enum { ROWS = 64 };
  for (int y = 0; y < height; y += ROWS) {
    const int rows = y + ROWS < height ? ROWS : height - y;
    xcb_get_image_reply_t* reply = xcb_get_image_reply(connection,
                                                       xcb_get_image(connection, XCB_IMAGE_FORMAT_Z_PIXMAP, window, 0,
                                                                     (int16_t)y, (uint16_t)width, (uint16_t)rows,
                                                                     UINT32_MAX),
                                                       NULL);
    if (!reply) {
      bail_out("The pixels of a window cannot be read.");
    }
    const uint32_t* words = (const uint32_t*)(const void*)xcb_get_image_data(reply);
    for (int i = 0; i < width * rows; ++i) {
      pixels[y * width + i] = words[i] & 0xffffff;
    }
    free(reply);
  }
}

void screen_set_resources(const char* text) {
  xcb_change_property(connection, XCB_PROP_MODE_REPLACE, screen->root, XCB_ATOM_RESOURCE_MANAGER, XCB_ATOM_STRING, 8,
                      (uint32_t)strlen(text), text);
  screen_sync();
}
