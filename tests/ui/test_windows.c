// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The windows of all variants in a host of our own: what they tell it, and that they outlive what it does. */

#include "common/ports/families.h"
#include "tests/ui/own_host.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { MOST_PIXELS = SCREEN_WIDTH * SCREEN_HEIGHT, DOUBLE_CLICK_MS = 700 };

static uint32_t seen[MOST_PIXELS], drawn[MOST_PIXELS];
static OwnHost hosts[8];
static OwnHost* const host = &hosts[0];

static const HostKind usual = {.scale = 1.0f};

typedef void (*Check)(const PanelType* type, const PortVariant* variant);

static void for_each_variant(Check check) {
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    for (unsigned v = 0; v < family->n_variants; ++v) {
      check(panels[i], &family->variants[v]);
    }
  }
}

/* The last variant of each family, which is the largest or has the most. */
static void for_each_family(Check check) {
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    check(panels[i], &family->variants[family->n_variants - 1]);
  }
}

static void open_usual(const PanelType* type, const PortVariant* variant) {
  own_host_open(host, type, variant, usual, HOST_X, HOST_Y);
  own_host_settle(host);
}

/* Of the family that has most controls. */
static HostTarget open_summer(HostKind kind) {
  const PanelType* type = panels[0];
  for (unsigned i = 0; i < n_panels; ++i) {
    type = strcmp(panel_type_family(panels[i])->name, "bus_summer") ? type : panels[i];
  }
  own_host_open(host, type, &panel_type_family(type)->variants[0], kind, HOST_X, HOST_Y);
  own_host_settle(host);
  Panel* twin = twin_new(host);
  const HostTarget target = own_host_target(host, twin, 1.0, HOST_X, HOST_Y);
  panel_free(twin);
  return target;
}

static void drag(OwnHost* of, HostTarget target, int steps) {
  screen_move(target.x, target.y);
  screen_button(1, true);
  own_host_settle(of);
  for (int i = 1; i <= steps; ++i) {
    screen_move(target.x + 4 * i, target.y - 4 * i);
    own_host_idle(of, 1);
  }
}

/* Opening */

static void test_there_is_a_window_for_each_family(void** state) {
  (void)state;
  unsigned n = 0;
  for (; own_host_descriptor(n); ++n) {
    assert_non_null(own_host_descriptor(n)->URI);
  }
  assert_int_equal(n, n_families);
  assert_int_equal(n, n_panels);
  assert_null(own_host_descriptor(n + 1000));
}

static void check_opening(const PanelType* type, const PortVariant* variant) {
  own_host_open(host, type, variant, usual, HOST_X, HOST_Y);
  assert_int_equal(host->n_resizes, 1);
  assert_true(host->was_there);
  assert_int_equal(screen_child(host->parent), host->child);
  Panel* twin = twin_new(host);
  double width = 0.0;
  double height = 0.0;
  panel_base_size(twin, &width, &height);
  panel_free(twin);
  assert_int_equal(host->width, (int)width);
  assert_int_equal(host->height, (int)height);
  assert_true(width <= 1366.0 && height <= 768.0);
  own_host_close(host);
  assert_int_equal(host->n_writes, 0);
  assert_int_equal(host->n_touches[1], 0);
}

static void test_a_window_is_there_before_it_asks_for_its_size(void** state) {
  (void)state;
  for_each_variant(check_opening);
}

static void test_other_plugins_are_refused(void** state) {
  (void)state;
  LV2UI_Widget widget = NULL;
  const LV2UI_Descriptor* descriptor = own_host_descriptor(0);
  static const char* const uris[] = {"urn:signalbox:none", "", "urn:signalbox:bus-summer-stereo-8"};
  for (unsigned i = 0; i < 3; ++i) {
    assert_null(descriptor->instantiate(descriptor, uris[i], "", NULL, NULL, &widget, NULL));
  }
}

static void check_bare(const PanelType* type, const PortVariant* variant) {
  const HostKind bare = {.lacks_touch = true, .lacks_resize = true, .lacks_options = true, .is_parentless = true};
  own_host_open(host, type, variant, bare, HOST_X, HOST_Y);
  own_host_settle(host);
  own_host_close(host);
}

static void test_every_feature_is_optional(void** state) {
  (void)state;
  for_each_family(check_bare);
}

static double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

