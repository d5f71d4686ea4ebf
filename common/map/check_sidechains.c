// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Sidechains that nothing comes to, and such as nobody reads. */

#include "common/map/check.h"
#include "common/map/identify.h"
#include "common/map/ports_wired.h"

#include <string.h>

static bool begins(const char* text, const char* start) {
  return !strncmp(text, start, strlen(start));
}

static void tell_unfed(Check* check, uint32_t plugin, const char* why) {
  const MapPlugin* p = &check->map->plugins[plugin];
  Finding* finding = check_found(check, FINDING_UNFED_SIDECHAIN, false, p->strip);
  if (finding) {
    finding->plugin = plugin;
    finding->what = check_say(check, "Nothing comes to the sidechain of %s.", map_plugin_name(check->map, plugin));
    finding->where = map_strip_name(check->map, p->strip);
    finding->why = why;
    finding->cure = check_words(
      check,
      "Right-click the plugin, Pin Connections, press Sidechain if there is none, and pick what "
      "it shall hear on its buttons.",
      "In the Patchbay, draw a wire to its key or return inputs from what it shall hear.",
      "Draw a wire to its key or return inputs from what it shall hear.");
  }
}

static void tell_unread(Check* check, uint32_t plugin, const char* what, const char* why, const char* cure) {
  Finding* finding = check_found(check, FINDING_UNREAD_SIDECHAIN, false, check->map->plugins[plugin].strip);
  if (finding) {
    finding->plugin = plugin;
    finding->what = what;
    finding->where = map_strip_name(check->map, check->map->plugins[plugin].strip);
    finding->why = why;
    finding->cure = cure;
  }
}

/* Whether what a router makes of its keys leads on. */
static bool hands_key_on(const Check* check, uint32_t plugin) {
  return any_port_is_wired(check, plugin, false, "key_out") || any_port_is_wired(check, plugin, false, "envelope_cv") ||
         any_port_is_wired(check, plugin, false, "gain_cv");
}

/* Why a plugin of ours does nothing without a sidechain; NULL where it does. */
static const char* needs_sidechain(const Check* check, uint32_t plugin) {
  const Map* map = check->map;
  const char* name = map_own_plugin(map, plugin);
  if (name && begins(name, "sidechain-router") && map_control(map, plugin, "action", 0.0) >= 1.0) {
    return "Without a key it never ducks, and never opens its gate.";
  }
  if (name && begins(name, "sidechain-router") && hands_key_on(check, plugin)) {
    return "Without a key it has none to hand on, and its key out is silent.";
  }
  if (name && !strcmp(name, "parallel-compressor-stereo-key") && map_control(map, plugin, "key_source", 0.0) >= 1.0) {
    return "It is told to listen to a key, so without one it does not compress.";
  }
  if (name && begins(name, "aux-return")) {
    return "Nothing returns, so it passes the dry signal on alone.";
  }
  return NULL;
}

/* Whether a sidechain that the host offers beside the strip's channels is handed to any pin of the plugin. */
static bool is_read(const MapPlugin* plugin) {
  for (uint32_t i = 0; i < plugin->pins_in.n; ++i) {
    if (plugin->pins_in.at[i].channel >= plugin->n_channels) {
      return true;
    }
  }
  return !plugin->pins_known || plugin->n_channels == MAP_NONE;
}

static bool has_sidechain_wire(const Check* check, uint32_t plugin) {
  const uint32_t strip = check->map->plugins[plugin].strip;
  for (uint32_t i = check->wiring.in_start[strip]; i < check->wiring.in_start[strip + 1]; ++i) {
    if (check->map->wires[check->wiring.in[i]].to.plugin == plugin) {
      return true;
    }
  }
  return false;
}

/* A router that only routes has no use but its key out. */
static void check_key_out(Check* check, uint32_t plugin) {
  const Map* map = check->map;
  const char* name = map_own_plugin(map, plugin);
  const bool only_routes = name && begins(name, "sidechain-router") && map_control(map, plugin, "action", 0.0) < 1.0 &&
                           map_control(map, plugin, "listen", 0.0) <= 0.0;
  if (only_routes && any_port_is_wired(check, plugin, true, "key") && !hands_key_on(check, plugin)) {
    tell_unread(
      check, plugin, check_say(check, "Nobody reads the key out of %s.", map_plugin_name(map, plugin)),
      "Its Action is Route only, so the key out is all that it does.",
      check_words(check,
                  "Set Action to Duck or Gate; or right-click it, Pin Connections, Manual Config, raise Audio "
                  "Out, and lead the key out to the sidechain of the next plugin.",
                  "Set Action to Duck or Gate, or draw a wire from its key out to the sidechain that it is for.",
                  "Set Action to Duck or Gate, or draw a wire from its key out to the sidechain that it is "
                  "for."));
  }
}

static void check_plugin(Check* check, uint32_t plugin) {
  const MapPlugin* p = &check->map->plugins[plugin];
  const char* need = needs_sidechain(check, plugin);
  if (p->n_sidechain > 0 && !has_sidechain_wire(check, plugin)) {
    tell_unfed(check, plugin, need ? need : "It was given a sidechain, and hears silence there.");
  } else if (p->n_sidechain > 0 && !is_read(p)) {
    tell_unread(check, plugin,
                check_say(check, "The sidechain of %s is connected, but none of its pins hears it.",
                          map_plugin_name(check->map, plugin)),
                "What comes in by the sidechain ends there.",
                "Right-click the plugin, Pin Connections, and draw wires from the sidechain's channels to its key or "
                "return inputs.");
  } else if (need && p->ports_known && !any_sidechain_is_wired(check, plugin)) {
    tell_unfed(check, plugin, need);
  } else {
    check_key_out(check, plugin);
  }
}

void check_sidechains(Check* check) {
  for (uint32_t i = 0; i < check->map->n_plugins; ++i) {
    if (check->map->plugins[i].active && check_is_on(check, check->map->plugins[i].strip)) {
      check_plugin(check, i);
    }
  }
}
