// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A window on the screen: when and how large it is there, what is drawn and when, and how it survives what hosts do. */

#include "tests/window/window_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { MOST_PIXELS = 2000 * 2000 };

static uint32_t pixels[MOST_PIXELS];

static uint32_t pixel_at(const Fixture* fixture, int x, int y) {
  int width = 0;
  int height = 0;
  window_size(fixture->window, &width, &height);
  assert_true(x < width && y < height && width * height <= MOST_PIXELS);
  screen_read(window_id(fixture->window), width, height, pixels);
  return pixels[y * width + x];
}

static void assert_size(const Fixture* fixture, int width, int height) {
  int own_width = 0;
  int own_height = 0;
  window_size(fixture->window, &own_width, &own_height);
  assert_int_equal(own_width, width);
  assert_int_equal(own_height, height);
}

static void test_is_there_once_it_is_opened(void** state) {
  (void)state;
  const xcb_window_t parent = screen_window(PARENT_X, PARENT_Y, PARENT_WIDTH, PARENT_HEIGHT, 0);
  Panel* panel = panel_new(NULL, NULL, NULL, THEME_DARK);
  Window* window = window_new(panel, &(WindowSettings){parent, 1.0, "Test"});
  assert_non_null(window);
  assert_int_equal(screen_child(parent), window_id(window));
  assert_true(screen_is_viewable(window_id(window)));
  screen_read(window_id(window), MADE_UP_WIDTH, MADE_UP_HEIGHT, pixels);
  assert_int_equal(pixels[60 * MADE_UP_WIDTH + 120], MADE_UP_INK);
  window_free(window);
  panel_free(panel);
  assert_int_equal(screen_child(parent), 0);
  xcb_destroy_window(screen_connection(), parent);
}

/* WM_NORMAL_HINTS: what hosts read to make room. */
static void test_says_which_sizes_it_likes(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.5);
  xcb_get_property_reply_t* reply = xcb_get_property_reply(
    screen_connection(),
    xcb_get_property(screen_connection(), false, window_id(fixture.window), XCB_ATOM_WM_NORMAL_HINTS,
                     XCB_ATOM_WM_SIZE_HINTS, 0, 18),
    NULL);
  assert_non_null(reply);
  assert_int_equal(xcb_get_property_value_length(reply), 18 * 4);
  const uint32_t* hints = (const uint32_t*)xcb_get_property_value(reply);
  assert_int_equal(hints[0], 1 << 3 | 1 << 4 | 1 << 8);
  assert_int_equal(hints[3], 600);
  assert_int_equal(hints[4], 300);
  assert_int_equal(hints[5], MADE_UP_WIDTH * 3 / 4);
  assert_int_equal(hints[6], MADE_UP_HEIGHT * 3 / 4);
  assert_int_equal(hints[15], 600);
  assert_int_equal(hints[16], 300);
  free(reply);
  fixture_close(&fixture);
}

static void assert_opens(double scale, const char* resources, int width, int height) {
  screen_set_resources(resources);
  Fixture fixture = fixture_open(scale);
  assert_size(&fixture, width, height);
  fixture_close(&fixture);
  screen_set_resources("");
}

static void test_is_as_large_as_the_host_or_the_desktop_says(void** state) {
  (void)state;
  assert_opens(1.0, "", 400, 200);
  assert_opens(1.5, "", 600, 300);
  assert_opens(2.0, "Xft.dpi:\t144\n", 800, 400);
  assert_opens(0.0, "", 400, 200);
  assert_opens(0.0, "*font:\tfixed\nXft.dpi:\t144\nXft.hinting:\t1\n", 600, 300);
  assert_opens(0.0, "Xft.dpi: 192", 800, 400);
  assert_opens(0.0, "Xft.dpi:\tmany\n", 400, 200);
  assert_opens(0.0, "Xft.dpi:\tnan\n", 400, 200);
  assert_opens(0.0, "Xft.dpi:\t-96\n", 400, 200);
  assert_opens((double)NAN, "", 400, 200);
  assert_opens((double)INFINITY, "", 400, 200);
  assert_opens(-1.0, "", 400, 200);
  assert_opens(100.0, "", SCREEN_WIDTH, SCREEN_WIDTH / 2);  // never larger than the screen
}