/* 50 ms are promised, on a machine with nothing else to do; here, a test that a busy one passes too. */
static void check_speed(const PanelType* type, const PortVariant* variant) {
  double least_ms = 1e9;
  for (unsigned i = 0; i < 5; ++i) {
    const double start_ms = now_ms();
    own_host_open(host, type, variant, usual, HOST_X, HOST_Y);
    own_host_idle(host, 1);
    least_ms = fmin(least_ms, now_ms() - start_ms - 5.0);
    own_host_close(host);
  }
  print_message("# %s opens in %.1f ms\n", variant->uri, least_ms);
  assert_true(least_ms < (SANITIZED ? 1000.0 : 50.0));
}

static void test_a_window_opens_at_once(void** state) {
  (void)state;
  for_each_family(check_speed);
}

/* What is seen */

/* Controls as a host may set them; meters stay at their floor, since their lines and histories move with the time. */
static void tell_controls(Panel* twin, unsigned seed) {
  srand(seed);
  for (unsigned i = 0; i < host->n_ports; ++i) {
    const PortSpec* spec = host->ports[i].spec;
    if (spec->kind == PORT_CONTROL_IN && seed) {
      const float share = (float)rand() / (float)RAND_MAX;
      const float value = port_sanitize(spec, spec->minimum + share * (spec->maximum - spec->minimum), spec->initial);
      own_host_tell(host, i, value);
      panel_port_event(twin, i, value);
    }
  }
}

/* Within other clips Cairo rounds the edges of a shape a little otherwise. */
static bool is_near(uint32_t a, uint32_t b) {
  enum { ROUNDING = 3 };
  for (unsigned shift = 0; shift < 24; shift += 8) {
    if (abs((int)(a >> shift & 255) - (int)(b >> shift & 255)) > ROUNDING) {
      return false;
    }
  }
  return true;
}

static void assert_seen_as_drawn(Panel* twin, int width, int height) {
  own_host_settle(host);
  screen_read(host->child, width, height, seen);
  twin_read(twin, width, height, drawn);
  unsigned n = 0;
  unsigned first = 0;
  for (unsigned i = 0; i < (unsigned)(width * height); ++i) {
    const bool differs = !is_near(seen[i], drawn[i]);
    first = n == 0 && differs ? i : first;
    n += differs;
  }
  if (n) {
    fail_msg("%s, %d x %d: %u pixels differ, the first at %u, %u", host->variant->uri, width, height, n,
             first % (unsigned)width, first / (unsigned)width);
  }
}

static void check_pixels(const PanelType* type, const PortVariant* variant) {
  static const float scales[] = {1.0f, 1.5f, 2.0f};
  for (unsigned i = 0; i < 4; ++i) {
    const HostKind kind = {.scale = scales[i % 3], .is_light = i == 3};
    own_host_open(host, type, variant, kind, HOST_X, HOST_Y);
    Panel* twin = twin_new(host);
    assert_seen_as_drawn(twin, host->width, host->height);
    tell_controls(twin, 1 + i);
    assert_seen_as_drawn(twin, host->width, host->height);
    panel_free(twin);
    own_host_close(host);
  }
}

static void test_what_is_seen_is_the_panel(void** state) {
  (void)state;
  for_each_variant(check_pixels);
}

static void check_sizes(const PanelType* type, const PortVariant* variant) {
  static const int sizes[][2] = {{1, 1}, {300, 900}, {1300, 200}, {640, 400}, {2000, 1500}, {4000, 4000}, {777, 555}};
  own_host_open(host, type, variant, usual, HOST_X, HOST_Y);
  Panel* twin = twin_new(host);
  tell_controls(twin, 7);
  for (unsigned i = 0; i < sizeof(sizes) / sizeof(sizes[0]); ++i) {
    assert_int_equal(host->resize->ui_resize(host->ui, sizes[i][0], sizes[i][1]), 0);
    own_host_settle(host);
    if (sizes[i][0] < 4000) {
      assert_seen_as_drawn(twin, sizes[i][0], sizes[i][1]);
    }
  }
  panel_free(twin);
  own_host_close(host);
}

static void test_any_size_shows_all_of_it(void** state) {
  (void)state;
  for_each_family(check_sizes);
}

static void check_reopening(const PanelType* type, const PortVariant* variant) {
  for (unsigned i = 0; i < 2; ++i) {
    open_usual(type, variant);
    Panel* twin = twin_new(host);
    tell_controls(twin, 3);
    assert_seen_as_drawn(twin, host->width, host->height);
    panel_free(twin);
    own_host_close(host);
  }
}

