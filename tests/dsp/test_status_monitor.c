// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/chunk.h"
#include "common/dsp/status_monitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const double rate_hz = 48000.0;

static void feed_for(StatusMonitor* monitor, double seconds, float in, float l, float r) {
  for (unsigned interval = 0; interval < (unsigned)(seconds * rate_hz / CHUNK_FRAMES); ++interval) {
    status_monitor_add_in(monitor, in);
    status_monitor_add_out(monitor, l, r);
    status_monitor_step(monitor);
  }
}

static void test_silent_after_two_seconds(void** state) {
  (void)state;
  StatusMonitor monitor;
  status_monitor_init(&monitor, rate_hz);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
  feed_for(&monitor, 1.9, 0.9e-4f, 0.0f, 0.0f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
  feed_for(&monitor, 0.2, 0.9e-4f, 0.0f, 0.0f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_SILENT);
  feed_for(&monitor, 0.01, 1.1e-4f, 1.1e-4f, 1.1e-4f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
}

static void test_clipping_for_two_seconds(void** state) {
  (void)state;
  StatusMonitor monitor;
  status_monitor_init(&monitor, rate_hz);
  feed_for(&monitor, 0.1, 1.0f, 1.0f, 1.0f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
  feed_for(&monitor, 0.01, 1.0f, 0.5f, 1.001f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_CLIPPING);
  feed_for(&monitor, 1.9, 1.0f, 0.5f, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_CLIPPING);
  feed_for(&monitor, 0.2, 1.0f, 0.5f, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
}

static void test_any_other_output_clips_as_well(void** state) {
  (void)state;
  StatusMonitor monitor;
  status_monitor_init(&monitor, rate_hz);
  status_monitor_add_other_out(&monitor, 1.0f);
  feed_for(&monitor, 0.01, 0.5f, 0.5f, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
  status_monitor_add_other_out(&monitor, 1.001f);
  feed_for(&monitor, 1.9, 0.5f, 0.5f, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_CLIPPING);
  feed_for(&monitor, 0.2, 0.5f, 0.5f, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
}

static void test_one_sided_after_two_seconds(void** state) {
  (void)state;
  StatusMonitor monitor;
  status_monitor_init(&monitor, rate_hz);
  feed_for(&monitor, 1.9, 0.5f, 0.5f, 0.0f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
  feed_for(&monitor, 0.2, 0.5f, 0.5f, 0.0f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_ONE_SIDED);
  feed_for(&monitor, 2.1, 0.5f, 0.0f, 0.0f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
  feed_for(&monitor, 0.01, 0.5f, 0.0f, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_ONE_SIDED);
}

static void test_no_key_after_two_seconds(void** state) {
  (void)state;
  StatusMonitor monitor;
  status_monitor_init(&monitor, rate_hz);
  status_monitor_add_key(&monitor, 0.5f);
  feed_for(&monitor, 2.1, 0.5f, 0.5f, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
  monitor.needs_key = true;
  assert_int_equal(status_monitor_status(&monitor), STATUS_NO_KEY);
  status_monitor_add_key(&monitor, 0.5f);
  feed_for(&monitor, 1.9, 0.5f, 0.5f, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
}

/* What has been seen of an interval counts before the interval is over. */
static void test_tells_at_once(void** state) {
  (void)state;
  StatusMonitor monitor;
  status_monitor_init(&monitor, rate_hz);
  monitor.needs_key = true;
  feed_for(&monitor, 2.1, 0.0f, 0.0f, 0.0f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_NO_KEY);
  status_monitor_add_key(&monitor, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_SILENT);
  status_monitor_add_in(&monitor, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
  status_monitor_add_out(&monitor, 0.0f, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_ONE_SIDED);
  status_monitor_add_out(&monitor, 0.5f, 0.0f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_OK);
  status_monitor_add_other_out(&monitor, 1.001f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_CLIPPING);
}

static void test_listening_hides_nothing_but_silence(void** state) {
  (void)state;
  StatusMonitor monitor;
  status_monitor_init(&monitor, rate_hz);
  monitor.listening = true;
  assert_int_equal(status_monitor_status(&monitor), STATUS_LISTENING);
  feed_for(&monitor, 2.1, 0.0f, 0.0f, 0.0f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_LISTENING);
  status_monitor_add_out(&monitor, 0.0f, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_ONE_SIDED);
  status_monitor_add_out(&monitor, 1.5f, 0.5f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_CLIPPING);
  monitor.listening = false;
  feed_for(&monitor, 2.1, 0.0f, 0.0f, 0.0f);
  assert_int_equal(status_monitor_status(&monitor), STATUS_SILENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_silent_after_two_seconds),
    cmocka_unit_test(test_clipping_for_two_seconds),
    cmocka_unit_test(test_any_other_output_clips_as_well),
    cmocka_unit_test(test_one_sided_after_two_seconds),
    cmocka_unit_test(test_no_key_after_two_seconds),
    cmocka_unit_test(test_tells_at_once),
    cmocka_unit_test(test_listening_hides_nothing_but_silence),
  };
  return cmocka_run_group_tests_name("status monitor", tests, NULL, NULL);
}