/* The panel is as large as fits, in the middle, and the rest is ground. */
static void assert_fills(const Fixture* fixture, int width, int height) {
  window_resize(fixture->window, width, height);
  fixture_settle(fixture);
  assert_size(fixture, width, height);
  screen_read(window_id(fixture->window), width, height, pixels);
  const double scale = fmin(width / (double)MADE_UP_WIDTH, height / (double)MADE_UP_HEIGHT);
  const double left = floor((width - scale * MADE_UP_WIDTH) / 2.0);
  const double top = floor((height - scale * MADE_UP_HEIGHT) / 2.0);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double from_x = (x - left) / scale;
      const double from_y = (y - top) / scale;
      const double to_x = (x + 1 - left) / scale;
      const double to_y = (y + 1 - top) / scale;
      const bool is_inside = from_x >= 100.0 && to_x <= 140.0 && from_y >= 50.0 && to_y <= 70.0;
      const bool is_outside = to_x <= 100.0 || from_x >= 140.0 || to_y <= 50.0 || from_y >= 70.0;
      if (is_inside || is_outside) {
        assert_int_equal(pixels[y * width + x], is_inside ? MADE_UP_INK : MADE_UP_GROUND);
      }
    }
  }
}

static void test_fits_any_size(void** state) {
  (void)state;
  static const int sizes[][2] = {{400, 200}, {600, 300}, {800, 400}, {333, 577}, {1500, 210},
                                 {1, 1},     {1, 900},   {17, 3},    {300, 150}, {1900, 1000}};
  Fixture fixture = fixture_open(1.0);
  xcb_configure_window(screen_connection(), fixture.parent, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT,
                       (const uint32_t[]){2000, 1100});
  for (unsigned i = 0; i < sizeof(sizes) / sizeof(sizes[0]); ++i) {
    assert_fills(&fixture, sizes[i][0], sizes[i][1]);
  }
  window_resize(fixture.window, 4000, 4000);
  fixture_settle(&fixture);
  assert_size(&fixture, 4000, 4000);
  assert_fills(&fixture, 200, 100);
  fixture_close(&fixture);
}

/* As hosts do it behind our back. */
static void test_follows_the_hosts_own_resizing(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  xcb_configure_window(screen_connection(), window_id(fixture.window),
                       XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, (const uint32_t[]){800, 400});
  fixture_settle(&fixture);
  assert_size(&fixture, 800, 400);
  assert_int_equal(pixel_at(&fixture, 240, 120), MADE_UP_INK);
  assert_int_equal(pixel_at(&fixture, 120, 60), MADE_UP_GROUND);
  fixture_close(&fixture);
}

static void test_draws_what_is_damaged_and_nothing_else(void** state) {
  (void)state;
  Fixture fixture = fixture_open(2.0);
  Panel* panel = fixture.panel;
  fixture_settle(&fixture);
  panel->n_draws = 0;
  fixture_settle(&fixture);
  assert_int_equal(panel->n_draws, 0);
  panel->rectangle = (PanelRect){0.0, 0.0, MADE_UP_WIDTH, MADE_UP_HEIGHT};
  made_up_damage(panel, 10.0, 20.0, 30.0, 5.0);
  made_up_damage(panel, 200.0, 100.0, 0.5, 0.5);
  made_up_damage(panel, -50.0, -50.0, 10.0, 10.0);
  fixture_settle(&fixture);
  assert_int_equal(panel->n_draws, 2);  // once for each rectangle; damage that is taken last is drawn first
  static const double drawn[] = {10.0, 20.0, 40.0, 25.0};
  for (unsigned i = 0; i < 4; ++i) {
    assert_true(fabs(panel->drawn[i] - drawn[i]) < 1e-6);
  }
  assert_int_equal(pixel_at(&fixture, 20, 40), MADE_UP_INK);
  for (int y = 0; y < 400; ++y) {
    for (int x = 0; x < 800; ++x) {
      const bool is_first = x >= 20 && x < 80 && y >= 40 && y < 50;
      const bool is_second = x == 400 && y == 200;
      const bool was_there = x >= 200 && x < 280 && y >= 100 && y < 140;
      assert_int_equal(pixels[y * 800 + x], is_first || is_second || was_there ? MADE_UP_INK : MADE_UP_GROUND);
    }
  }
  fixture_close(&fixture);
}

