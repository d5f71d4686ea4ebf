// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* States: what is left muted or soloed, and sends that send nothing. */

#include "common/map/check.h"

#include <stdlib.h>

/* Below this, a send is as good as off: -90 dB. */
#define OFF_GAIN 3.2e-5

static void check_solo(Check* check, uint32_t strip) {
  Finding* finding = check_found(check, FINDING_SOLOED, false, strip);
  if (finding) {
    finding->what = "Solo is on.";
    finding->where = map_strip_name(check->map, strip);
    finding->why = "Everything else is silent, also in an export.";
    finding->cure = "Press its solo button again.";
  }
}

static void check_mute(Check* check, uint32_t strip) {
  Finding* finding = check_found(check, FINDING_MUTED, true, strip);
  if (finding) {
    finding->what = check_say(check, "This %s is muted.", check_kind_of(check, strip));
    finding->where = map_strip_name(check->map, strip);
    finding->why = check->map->strips[strip].kind == MAP_VCA ? "All that follow it are silent."
                                                             : "It is silent, also in an export.";
    finding->cure = "Press its mute button again, or deactivate it if it is not needed.";
  }
}

/* Carla's power button silences a plugin, where other programs let the sound pass: told of where it is wired. */
static void check_power(Check* check, uint32_t strip) {
  const MapWiring* wiring = &check->wiring;
  const bool leads_on = wiring->out_start[strip] < wiring->out_start[strip + 1];
  const bool is_off = check->map->host == MAP_CARLA && check->map->strips[strip].kind == MAP_PLUGIN &&
                      !check->map->strips[strip].active;
  Finding* finding = is_off && leads_on ? check_found(check, FINDING_MUTED, true, strip) : NULL;
  if (finding) {
    finding->what = "This plugin is switched off.";
    finding->where = map_strip_name(check->map, strip);
    finding->why = "Its power button silences it in Carla: nothing that plays into it passes.";
    finding->cure = "Switch it on, or draw wires past it if it is not needed.";
  }
}

/* Whether sends that are on lead into a strip: a muted bus with some is told of as a place where sends end. */
static bool has_sends(const Check* check, uint32_t strip) {
  for (uint32_t i = check->wiring.in_start[strip]; i < check->wiring.in_start[strip + 1]; ++i) {
    const uint32_t send = check->map->wires[check->wiring.in[i]].send;
    if (send != MAP_NONE && check->map->sends[send].kind == MAP_SEND_BUS && check->map->sends[send].active) {
      return true;
    }
  }
  return false;
}

void check_states(Check* check) {
  for (uint32_t i = 0; i < check->map->n_strips; ++i) {
    const MapStrip* strip = &check->map->strips[i];
    if (strip->active && strip->soloed) {
      check_solo(check, i);
    }
    if (strip->active && strip->muted && !has_sends(check, i)) {
      check_mute(check, i);
    }
    check_power(check, i);
  }
}

static bool* list_wired_sends(Check* check) {
  bool* wired = (bool*)calloc((size_t)check->map->n_sends + 1, sizeof(bool));
  check->findings->is_short_of_memory |= !wired;
  for (uint32_t i = 0; wired && i < check->map->n_wires; ++i) {
    if (check->map->wires[i].send != MAP_NONE) {
      wired[check->map->wires[i].send] = true;
    }
  }
  return wired;
}

/* Why a send sends nothing, and what mends it; NULL where it does. */
static const char* why_dead(Check* check, const MapSend* send, bool is_wired, const char** cure) {
  const Map* map = check->map;
  const char* target = send->target == MAP_NONE ? "" : map_strip_name(map, send->target);
  if (!is_wired) {
    *cure = "Connect it in its own window (double-click it in the processor box), or remove it.";
    return "It leads nowhere.";
  }
  if (!send->active) {
    *cure = "Switch it on by its light in the processor box, or remove it.";
    return "It is switched off.";
  }
  if (send->gain < OFF_GAIN) {
    *cure = "Turn it up, or remove it.";
    return "Its level is all the way down.";
  }
  if (send->target != MAP_NONE && !map->strips[send->target].active) {
    *cure = check_say(check, "Activate %s (right-click its name, Active), or remove the send.", target);
    return check_say(check, "%s is not active.", target);
  }
  if (send->target != MAP_NONE && !check->wiring.live[send->target]) {
    *cure = check_say(check, "Press the mute button of %s again, or remove the send.", target);
    return check_say(check, "%s is muted.", target);
  }
  return NULL;
}

void check_sends(Check* check) {
  const Map* map = check->map;
  bool* wired = list_wired_sends(check);
  for (uint32_t i = 0; wired && i < map->n_sends; ++i) {
    const MapSend* send = &map->sends[i];
    const char* cure = "";
    const char* why = send->kind == MAP_SEND_LISTEN || !check_is_on(check, send->strip)
                        ? NULL
                        : why_dead(check, send, wired[i], &cure);
    Finding* finding = why ? check_found(check, FINDING_DEAD_SEND, false, send->strip) : NULL;
    if (finding) {
      const char* to = send->target != MAP_NONE ? map_strip_name(map, send->target) : send->name;
      if (send->target != MAP_NONE) {
        check_mark_strip(check, finding, send->target);
      }
      finding->what = check_say(check, "The send to %s sends nothing.", to[0] ? to : "the outside");
      finding->where = map_strip_name(map, send->strip);
      finding->why = why;
      finding->cure = cure;
      for (uint32_t w = check->wiring.out_start[send->strip]; w < check->wiring.out_start[send->strip + 1]; ++w) {
        if (map->wires[check->wiring.out[w]].send == i) {
          check_mark_wire(check, finding, check->wiring.out[w]);
        }
      }
    }
  }
  free(wired);
}
