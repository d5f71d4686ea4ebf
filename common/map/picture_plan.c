// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/picture_plan.h"

#include <stdlib.h>
#include <string.h>

/* Up to here each strip has its own box, and each track with a mistake. */
enum { FEW_STRIPS = 32, FEW_APART = 12 };

/* Where there are still more boxes, tracks share one whatever they send to, and then busses do too. */
enum { MANY_BOXES = 32, TOO_MANY_BOXES = 120 };

#define HASH_BASIS 0xcbf29ce484222325U  // of FNV-1a
#define HASH_PRIME 0x100000001b3U

typedef enum {
  FOLD_NONE,     // each strip by itself
  FOLD_SENDING,  // tracks of a group that play to the same places, and others that send to the same places too
  FOLD_PLAYING,  // tracks that play to the same places
  FOLD_ALL,      // all strips between the same places, but for the ends of a mixer
} Fold;

/* What a strip has in common with those that it may share a box with. */
typedef struct {
  uint64_t hash;
  uint32_t strip, first;  // and the first strip with the same hash
} Key;

typedef struct {
  const Map* map;
  const MapWiring* wiring;
  bool* apart;      // by strip: it keeps its own box
  uint64_t* peers;  // room for the places of any strip
  Key* keys;
} Folding;

static uint64_t hash_add(uint64_t hash, uint64_t value) {
  for (unsigned i = 0; i < 8; ++i) {
    hash = (hash ^ (value >> 8 * i & 255U)) * HASH_PRIME;
  }
  return hash;
}

static int value_compare(const void* a, const void* b) {
  const uint64_t x = *(const uint64_t*)a, y = *(const uint64_t*)b;
  return (x > y) - (x < y);
}

/* Adds the places at the other ends of a strip's wires, each once, whatever their order. */
static uint64_t hash_places(const Folding* folding, uint64_t hash, uint32_t strip, bool is_out, bool all_kinds) {
  const MapWiring* wiring = folding->wiring;
  const uint32_t* start = is_out ? wiring->out_start : wiring->in_start;
  const uint32_t* wires = is_out ? wiring->out : wiring->in;
  uint32_t n = 0;
  for (uint32_t i = start[strip]; i < start[strip + 1]; ++i) {
    const MapWire* wire = &folding->map->wires[wires[i]];
    if (all_kinds || wire->kind == MAP_WIRE_MAIN) {
      folding->peers[n++] = (uint64_t)(is_out ? wire->to.strip : wire->from.strip) << 2U | (unsigned)wire->kind;
    }
  }
  qsort(folding->peers, n, sizeof(uint64_t), value_compare);
  for (uint32_t i = 0; i < n; ++i) {
    hash = i > 0 && folding->peers[i] == folding->peers[i - 1] ? hash : hash_add(hash, folding->peers[i]);
  }
  return hash_add(hash, MAP_NONE);
}

static bool may_share(const Folding* folding, uint32_t strip, Fold fold) {
  const MapStripKind kind = folding->map->strips[strip].kind;
  if (folding->apart[strip] || kind == MAP_MASTER || kind == MAP_MONITOR) {
    return false;
  }
  return fold == FOLD_ALL || (fold != FOLD_NONE && kind == MAP_TRACK);
}

static uint64_t hash_strip(const Folding* folding, uint32_t strip, Fold fold) {
  const MapStrip* s = &folding->map->strips[strip];
  if (!may_share(folding, strip, fold)) {
    return hash_add(hash_add(HASH_BASIS, MAP_NONE), strip);
  }
  uint64_t hash = hash_add(HASH_BASIS, (uint64_t)s->kind);
  hash = hash_add(hash, s->group);
  hash = hash_places(folding, hash, strip, true, fold == FOLD_ALL || (fold == FOLD_SENDING && s->group == MAP_NONE));
  return fold == FOLD_ALL ? hash_places(folding, hash, strip, false, true) : hash;
}

static int hash_compare(const void* a, const void* b) {
  const Key *x = a, *y = b;
  return x->hash != y->hash ? (x->hash < y->hash ? -1 : 1) : (x->strip > y->strip) - (x->strip < y->strip);
}

static int place_compare(const void* a, const void* b) {
  const Key *x = a, *y = b;
  return x->first != y->first ? (x->first < y->first ? -1 : 1) : (x->strip > y->strip) - (x->strip < y->strip);
}

/* Makes boxes, in the order of the first strips in them. */
static void fold_strips(PicturePlan* plan, const Folding* folding, Fold fold) {
  const uint32_t n = folding->map->n_strips;
  Key* keys = folding->keys;
  for (uint32_t i = 0; i < n; ++i) {
    keys[i] = (Key){hash_strip(folding, i, fold), i, i};
  }
  qsort(keys, n, sizeof(Key), hash_compare);
  for (uint32_t i = 1; i < n; ++i) {
    keys[i].first = keys[i].hash == keys[i - 1].hash ? keys[i - 1].first : keys[i].strip;
  }
  qsort(keys, n, sizeof(Key), place_compare);
  plan->n_boxes = 0;
  for (uint32_t i = 0; i < n; ++i) {
    if (keys[i].first == keys[i].strip) {
      plan->start[plan->n_boxes++] = i;
    }
    plan->strips[i] = keys[i].strip;
    plan->box_of[keys[i].strip] = plan->n_boxes - 1;
  }
  plan->start[plan->n_boxes] = n;
}

/* Tracks with a mistake stand apart, those with the worst first. */
static void keep_apart(const Folding* folding, const Findings* findings) {
  uint32_t n_apart = 0;
  for (uint32_t i = 0; findings && i < findings->n && n_apart < FEW_APART; ++i) {
    const Finding* finding = &findings->at[i];
    if (!finding->is_hint && !finding->is_accepted && finding->n_strips > 0) {
      n_apart += !folding->apart[finding->strips[0]];
      folding->apart[finding->strips[0]] = true;
    }
  }
}

bool picture_plan_init(PicturePlan* plan, const Map* map, const MapWiring* wiring, const Findings* findings) {
  const size_t n = map->n_strips;
  *plan = (PicturePlan){0, calloc(n + 1, sizeof(uint32_t)), calloc(n + 1, sizeof(uint32_t)),
                        calloc(n + 1, sizeof(uint32_t))};
  Folding folding = {map, wiring, calloc(n + 1, sizeof(bool)), calloc((size_t)map->n_wires + 1, sizeof(uint64_t)),
                     calloc(n + 1, sizeof(Key))};
  const bool good = plan->box_of && plan->start && plan->strips && folding.apart && folding.peers && folding.keys;
  if (good) {
    keep_apart(&folding, findings);
    fold_strips(plan, &folding, map->n_strips <= FEW_STRIPS ? FOLD_NONE : FOLD_SENDING);
    if (plan->n_boxes > MANY_BOXES) {
      fold_strips(plan, &folding, FOLD_PLAYING);
    }
    if (plan->n_boxes > TOO_MANY_BOXES) {
      fold_strips(plan, &folding, FOLD_ALL);
    }
  } else {
    picture_plan_free(plan);
  }
  free(folding.apart);
  free(folding.peers);
  free(folding.keys);
  return good;
}

void picture_plan_free(PicturePlan* plan) {
  free(plan->box_of);
  free(plan->start);
  free(plan->strips);
  memset(plan, 0, sizeof(*plan));
}
