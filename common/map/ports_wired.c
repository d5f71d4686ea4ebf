// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/ports_wired.h"

#include <string.h>

static bool is_wired_in_graph(const Check* check, uint32_t strip, bool is_input, uint32_t port) {
  const MapWiring* wiring = &check->wiring;
  const uint32_t *start = is_input ? wiring->in_start : wiring->out_start, *wires = is_input ? wiring->in : wiring->out;
  for (uint32_t i = start[strip]; i < start[strip + 1]; ++i) {
    const MapWire* wire = &check->map->wires[wires[i]];
    if ((is_input ? wire->to.channel : wire->from.channel) == port) {
      return true;
    }
  }
  return false;
}

static bool sidechain_is_wired(const Check* check, uint32_t plugin, uint32_t channel) {
  const uint32_t strip = check->map->plugins[plugin].strip;
  for (uint32_t i = check->wiring.in_start[strip]; i < check->wiring.in_start[strip + 1]; ++i) {
    const MapEnd to = check->map->wires[check->wiring.in[i]].to;
    if (to.plugin == plugin && to.channel == channel) {
      return true;
    }
  }
  return false;
}

/* Whether a later plugin of the strip, or a wire from it, takes up a channel behind a plugin. */
static bool channel_is_used(const Check* check, uint32_t plugin, uint32_t channel) {
  const Map* map = check->map;
  const MapStrip* strip = &map->strips[map->plugins[plugin].strip];
  for (uint32_t later = plugin + 1; later < strip->first_plugin + strip->n_plugins; ++later) {
    const MapPins* pins = &map->plugins[later].pins_in;
    for (uint32_t i = 0; i < pins->n; ++i) {
      if (pins->at[i].channel == channel) {
        return true;
      }
    }
  }
  return is_wired_in_graph(check, map->plugins[plugin].strip, false, channel);
}

bool port_is_wired(const Check* check, uint32_t plugin, bool is_input, uint32_t port) {
  const MapPlugin* p = &check->map->plugins[plugin];
  if (check->map->strips[p->strip].kind == MAP_PLUGIN) {
    return is_wired_in_graph(check, p->strip, is_input, port);
  }
  if (!p->pins_known) {
    return true;
  }
  const MapPins* pins = is_input ? &p->pins_in : &p->pins_out;
  for (uint32_t i = 0; i < pins->n; ++i) {
    const uint32_t channel = pins->at[i].channel;
    const bool is_sidechain = is_input && p->n_channels != MAP_NONE && channel >= p->n_channels;
    if (pins->at[i].pin == port &&
        (is_input ? !is_sidechain || sidechain_is_wired(check, plugin, channel - p->n_channels)
                  : channel_is_used(check, plugin, channel))) {
      return true;
    }
  }
  return false;
}

bool any_port_is_wired(const Check* check, uint32_t plugin, bool is_input, const char* start) {
  const MapPlugin* p = &check->map->plugins[plugin];
  const MapPorts* ports = is_input ? &p->inputs : &p->outputs;
  for (uint32_t i = 0; i < ports->n; ++i) {
    if (!strncmp(ports->at[i].symbol, start, strlen(start)) && port_is_wired(check, plugin, is_input, i)) {
      return true;
    }
  }
  return false;
}

bool any_sidechain_is_wired(const Check* check, uint32_t plugin) {
  const MapPorts* ports = &check->map->plugins[plugin].inputs;
  for (uint32_t i = 0; i < ports->n; ++i) {
    if (ports->at[i].is_sidechain && port_is_wired(check, plugin, true, i)) {
      return true;
    }
  }
  return false;
}
