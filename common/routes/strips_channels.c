// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/strips_plan.h"

#include <stdlib.h>

/* The channels of a strip at one place of it, and which signal is on each. */
typedef struct {
  GraphEnd* signals;
  uint32_t n;
} Channels;

/* On an empty channel. */
static const GraphEnd nothing = {GRAPH_ITSELF, STRIP_NONE};

/* Whether a wire runs along the channels of a strip; the first block of a bus is fed through its inputs. */
static bool is_inside(const Plan* plan, const GraphWire* wire, uint32_t strip) {
  return wire->to.block != GRAPH_ITSELF && plan->strip_of[wire->to.block] == strip &&
         plan_home(plan, wire->from) == strip;
}

/* Whether anything behind a place of a strip hears a signal. */
static bool is_needed(const Plan* plan, uint32_t strip, uint32_t place, GraphEnd signal) {
  for (uint32_t i = 0; i < plan->n_wires; ++i) {
    const GraphWire* wire = &plan->wires[i];
    if (plan_same_end(wire->from, signal) &&
        (!is_inside(plan, wire, strip) || plan->place_of[wire->to.block] > place)) {
      return true;
    }
  }
  return false;
}

static uint32_t find_channel(const Channels* channels, GraphEnd signal) {
  uint32_t channel = 0;
  while (channel < channels->n && !plan_same_end(channels->signals[channel], signal)) {
    ++channel;
  }
  return channel < channels->n ? channel : STRIP_NONE;
}

/* The lowest empty channel. There is one: channels are as many as signals could be. */
static uint32_t take_channel(Channels* channels, GraphEnd signal) {
  const uint32_t channel = find_channel(channels, nothing);
  if (channel != STRIP_NONE) {
    channels->signals[channel] = signal;
    return channel;
  }
  channels->signals[channels->n] = signal;
  return channels->n++;
}

/* Feeds the inputs of a plugin. */
static void feed(const Plan* plan, const Strip* strip, StripPlugin* plugin, const Channels* before) {
  const bool is_head = !strip->is_track && plugin == strip->plugins;
  const uint32_t number = plan->strip_of[plugin->block];
  for (uint32_t i = 0; i < plan->n_wires; ++i) {
    const GraphWire* wire = &plan->wires[i];
    if (wire->to.block == plugin->block && (is_head || is_inside(plan, wire, number))) {
      plugin->channels[wire->to.port] = find_channel(before, is_head ? wire->to : wire->from);
    }
  }
}

/* What is on the channels behind a plugin: what passes it by stays where it is, what it gives out goes where there is
   room. */
static void carry_on(const Plan* plan, StripPlugin* plugin, const Channels* before, Channels* behind) {
  const uint32_t strip = plan->strip_of[plugin->block], place = plan->place_of[plugin->block];
  const Instance* instance = graph_instance(plan->graph, plugin->block);
  behind->n = 0;
  for (uint32_t channel = 0; channel < before->n; ++channel) {
    const bool stays = is_needed(plan, strip, place, before->signals[channel]);
    behind->signals[channel] = stays ? before->signals[channel] : nothing;
    behind->n = stays ? channel + 1 : behind->n;
  }
  for (uint32_t channel = 0; channel < behind->n; ++channel) {
    plugin->thru[channel] = plan_same_end(behind->signals[channel], nothing) ? STRIP_NONE : channel;
  }
  for (uint32_t i = 0; i < instance_n_outputs(instance); ++i) {
    const GraphEnd signal = {plugin->block, instance_output(instance, i)};
    if (is_needed(plan, strip, place, signal)) {
      plugin->channels[signal.port] = take_channel(behind, signal);
    }
  }
  if (!behind->n) {
    take_channel(behind, nothing);  // a strip has a channel, even if it is for nobody
  }
  plugin->width = behind->n;
}

static bool allocate_channels(const Plan* plan, StripPlugin* plugin, uint32_t n_channels) {
  const uint32_t n_ports = instance_n_ports(graph_instance(plan->graph, plugin->block));
  plugin->channels = (uint32_t*)malloc((n_ports + 1) * sizeof(uint32_t));
  plugin->thru = (uint32_t*)malloc((n_channels + 1) * sizeof(uint32_t));
  for (uint32_t i = 0; plugin->channels && i < n_ports; ++i) {
    plugin->channels[i] = STRIP_NONE;
  }
  for (uint32_t i = 0; plugin->thru && i < n_channels; ++i) {
    plugin->thru[i] = STRIP_NONE;
  }
  return plugin->channels && plugin->thru;
}

