// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Maps: what readers make, and what is asked of it. */

#include "common/map/map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static MapEnd end(uint32_t strip, uint32_t channel) {
  return (MapEnd){strip, MAP_NONE, channel};
}

static void mixers_have_strips_with_plugins_sends_and_sidechains(void** state) {
  (void)state;
  Map* map = map_new(MAP_ARDOUR, "Ardour 7", true);
  const uint32_t kick = map_add_strip(map, MAP_TRACK, "Kick");
  const uint32_t bass = map_add_strip(map, MAP_TRACK, "Bass");
  const uint32_t duck = map_add_plugin(map, bass, "", "urn:signalbox:sidechain-router-stereo", "LV2");
  assert_int_equal(map_add_plugin(map, kick, "late", "urn:late", "LV2"), MAP_NONE);
  map_add_control(map, duck, "listen", 1.0);
  const uint32_t master = map_add_strip(map, MAP_MASTER, "Master");
  const uint32_t send = map_add_send(map, MAP_SEND_SIDECHAIN, kick, "key");
  const uint32_t main = map_add_wire(map, end(bass, 1), end(master, 1), MAP_NONE);
  const uint32_t key = map_add_wire(map, end(kick, 0), (MapEnd){bass, duck, 3}, send);
  assert_int_equal(map_add_wire(map, end(bass, 0), end(99, 0), MAP_NONE), MAP_NONE);

  assert_int_equal(map->n_wires, 2);
  assert_int_equal(map->wires[main].kind, MAP_WIRE_MAIN);
  assert_int_equal(map->wires[key].kind, MAP_WIRE_SIDECHAIN);
  assert_int_equal(map->strips[master].n_inputs, 2);
  assert_int_equal(map->plugins[duck].n_sidechain, 4);
  assert_int_equal(map->strips[kick].n_outputs, 0);  // a send has channels of its own
  assert_string_equal(map_plugin_name(map, duck), "sidechain-router-stereo");
  assert_true(map_control(map, duck, "listen", 0.0) == 1.0);
  assert_true(map_control(map, duck, "depth", 12.0) == 12.0);
  assert_false(map->is_too_large);
  map_free(map);
}

static void graphs_have_plugins_with_named_ports(void** state) {
  (void)state;
  Map* map = map_new(MAP_CARLA, "Carla", false);
  const uint32_t in = map_add_strip(map, MAP_SOURCE, "Audio Input");
  const uint32_t comp = map_add_strip(map, MAP_PLUGIN, "Comp");
  const uint32_t plugin = map_add_plugin(map, comp, "Comp", "urn:comp", "LV2");
  const uint32_t left = map_port(map, plugin, true, NULL, "Left"), key = map_port(map, plugin, true, "key", "Key");
  assert_int_equal(left, 0);
  assert_int_equal(key, 1);
  assert_int_equal(map_port(map, plugin, true, "key", NULL), 1);
  assert_int_equal(map_port(map, plugin, false, "key", NULL), 0);
  map->plugins[plugin].inputs.at[key].is_sidechain = true;
  map_add_wire(map, end(in, 0), end(comp, left), MAP_NONE);
  map_add_wire(map, end(in, 0), end(comp, key), MAP_NONE);
  assert_int_equal(map->wires[0].kind, MAP_WIRE_MAIN);
  assert_int_equal(map->wires[1].kind, MAP_WIRE_SIDECHAIN);
  map_free(map);
}

