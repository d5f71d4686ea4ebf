// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Windows open in any host, and only of our plugins. */

#include "common/ports/families.h"
#include "tests/ui/hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static OwnHost own_host;
static OwnHost* const host = &own_host;

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
  own_host_open(host, type, variant, usual_host, HOST_X, HOST_Y);
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

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_there_is_a_window_for_each_family),
    cmocka_unit_test(test_a_window_is_there_before_it_asks_for_its_size),
    cmocka_unit_test(test_other_plugins_are_refused),
    cmocka_unit_test(test_every_feature_is_optional),
  };
  return cmocka_run_group_tests_name("opening", tests, own_host_start, own_host_stop);
}