static void test_a_window_can_be_closed_and_opened_again(void** state) {
  (void)state;
  for_each_family(check_reopening);
}

static void test_six_windows_live_at_once(void** state) {
  (void)state;
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    own_host_open(&hosts[1 + i], panels[i], &family->variants[0], usual, 20 + 500 * (int)(i % 3),
                  20 + 500 * (int)(i / 3));
  }
  for (unsigned round = 0; round < 20; ++round) {
    for (unsigned i = 0; i < n_panels; ++i) {
      for (unsigned port = 0; port < hosts[1 + i].n_ports; ++port) {
        own_host_tell(&hosts[1 + i], port, (float)round);
      }
      own_host_idle(&hosts[1 + i], 1);
    }
  }
  for (unsigned i = 0; i < n_panels; ++i) {
    assert_true(screen_is_viewable(hosts[1 + i].child));
    assert_int_equal(hosts[1 + i].n_writes, 0);
    own_host_close(&hosts[1 + i]);
  }
}

/* What is told */

static void check_silence(const PanelType* type, const PortVariant* variant) {
  static const float values[] = {0.0f, 1.0f, -1e30f, 1e30f, (float)NAN, (float)INFINITY, (float)-INFINITY, 0.5f};
  open_usual(type, variant);
  for (unsigned i = 0; i < sizeof(values) / sizeof(values[0]); ++i) {
    for (unsigned port = 0; port < host->n_ports + 3; ++port) {
      own_host_tell(host, port, values[i]);
    }
    own_host_tell(host, UINT32_MAX, values[i]);
    own_host_settle(host);
  }
  const double no_float = 1.0;
  host->descriptor->port_event(host->ui, 0, sizeof(no_float), 0, &no_float);
  host->descriptor->port_event(host->ui, 0, sizeof(float), 17, &no_float);
  host->descriptor->port_event(host->ui, 0, sizeof(float), 0, NULL);
  own_host_settle(host);
  assert_int_equal(host->n_writes, 0);
  assert_int_equal(host->n_touches[1], 0);
  own_host_close(host);
}

static void test_values_from_the_host_are_never_written_back(void** state) {
  (void)state;
  for_each_variant(check_silence);
}

static void check_drag(const PanelType* type, const PortVariant* variant) {
  open_usual(type, variant);
  Panel* twin = twin_new(host);
  const HostTarget target = own_host_target(host, twin, 1.0, HOST_X, HOST_Y);
  panel_free(twin);
  drag(host, target, 8);
  assert_int_equal(host->n_touches[1], 1);
  assert_true(host->is_touched[target.port]);
  assert_true(host->n_writes > 0);
  for (unsigned i = 0; i < host->n_writes; ++i) {
    assert_int_equal(host->writes[i].port, target.port);
  }
  assert_int_equal(host->n_touches[0], 0);
  screen_button(1, false);
  own_host_settle(host);
  assert_int_equal(host->n_touched, 0);
  own_host_close(host);
}

static void test_a_drag_is_one_touch(void** state) {
  (void)state;
  for_each_variant(check_drag);
}

static unsigned drag_kind(HostKind kind, HostWrite* last) {
  const HostTarget target = open_summer(kind);
  drag(host, target, 12);
  screen_button(1, false);
  own_host_settle(host);
  const unsigned n = host->n_writes;
  assert_in_range(n, 1, HOST_MAX_WRITES);
  *last = host->writes[n - 1];
  own_host_close(host);
  return n;
}

/* Some hosts give back each write, late: the hand must not feel it. */
static void test_an_echo_moves_nothing(void** state) {
  (void)state;
  HostWrite plain, echoed;
  assert_true(drag_kind(usual, &plain) > 5);
  assert_true(drag_kind((HostKind){.scale = 1.0f, .echoes = true}, &echoed) > 5);
  assert_int_equal(plain.port, echoed.port);
  assert_true(plain.value == echoed.value);
}

static void test_a_host_without_touch_gets_writes(void** state) {
  (void)state;
  HostWrite last;
  assert_true(drag_kind((HostKind){.scale = 1.0f, .lacks_touch = true}, &last) > 5);
}