static void wiring_lists_the_wires_of_each_strip(void** state) {
  (void)state;
  enum { N = 10000 };
  Map* map = map_new(MAP_CARLA, "Carla", false);
  for (uint32_t i = 0; i < N; ++i) {
    map_add_strip(map, MAP_PLUGIN, "p");
  }
  for (uint32_t i = 0; i < N; ++i) {
    map_add_wire(map, end(i, 0), end((i + 1) % N, 0), MAP_NONE);
    map_add_wire(map, end(0, 0), end(i, 1), MAP_NONE);
  }
  MapWiring wiring;
  assert_true(map_wiring_init(&wiring, map));
  assert_int_equal(wiring.out_start[1] - wiring.out_start[0], N + 1);
  assert_int_equal(wiring.out_start[N], 2 * N);
  for (uint32_t i = 0; i < N; ++i) {
    assert_int_equal(wiring.in_start[i + 1] - wiring.in_start[i], 2);
    const MapWire* first = &map->wires[wiring.in[wiring.in_start[i]]];
    assert_int_equal(first->to.strip, i);
    assert_int_equal(first->from.strip, i == 0 ? 0 : i - 1);
    assert_int_equal(map->wires[wiring.out[wiring.out_start[i]]].from.strip, i);
  }
  map_wiring_free(&wiring);
  map_free(map);
}

static void gains_are_of_faders_vcas_and_sends(void** state) {
  (void)state;
  Map* map = map_new(MAP_ARDOUR, "Ardour 7", true);
  const uint32_t track = map_add_strip(map, MAP_TRACK, "t"), bus = map_add_strip(map, MAP_BUS, "b");
  const uint32_t follower = map_add_strip(map, MAP_VCA, "v"), leader = map_add_strip(map, MAP_VCA, "all");
  const uint32_t post = map_add_send(map, MAP_SEND_BUS, track, "post"),
                 pre = map_add_send(map, MAP_SEND_BUS, track, "pre");
  const uint32_t main_wire = map_add_wire(map, end(track, 0), end(bus, 0), MAP_NONE);
  const uint32_t post_wire = map_add_wire(map, end(track, 0), end(bus, 0), post);
  const uint32_t pre_wire = map_add_wire(map, end(track, 0), end(bus, 0), pre);
  map->strips[track].gain = 0.5;
  map->strips[follower].gain = 0.25;
  map->strips[leader].gain = 4.0;
  map->sends[post].gain = 8.0;
  map->sends[pre].gain = 3.0;
  map->sends[pre].pre_fader = true;
  map_add_vca_link(map, follower, track);
  map_add_vca_link(map, leader, follower);
  MapWiring wiring;
  assert_true(map_wiring_init(&wiring, map));
  assert_true(map_wire_gain(map, &wiring, main_wire) == 0.5);
  assert_true(map_wire_gain(map, &wiring, post_wire) == 4.0);
  assert_true(map_wire_gain(map, &wiring, pre_wire) == 3.0);
  map_wiring_free(&wiring);
  map->strips[leader].muted = true;
  assert_true(map_wiring_init(&wiring, map));
  assert_true(map_wire_gain(map, &wiring, main_wire) == 0.0);
  map_wiring_free(&wiring);
  map_free(map);
}

static void texts_are_clean(void** state) {
  (void)state;
  Map* map = map_new(MAP_ARDOUR, "Ardour 7", true);
  assert_string_equal(map_text(map, NULL), "");
  assert_string_equal(map_text(map, "Gitarre \xc3\xa4\xe2\x82\xac\xf0\x9f\x8e\xb8"),
                      "Gitarre \xc3\xa4\xe2\x82\xac\xf0\x9f\x8e\xb8");
  assert_string_equal(map_text(map, "a\x01\xff\xc3"), "a???");
  assert_string_equal(map_text(map, "\xed\xa0\x80"), "???");  // half of a pair of UTF-16
  char big[40000];
  memset(big, 'x', sizeof(big));
  big[sizeof(big) - 1] = '\0';
  assert_string_equal(map_text(map, big), big);
  map_free(map);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(mixers_have_strips_with_plugins_sends_and_sidechains),
    cmocka_unit_test(graphs_have_plugins_with_named_ports),
    cmocka_unit_test(wiring_lists_the_wires_of_each_strip),
    cmocka_unit_test(gains_are_of_faders_vcas_and_sends),
    cmocka_unit_test(texts_are_clean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
