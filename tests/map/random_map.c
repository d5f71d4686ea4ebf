// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/map/random_map.h"

#include "common/host/noise.h"
#include "tests/map/example_findings.h"

static MapEnd end(uint32_t strip) {
  return (MapEnd){strip, MAP_NONE, 0};
}

Map* random_map(uint64_t seed, Findings* findings) {
  Noise noise = {seed};
  Map* map = map_new(MAP_ARDOUR, "Ardour 7", true);
  const uint32_t n_strips = 1 + noise_below(&noise, 90);
  const uint32_t group = map_add_group(map, "Group", true);
  for (uint32_t i = 0; i < n_strips; ++i) {
    const uint32_t strip = map_add_strip(map, (MapStripKind)noise_below(&noise, MAP_SINK + 1), i % 9 ? "Strip" : "S");
    map->strips[strip].group = noise_below(&noise, 2) ? group : MAP_NONE;
    map->strips[strip].muted = noise_below(&noise, 8) == 0;
    map->strips[strip].active = noise_below(&noise, 8) != 0;
    map->strips[strip].gain = noise_below(&noise, 2) ? 1.0 : 0.1 * noise_below(&noise, 20);
    for (uint32_t k = noise_below(&noise, 4); k > 0; --k) {
      map_add_plugin(map, strip, noise_below(&noise, 2) ? "A plugin" : "Strip", "", "LV2");
    }
  }
  for (uint32_t i = noise_below(&noise, 3 * n_strips); i > 0; --i) {
    const uint32_t from = noise_below(&noise, n_strips), to = noise_below(&noise, n_strips);
    const uint32_t send = noise_below(&noise, 2) ? map_add_send(map, (MapSendKind)noise_below(&noise, 4), from, "send")
                                                 : MAP_NONE;
    const MapStrip* s = &map->strips[to];
    if (send != MAP_NONE) {
      map->sends[send].active = noise_below(&noise, 2);
    }
    const bool is_key = s->n_plugins > 0 && noise_below(&noise, 4) == 0;
    map_add_wire(map, end(from), (MapEnd){to, is_key ? s->first_plugin : MAP_NONE, 0}, send);
  }
  for (uint32_t i = 0; i + 1 < n_strips; i += 7) {
    map_add_vca_link(map, i, i + 1);
    Finding* finding = example_finding(findings, (FindingKind)noise_below(&noise, N_FINDING_KINDS),
                                       noise_below(&noise, 2), noise_below(&noise, n_strips), "Strip");
    finding->is_accepted = noise_below(&noise, 4) == 0;
    example_finding_strip(finding, i);
  }
  return map;
}
