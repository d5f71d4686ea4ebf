// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Levels: where faders and sends add up to far more than what they are fed. Each track is taken for as loud as the
   next, and for another sound, so that powers add up; what effects do to the level is not known. */

#include "common/map/check.h"
#include "common/map/passage.h"

#include <math.h>
#include <stdlib.h>

#define DB_PER_DECADE 10.0
#define FAR_ABOVE_DB 6.0  // that faders and sends turn up on the way, on average
#define AT_LEAST_DB 9.0   // above one track, all in all
#define FAR_TOO_MANY_DB 21.0

typedef struct {
  double power;     // relative to that of one track
  double n_tracks;  // that it is made of
  bool is_loud;     // whether it was told of, here or before
  uint32_t n_waiting;
} Level;

/* The wires that count: one for each side would count all twice. */
static bool counts(const Check* check, const MapWire* wire) {
  return wire->kind != MAP_WIRE_SIDECHAIN && wire->to.channel == 0 &&
         (wire->send == MAP_NONE || check->map->sends[wire->send].kind != MAP_SEND_LISTEN);
}

static bool has_limiter(const Map* map, uint32_t strip) {
  const MapStrip* s = &map->strips[strip];
  for (uint32_t p = s->first_plugin; p < s->first_plugin + s->n_plugins; ++p) {
    if (map->plugins[p].active && (plugin_has_word(map, p, "limit") || plugin_has_word(map, p, "maxim"))) {
      return true;
    }
  }
  return false;
}

static void judge(Check* check, uint32_t strip, Level* level) {
  const MapStripKind kind = check->map->strips[strip].kind;
  const double db = DB_PER_DECADE * log10(level->power), raised_db = db - DB_PER_DECADE * log10(level->n_tracks);
  const bool is_far = (raised_db >= FAR_ABOVE_DB && db >= AT_LEAST_DB) || db >= FAR_TOO_MANY_DB;
  if (level->is_loud || level->power <= 0.0 || !is_far || has_limiter(check->map, strip) ||
      (kind != MAP_BUS && kind != MAP_MASTER && kind != MAP_CUE)) {
    return;
  }
  level->is_loud = true;
  Finding* finding = check_found(check, FINDING_CLIP, true, strip);
  if (finding) {
    finding->what = check_say(check, "What plays into this %s adds up to %.0f dB above one track at unity.",
                              check_kind_of(check, strip), db);
    finding->where = map_strip_name(check->map, strip);
    finding->why = check_say(check, "Tracks that peak above %.0f dBFS will clip where the sound leaves the program.",
                             -db);
    finding->cure = "Turn down the faders and sends that lead here, or put a VCA on them, and see the meter.";
  }
}

/* Hands the level of a strip on. */
static void hand_on(Check* check, uint32_t strip, Level* levels, uint32_t* queue, uint32_t* n_queued) {
  for (uint32_t i = check->wiring.out_start[strip]; i < check->wiring.out_start[strip + 1]; ++i) {
    const MapWire* wire = &check->map->wires[check->wiring.out[i]];
    if (counts(check, wire)) {
      Level* to = &levels[wire->to.strip];
      const double gain = map_wire_gain(check->map, &check->wiring, check->wiring.out[i]);
      to->power += gain * gain * levels[strip].power;
      to->n_tracks += gain > 0.0 ? levels[strip].n_tracks : 0.0;
      to->is_loud |= gain > 0.0 && levels[strip].is_loud;
      if (--to->n_waiting == 0) {
        queue[(*n_queued)++] = wire->to.strip;
      }
    }
  }
}

/* From tracks on, each strip after all that feed it; strips in circles, and behind them, are left out. */
void check_levels(Check* check) {
  const Map* map = check->map;
  Level* levels = (Level*)calloc((size_t)map->n_strips + 1, sizeof(Level));
  uint32_t* queue = (uint32_t*)calloc((size_t)map->n_strips + 1, sizeof(uint32_t));
  uint32_t n_queued = 0;
  check->findings->is_short_of_memory |= !levels || !queue;
  for (uint32_t i = 0; levels && i < map->n_wires; ++i) {
    levels[map->wires[i].to.strip].n_waiting += counts(check, &map->wires[i]);
  }
  for (uint32_t i = 0; levels && queue && i < map->n_strips; ++i) {
    if (levels[i].n_waiting == 0) {
      queue[n_queued++] = i;
    }
  }
  for (uint32_t i = 0; levels && i < n_queued; ++i) {
    if (map->strips[queue[i]].kind == MAP_TRACK) {
      levels[queue[i]] = (Level){.power = 1.0, .n_tracks = 1.0};
    }
    judge(check, queue[i], &levels[queue[i]]);
    hand_on(check, queue[i], levels, queue, &n_queued);
  }
  free(levels);
  free(queue);
}