static void test_a_wheel_step_is_a_touch(void** state) {
  (void)state;
  const HostTarget target = open_summer(usual);
  screen_move(target.x, target.y);
  for (unsigned i = 0; i < 2; ++i) {
    screen_button(4 + i, true);
    screen_button(4 + i, false);
    own_host_settle(host);
    assert_int_equal(host->n_writes, i + 1);
    assert_int_equal(host->n_touches[1], i + 1);
    assert_int_equal(host->n_touched, 0);
  }
  assert_true(host->writes[0].value != host->writes[1].value);
  own_host_close(host);
}

static void double_click(HostTarget target) {
  nanosleep(&(struct timespec){0, DOUBLE_CLICK_MS * 1000000}, NULL);
  screen_click(target.x, target.y, 1);
  screen_click(target.x, target.y, 1);
  own_host_settle(host);
}

enum { ENTER = 0xff0d, ESCAPE = 0xff1b, TAB = 0xff09 };

static void press_key(xcb_keysym_t key) {
  screen_key(key, true);
  screen_key(key, false);
  own_host_settle(host);
}

static void test_a_typed_value_is_a_touch(void** state) {
  (void)state;
  static const xcb_keysym_t ends[] = {ENTER, TAB};
  const HostTarget target = open_summer(usual);
  const xcb_window_t holder = screen_window(0, 2000, 9, 9, 0);
  for (unsigned i = 0; i < 2; ++i) {
    screen_set_focus(holder);
    double_click(target);
    assert_int_equal(screen_focus(), host->child);
    screen_type(i ? "-7" : "-6.5");
    press_key(ends[i]);
    assert_int_equal(host->n_writes, i + 1);
    assert_int_equal(host->writes[i].port, target.port);
    assert_true(host->writes[i].value == (i ? -7.0f : -6.5f));
    assert_int_equal(host->n_touches[1], i + 1);
    assert_int_equal(host->n_touched, 0);
    if (ends[i] == ENTER) {
      assert_int_equal(screen_focus(), holder);
    }
  }
  own_host_close(host);
  assert_int_equal(screen_focus(), holder);
}

static void test_escape_drops_what_was_typed(void** state) {
  (void)state;
  const HostTarget target = open_summer(usual);
  const xcb_window_t holder = screen_window(0, 2000, 9, 9, 0);
  screen_set_focus(holder);
  double_click(target);
  screen_type("-6.5");
  press_key(ESCAPE);
  assert_int_equal(host->n_writes, 0);
  assert_int_equal(screen_focus(), holder);
  own_host_close(host);
}

static void test_a_click_elsewhere_commits(void** state) {
  (void)state;
  for (unsigned outside = 0; outside < 2; ++outside) {
    const HostTarget target = open_summer(usual);
    const xcb_window_t holder = screen_window(0, 2000, 9, 9, 0);
    screen_set_focus(holder);
    double_click(target);
    screen_type("-6.5");
    if (outside) {
      screen_set_focus(screen_root());
    } else {
      screen_click(HOST_X + 4, HOST_Y + 4, 1);
    }
    own_host_settle(host);
    assert_int_equal(host->n_writes, 1);
    assert_true(host->writes[0].value == -6.5f);
    assert_int_equal(screen_focus(), outside ? screen_root() : holder);
    own_host_close(host);
  }
}

static void test_clicks_leave_the_keyboard_to_the_host(void** state) {
  (void)state;
  const HostTarget target = open_summer(usual);
  const xcb_window_t holder = screen_window(0, 2000, 9, 9, 0);
  screen_set_focus(holder);
  for (unsigned button = 1; button <= 3; ++button) {
    screen_click(target.x, target.y, button);
    own_host_settle(host);
    assert_int_equal(screen_focus(), holder);
  }
  own_host_close(host);
}

/* Whatever comes between the press and the release, the host is told that the hand is gone. */
static void test_a_gesture_ends_with_its_window(void** state) {
  (void)state;
  for (unsigned how = 0; how < 4; ++how) {
    const HostTarget target = open_summer(usual);
    drag(host, target, 8);
    assert_int_equal(host->n_touched, 1);
    if (how == 0) {
      xcb_unmap_window(screen_connection(), host->child);
    } else if (how == 1) {
      xcb_unmap_window(screen_connection(), host->parent);
    } else if (how == 2) {
      xcb_destroy_window(screen_connection(), host->parent);
    }
    own_host_settle(host);
    assert_int_equal(host->n_touched, how < 3 ? 0 : 1);
    screen_button(1, false);
    own_host_close(host);
  }
}

