// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A delay before a compressor, and behind it: the same settings, and echoes that stand as far under their hits as the
   texts of both routes say. */

#include "tests/demo/demo_routes.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { BEAT_FRAMES = 22050, ECHO_FRAMES = 16538, WINDOW_FRAMES = 11025, ECHO = 3 };  // 120 BPM, 375 ms, 250 ms

static const char* const names[] = {"delay-before-compression", "compression-before-delay"};

/* Blocks and values stand by their symbols, so the same of them are the same lists. */
static void test_only_the_order_differs(void** state) {
  (void)state;
  Route* routes[] = {demo_route_new(names[0]), demo_route_new(names[1])};
  assert_int_equal(routes[0]->n_blocks, routes[1]->n_blocks);
  for (uint32_t i = 0; i < routes[0]->n_blocks; ++i) {
    const RouteBlock *a = &routes[0]->blocks[i], *b = &routes[1]->blocks[i];
    assert_string_equal(a->symbol, b->symbol);
    assert_string_equal(a->plugin, b->plugin);
    assert_true(!a->preset && !b->preset);
    assert_int_equal(a->n_values, b->n_values);
    for (uint32_t v = 0; v < a->n_values; ++v) {
      assert_string_equal(a->values[v].symbol, b->values[v].symbol);
      assert_true(a->values[v].value == b->values[v].value);
    }
  }
  route_free(routes[0]);
  route_free(routes[1]);
}

static double power(const Wav* wav, uint64_t from) {
  double sum = 0.0;
  for (unsigned channel = 0; channel < wav->n_channels; ++channel) {
    for (uint64_t i = from; i < from + WINDOW_FRAMES; ++i) {
      sum += (double)wav->channels[channel][i] * (double)wav->channels[channel][i];
    }
  }
  return sum;
}

/* How far the echo stands under the hit of a bar, dB. */
static double echo_depth_db(const Wav* wav, unsigned bar) {
  const uint64_t hit = (uint64_t)bar * BEATS_PER_BAR * BEAT_FRAMES;
  return 10.0 * log10(power(wav, hit) / power(wav, hit + (uint64_t)ECHO * ECHO_FRAMES));
}

static void test_echoes_stand_as_the_texts_say(void** state) {
  (void)state;
  Host* host = demo_host_new();
  double depths_db[2];
  for (unsigned i = 0; i < 2; ++i) {
    Route* route = demo_route_new(names[i]);
    SceneRender* render = demo_render_new(route, host);
    depths_db[i] = echo_depth_db(render->mix->wav, 1);
    for (unsigned bar = 0; bar < render->scene->n_bars; ++bar) {
      assert_true(fabs(echo_depth_db(render->mix->wav, bar) - depths_db[i]) < 0.2);
    }
    print_message("# %s: the third echo stands %.2f dB under its hit\n", names[i], depths_db[i]);
    scene_render_free(render);
    route_free(route);
  }
  assert_true(depths_db[1] - depths_db[0] > 10.0);
  for (unsigned i = 0; i < 2; ++i) {
    Route* route = demo_route_new(names[i]);
    for (unsigned d = 0; d < 2; ++d) {
      char words[16];
      snprintf(words, sizeof words, " %.0f dB", depths_db[d]);
      assert_non_null(strstr(route->comment, words));
    }
    route_free(route);
  }
  host_close(host);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_only_the_order_differs),
    cmocka_unit_test(test_echoes_stand_as_the_texts_say),
  };
  return cmocka_run_group_tests_name("order", tests, NULL, NULL);
}