/* More rectangles than are kept apart. */
static void test_draws_any_amount_of_damage(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  fixture.panel->rectangle = (PanelRect){0.0, 0.0, MADE_UP_WIDTH, MADE_UP_HEIGHT};
  for (unsigned k = 0; k < 4; ++k) {
    for (unsigned i = 0; i < 50; ++i) {
      made_up_damage(fixture.panel, 8.0 * i, 50.0 * k, 2.0, 2.0);
    }
    fixture_settle(&fixture);
  }
  for (unsigned k = 0; k < 4; ++k) {
    for (unsigned i = 0; i < 50; ++i) {
      assert_int_equal(pixel_at(&fixture, (int)(8 * i + 1), (int)(50 * k + 1)), MADE_UP_INK);
    }
  }
  fixture_close(&fixture);
}

static void test_draws_at_most_sixty_times_a_second(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  struct timespec start, now;
  unsigned n_frames = 0;
  fixture.panel->n_draws = fixture.panel->n_ticks = 0;
  clock_gettime(CLOCK_MONOTONIC, &start);
  double seconds = 0.0;
  unsigned n_calls = 0;
  for (; seconds < 1.0; ++n_calls) {
    made_up_damage(fixture.panel, 0.0, 0.0, 1.0 + n_calls % 50, 1.0);
    const unsigned before = fixture.panel->n_draws;
    window_idle(fixture.window);
    n_frames += fixture.panel->n_draws != before;
    nanosleep(&(struct timespec){0, 2000000}, NULL);
    clock_gettime(CLOCK_MONOTONIC, &now);
    seconds = (double)(now.tv_sec - start.tv_sec) + (double)(now.tv_nsec - start.tv_nsec) * 1e-9;
  }
  const unsigned least = n_calls / 10;  // a busy machine calls less often than each 2 ms
  assert_in_range(n_frames, least, (unsigned)(60.0 * seconds) + 2);
  assert_in_range(fixture.panel->n_ticks, least, (unsigned)(60.0 * seconds) + 2);
  fixture_close(&fixture);
}

static void test_shows_again_what_was_covered(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  const xcb_window_t cover = screen_window(PARENT_X, PARENT_Y, 200, 100, 0);
  fixture_settle(&fixture);
  fixture.panel->n_draws = 0;
  xcb_destroy_window(screen_connection(), cover);
  fixture_settle(&fixture);
  assert_int_equal(pixel_at(&fixture, 120, 60), MADE_UP_INK);
  assert_int_equal(pixel_at(&fixture, 20, 20), MADE_UP_GROUND);
  assert_int_equal(fixture.panel->n_draws, 0);
  fixture_close(&fixture);
}

static void test_draws_nothing_while_it_is_hidden(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  xcb_unmap_window(screen_connection(), window_id(fixture.window));
  fixture_settle(&fixture);
  fixture.panel->n_draws = 0;
  fixture.panel->rectangle.x = 300.0;
  made_up_damage(fixture.panel, 0.0, 0.0, MADE_UP_WIDTH, MADE_UP_HEIGHT);
  fixture_settle(&fixture);
  assert_int_equal(fixture.panel->n_draws, 0);
  xcb_map_window(screen_connection(), window_id(fixture.window));
  fixture_settle(&fixture);
  assert_int_equal(pixel_at(&fixture, 320, 60), MADE_UP_INK);
  assert_int_equal(pixel_at(&fixture, 120, 60), MADE_UP_GROUND);
  fixture_close(&fixture);
}

static void test_the_hosts_window_may_be_killed(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  xcb_destroy_window(screen_connection(), fixture.parent);
  for (unsigned i = 0; i < 5; ++i) {
    made_up_damage(fixture.panel, 0.0, 0.0, MADE_UP_WIDTH, MADE_UP_HEIGHT);
    fixture_settle(&fixture);
    window_resize(fixture.window, 300, 200);
    window_want_keyboard(fixture.window, i % 2 == 0);
  }
  assert_true(fixture.panel->n_cancels > 0);
  fixture_close(&fixture);
}