static void check_killed(const PanelType* type, const PortVariant* variant) {
  for (unsigned how = 0; how < 2; ++how) {
    open_usual(type, variant);
    if (how) {
      xcb_kill_client(screen_connection(), host->child);
    } else {
      xcb_destroy_window(screen_connection(), host->parent);
    }
    screen_sync();
    for (unsigned i = 0; i < 10; ++i) {
      for (unsigned port = 0; port < host->n_ports; ++port) {
        own_host_tell(host, port, (float)i);
      }
      own_host_idle(host, 2);
      host->resize->ui_resize(host->ui, 300, 300);
    }
    own_host_close(host);
  }
}

static void test_windows_outlive_what_hosts_kill(void** state) {
  (void)state;
  for_each_family(check_killed);
}

/* A hand that knows nothing: presses, drags, wheels, types and resizes anywhere, while the host tells anything. The
   host's own checks see to it that each write is within a touch and a range; closing, that none is left. */
static void check_chaos(const PanelType* type, const PortVariant* variant) {
  enum { ROUNDS = 400, KINDS = 12 };
  static const xcb_keysym_t keys[] = {'1', '-', '.', 'k', ' ', ENTER, ESCAPE, TAB, 0xff08, 0xff51};
  open_usual(type, variant);
  int width = host->width;
  int height = host->height;
  for (unsigned i = 0; i < ROUNDS; ++i) {
    const int x = HOST_X + rand() % (width + 20) - 10;
    const int y = HOST_Y + rand() % (height + 20) - 10;
    const unsigned button = 1 + (unsigned)rand() % 5;
    switch (rand() % KINDS) {
      case 0:
      case 1:
      case 2:
        screen_click(x, y, button);
        break;
      case 3:
        screen_click(x, y, 1);
        screen_click(x, y, 1);
        break;
      case 4:
      case 5:
        screen_button(1, true);
        screen_move(x, y);
        break;
      case 6:
        screen_button(1, false);
        break;
      case 7:
      case 8: {
        const xcb_keysym_t key = keys[(unsigned)rand() % (sizeof(keys) / sizeof(keys[0]))];
        screen_key(key, true);
        screen_key(key, false);
        break;
      }
      case 9:
        width = 1 + rand() % 1200;
        height = 1 + rand() % 900;
        host->resize->ui_resize(host->ui, width, height);
        break;
      default:
        screen_move(x, y);
        break;
    }
    own_host_tell(host, (unsigned)rand() % (host->n_ports + 2), (float)(rand() % 4000 - 2000) * 0.1f);
    own_host_idle(host, 1);
  }
  for (unsigned button = 1; button <= 5; ++button) {
    screen_button(button, false);
  }
  own_host_settle(host);
  own_host_close(host);
  assert_true(host->n_writes > 0);
}

static void test_a_wild_hand_breaks_nothing(void** state) {
  (void)state;
  srand(1);
  for_each_family(check_chaos);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_there_is_a_window_for_each_family),
    cmocka_unit_test(test_a_window_is_there_before_it_asks_for_its_size),
    cmocka_unit_test(test_other_plugins_are_refused),
    cmocka_unit_test(test_every_feature_is_optional),
    cmocka_unit_test(test_a_window_opens_at_once),
    cmocka_unit_test(test_what_is_seen_is_the_panel),
    cmocka_unit_test(test_any_size_shows_all_of_it),
    cmocka_unit_test(test_a_window_can_be_closed_and_opened_again),
    cmocka_unit_test(test_six_windows_live_at_once),
    cmocka_unit_test(test_values_from_the_host_are_never_written_back),
    cmocka_unit_test(test_a_drag_is_one_touch),
    cmocka_unit_test(test_an_echo_moves_nothing),
    cmocka_unit_test(test_a_host_without_touch_gets_writes),
    cmocka_unit_test(test_a_wheel_step_is_a_touch),
    cmocka_unit_test(test_a_typed_value_is_a_touch),
    cmocka_unit_test(test_escape_drops_what_was_typed),
    cmocka_unit_test(test_a_click_elsewhere_commits),
    cmocka_unit_test(test_clicks_leave_the_keyboard_to_the_host),
    cmocka_unit_test(test_a_gesture_ends_with_its_window),
    cmocka_unit_test(test_windows_outlive_what_hosts_kill),
    cmocka_unit_test(test_a_wild_hand_breaks_nothing),
  };
  return cmocka_run_group_tests_name("windows", tests, own_host_start, own_host_stop);
}
