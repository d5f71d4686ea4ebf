// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/map.h"

#include <stdlib.h>
#include <string.h>

/* Things by the strip that each belongs to. */
typedef struct {
  uint32_t* start;   // of each strip's among `things`, and their end
  uint32_t* things;  // in the order that they had
} ByStrip;

/* Counts how many each strip has, and puts each behind those of the strips before. `strip_of` has a row of so many
   bytes for each thing, which begins with its strip. */
static bool sort_by_strip(ByStrip* by, uint32_t n_strips, const uint32_t* strip_of, uint32_t n, size_t row) {
  by->start = (uint32_t*)calloc((size_t)n_strips + 2, sizeof(uint32_t));
  by->things = (uint32_t*)calloc((size_t)n + 1, sizeof(uint32_t));
  if (!by->start || !by->things) {
    return false;
  }
  const char* rows = (const char*)strip_of;
  uint32_t* next = by->start + 1;  // where the next of a strip goes; in the end, where its last has gone
  for (uint32_t i = 0; i < n; ++i) {
    ++next[*(const uint32_t*)(const void*)(rows + i * row) + 1];
  }
  for (uint32_t i = 1; i <= n_strips; ++i) {
    next[i] += next[i - 1];
  }
  for (uint32_t i = 0; i < n; ++i) {
    by->things[next[*(const uint32_t*)(const void*)(rows + i * row)]++] = i;
  }
  return true;
}

/* Hands what a VCA does on to those that follow it, VCAs before their followers; VCAs that follow one another in a
   circle do nothing. */
static void hand_down(MapWiring* wiring, const Map* map, const ByStrip* links, uint32_t* leaders, uint32_t* queue) {
  uint32_t n_queued = 0;
  for (uint32_t i = 0; i < map->n_vca_links; ++i) {
    ++leaders[map->vca_links[i].strip];
  }
  for (uint32_t i = 0; i < map->n_strips; ++i) {
    if (leaders[i] == 0) {
      queue[n_queued++] = i;
    }
  }
  for (uint32_t i = 0; i < n_queued; ++i) {
    const uint32_t vca = queue[i];
    for (uint32_t link = links->start[vca]; link < links->start[vca + 1]; ++link) {
      const uint32_t strip = map->vca_links[links->things[link]].strip;
      wiring->gain[strip] *= wiring->gain[vca];
      wiring->live[strip] = wiring->live[strip] && wiring->live[vca];
      if (--leaders[strip] == 0) {
        queue[n_queued++] = strip;
      }
    }
  }
}

static bool follow_vcas(MapWiring* wiring, const Map* map) {
  if (map->n_vca_links == 0) {
    return true;
  }
  ByStrip links = {NULL, NULL};
  uint32_t* leaders = (uint32_t*)calloc((size_t)map->n_strips + 1,
                                        sizeof(uint32_t));  // of each strip, those still to come
  uint32_t* queue = (uint32_t*)calloc((size_t)map->n_strips + 1, sizeof(uint32_t));
  const bool good = leaders && queue &&
                    sort_by_strip(&links, map->n_strips, &map->vca_links->vca, map->n_vca_links, sizeof(MapVcaLink));
  if (good) {
    hand_down(wiring, map, &links, leaders, queue);
  }
  free(links.start);
  free(links.things);
  free(leaders);
  free(queue);
  return good;
}

static bool sort_wires(const Map* map, bool by_source, uint32_t** start, uint32_t** sorted) {
  static const MapWire none = {.send = MAP_NONE};
  const MapWire* wires = map->n_wires ? map->wires : &none;
  ByStrip by = {NULL, NULL};
  const bool good = sort_by_strip(&by, map->n_strips, by_source ? &wires->from.strip : &wires->to.strip, map->n_wires,
                                  sizeof(MapWire));
  *start = by.start;
  *sorted = by.things;
  return good;
}

bool map_wiring_init(MapWiring* wiring, const Map* map) {
  *wiring = (MapWiring){.gain = (double*)calloc((size_t)map->n_strips + 1, sizeof(double)),
                        .live = (bool*)calloc((size_t)map->n_strips + 1, sizeof(bool))};
  bool good = wiring->gain && wiring->live && sort_wires(map, true, &wiring->out_start, &wiring->out) &&
              sort_wires(map, false, &wiring->in_start, &wiring->in);
  for (uint32_t i = 0; good && i < map->n_strips; ++i) {
    wiring->gain[i] = map->strips[i].gain;
    wiring->live[i] = map->strips[i].active && !map->strips[i].muted;
  }
  good = good && follow_vcas(wiring, map);
  if (!good) {
    map_wiring_free(wiring);
  }
  return good;
}

void map_wiring_free(MapWiring* wiring) {
  free(wiring->out_start);
  free(wiring->out);
  free(wiring->in_start);
  free(wiring->in);
  free(wiring->gain);
  free(wiring->live);
  memset(wiring, 0, sizeof(*wiring));
}

double map_wire_gain(const Map* map, const MapWiring* wiring, uint32_t wire) {
  const MapWire* w = &map->wires[wire];
  if (!wiring->live[w->from.strip] || !map->strips[w->to.strip].active) {
    return 0.0;
  }
  const MapSend* send = w->send == MAP_NONE ? NULL : &map->sends[w->send];
  if (send && !send->active) {
    return 0.0;
  }
  const double fader = send && send->pre_fader ? 1.0 : wiring->gain[w->from.strip];
  return fader * (send ? send->gain : 1.0);
}
