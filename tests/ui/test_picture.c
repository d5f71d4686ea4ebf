// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What is seen in a window is what its panel draws, at any scale and size, in both themes, and again. */

#include "tests/ui/hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST_PIXELS = SCREEN_WIDTH * SCREEN_HEIGHT };

static uint32_t seen[MOST_PIXELS], drawn[MOST_PIXELS];
static OwnHost own_host;
static OwnHost* const host = &own_host;

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
  own_host_open(host, type, variant, usual_host, HOST_X, HOST_Y);
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
    open_usual(host, type, variant);
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

/* Another one for each family. */
static void check_language(const PanelType* type, const PortVariant* variant) {
  static unsigned n = 0;
  const Language* language = languages[n++ % n_languages];
  assert_int_equal(setenv("LC_ALL", language_tag(language), 1), 0);
  open_usual(host, type, variant);
  Panel* twin = twin_new(host);
  panel_set_language(twin, language);
  assert_seen_as_drawn(twin, host->width, host->height);
  panel_free(twin);
  own_host_close(host);
}

static void test_windows_speak_the_language_of_the_environment(void** state) {
  char before[64];
  const char* locale = getenv("LC_ALL");
  (void)state;
  snprintf(before, sizeof(before), "%s", locale ? locale : "");
  for_each_family(check_language);
  assert_int_equal(setenv("LC_ALL", before, 1), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_what_is_seen_is_the_panel),
    cmocka_unit_test(test_any_size_shows_all_of_it),
    cmocka_unit_test(test_a_window_can_be_closed_and_opened_again),
    cmocka_unit_test(test_windows_speak_the_language_of_the_environment),
  };
  return cmocka_run_group_tests_name("picture", tests, own_host_start, own_host_stop);
}