static void test_the_connection_may_be_killed(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  xcb_kill_client(screen_connection(), window_id(fixture.window));
  screen_sync();
  for (unsigned i = 0; i < 5; ++i) {
    made_up_damage(fixture.panel, 0.0, 0.0, MADE_UP_WIDTH, MADE_UP_HEIGHT);
    fixture_settle(&fixture);
    window_resize(fixture.window, 300, 200);
    window_want_keyboard(fixture.window, i % 2 == 0);
  }
  fixture_close(&fixture);
}

static void test_a_parent_that_is_not_there_is_refused(void** state) {
  (void)state;
  Panel* panel = panel_new(NULL, NULL, NULL, THEME_DARK);
  const xcb_window_t parent = screen_window(0, 0, 10, 10, 0);
  xcb_destroy_window(screen_connection(), parent);
  screen_sync();
  assert_null(window_new(panel, &(WindowSettings){parent, 1.0, "Test"}));
  panel_free(panel);
}

static void test_does_without_a_parent(void** state) {
  (void)state;
  Panel* panel = panel_new(NULL, NULL, NULL, THEME_DARK);
  Window* window = window_new(panel, &(WindowSettings){0, 1.0, "Test"});
  assert_non_null(window);
  assert_true(screen_is_viewable(window_id(window)));
  window_free(window);
  panel_free(panel);
}

static void test_without_a_display_says_so(void** state) {
  (void)state;
  char kept[64];
  Panel* panel = panel_new(NULL, NULL, NULL, THEME_DARK);
  snprintf(kept, sizeof(kept), "%s", getenv("DISPLAY"));
  setenv("DISPLAY", ":nowhere", 1);
  assert_null(window_new(panel, &(WindowSettings){0, 1.0, "Test"}));
  setenv("DISPLAY", kept, 1);
  panel_free(panel);
}

static void test_several_live_side_by_side(void** state) {
  (void)state;
  enum { N = 6 };
  Fixture fixtures[N];
  for (unsigned i = 0; i < N; ++i) {
    fixtures[i] = fixture_open(1.0);
    fixtures[i].panel->rectangle.x = 20.0 * i;
    made_up_damage(fixtures[i].panel, 0.0, 0.0, MADE_UP_WIDTH, MADE_UP_HEIGHT);
    xcb_configure_window(screen_connection(), fixtures[i].parent, XCB_CONFIG_WINDOW_X, (const uint32_t[]){450 * i});
  }
  for (unsigned gone = 0; gone < N; ++gone) {
    for (unsigned i = gone; i < N; ++i) {
      fixture_settle(&fixtures[i]);
      screen_read(window_id(fixtures[i].window), MADE_UP_WIDTH, MADE_UP_HEIGHT, pixels);
      assert_int_equal(pixels[60 * MADE_UP_WIDTH + 20 * i + 5], MADE_UP_INK);
      assert_int_equal(pixels[60 * MADE_UP_WIDTH + 20 * i + 45], MADE_UP_GROUND);
    }
    fixture_close(&fixtures[gone]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_is_there_once_it_is_opened),
    cmocka_unit_test(test_says_which_sizes_it_likes),
    cmocka_unit_test(test_is_as_large_as_the_host_or_the_desktop_says),
    cmocka_unit_test(test_fits_any_size),
    cmocka_unit_test(test_follows_the_hosts_own_resizing),
    cmocka_unit_test(test_draws_what_is_damaged_and_nothing_else),
    cmocka_unit_test(test_draws_any_amount_of_damage),
    cmocka_unit_test(test_draws_at_most_sixty_times_a_second),
    cmocka_unit_test(test_shows_again_what_was_covered),
    cmocka_unit_test(test_draws_nothing_while_it_is_hidden),
    cmocka_unit_test(test_the_hosts_window_may_be_killed),
    cmocka_unit_test(test_the_connection_may_be_killed),
    cmocka_unit_test(test_a_parent_that_is_not_there_is_refused),
    cmocka_unit_test(test_does_without_a_parent),
    cmocka_unit_test(test_without_a_display_says_so),
    cmocka_unit_test(test_several_live_side_by_side),
  };
  return cmocka_run_group_tests_name("window", tests, fixture_start, fixture_stop);
}