/* What a strip is fed: the inputs of the route, or, on a bus, one channel for each input of its first block. */
static void fill_inputs(const Plan* plan, uint32_t number, Channels* channels) {
  Strip* strip = &plan->strips->strips[number];
  channels->n = 0;
  for (uint32_t i = 0; strip->is_track && i < plan->route->n_inputs; ++i) {
    if (plan->strips->track_of[i] == number) {
      take_channel(channels, (GraphEnd){GRAPH_ITSELF, i});
    }
  }
  const Instance* head = strip->is_track ? NULL : graph_instance(plan->graph, strip->plugins[0].block);
  for (uint32_t i = 0; head && i < instance_n_inputs(head); ++i) {
    const GraphEnd to = {strip->plugins[0].block, instance_input(head, i)};
    bool is_fed = false;
    for (uint32_t w = 0; w < plan->n_wires; ++w) {
      is_fed |= plan_same_end(plan->wires[w].to, to);
    }
    if (is_fed) {
      take_channel(channels, to);
    }
  }
  strip->n_inputs = channels->n + !channels->n;
}

static void add_wire(const Plan* plan, StripEnd from, StripEnd to) {
  plan->strips->wires[plan->strips->n_wires++] = (StripWire){from, to};
}

/* What leaves a strip through its last channels. */
static void connect_outputs(const Plan* plan, uint32_t number, const Channels* last) {
  for (uint32_t i = 0; i < plan->n_wires; ++i) {
    const GraphWire* wire = &plan->wires[i];
    if (plan_home(plan, wire->from) != number || is_inside(plan, wire, number)) {
      continue;
    }
    const StripEnd from = {number, find_channel(last, wire->from)};
    if (wire->to.block == GRAPH_ITSELF) {
      add_wire(plan, from, (StripEnd){STRIP_MASTER, wire->to.port});
      continue;
    }
    const uint32_t strip = plan->strip_of[wire->to.block], place = plan->place_of[wire->to.block];
    const Strip* to = &plan->strips->strips[strip];
    if (to->is_track || place) {
      plan->strips->keys[plan->strips->n_keys++] = (StripKey){from, strip, place, wire->to.port};
    } else {
      const uint32_t channel = to->plugins[0].channels[wire->to.port];
      add_wire(plan, from, (StripEnd){strip, channel});
    }
  }
}

/* The channels of a strip, from its inputs to its last plugin: they are left in `now`. */
static bool fill_strip(const Plan* plan, uint32_t number, Channels* now, Channels* next, uint32_t n_channels) {
  Strip* strip = &plan->strips->strips[number];
  fill_inputs(plan, number, now);
  for (uint32_t i = 0; i < strip->n_plugins; ++i) {
    StripPlugin* plugin = &strip->plugins[i];
    if (!plugin->channels && !allocate_channels(plan, plugin, n_channels)) {
      return false;
    }
    feed(plan, strip, plugin, now);
    carry_on(plan, plugin, now, next);
    const Channels before = *now;
    *now = *next;
    *next = before;
  }
  strip->n_outputs = strip->n_plugins ? strip->plugins[strip->n_plugins - 1].width : strip->n_inputs;
  return true;
}

/* All strips twice: a strip's wires can be told when those they lead to have their channels. */
static bool fill_strips(const Plan* plan, Channels* now, Channels* next, uint32_t n_channels) {
  for (unsigned pass = 0; pass < 2; ++pass) {
    for (uint32_t number = 0; number < plan->strips->n_strips; ++number) {
      if (!fill_strip(plan, number, now, next, n_channels)) {
        return false;
      }
      if (pass) {
        connect_outputs(plan, number, now);
      }
    }
  }
  return true;
}

bool strips_fill(const Plan* plan) {
  const uint32_t n_channels = plan->n_wires + plan->route->n_inputs + 1;
  Channels now = {.signals = (GraphEnd*)calloc(n_channels, sizeof(GraphEnd))};
  Channels next = {.signals = (GraphEnd*)calloc(n_channels, sizeof(GraphEnd))};
  const bool good = now.signals && next.signals && fill_strips(plan, &now, &next, n_channels);
  free(now.signals);
  free(next.signals);
  return good;
}
