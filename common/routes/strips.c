// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/strips_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 256 };

#define MASTER_NAME "Master"

static bool is_taken(const Strips* strips, const char* name) {
  bool taken = !strcmp(name, MASTER_NAME);
  for (uint32_t i = 0; i < strips->n_strips; ++i) {
    taken |= !strcmp(name, strips->strips[i].name);
  }
  return taken;
}

/* A new strip; its number, or STRIP_NONE where memory is short. */
static uint32_t strip_add(const Plan* plan, const char* name, bool is_track) {
  Strips* strips = plan->strips;
  char unique[NAME_SIZE];
  snprintf(unique, sizeof(unique), "%s", name);
  for (unsigned n = 2; is_taken(strips, unique); ++n) {
    snprintf(unique, sizeof(unique), "%s %u", name, n);
  }
  Strip strip = {.name = strdup(unique), .is_track = is_track};
  strip.plugins = (StripPlugin*)calloc(plan->route->n_blocks + 1, sizeof(StripPlugin));
  if (!strip.name || !strip.plugins) {
    free(strip.name);
    free(strip.plugins);
    return STRIP_NONE;
  }
  strips->strips[strips->n_strips] = strip;
  return strips->n_strips++;
}

/* A track for each input of the route, or pair of them. */
static bool add_tracks(const Plan* plan) {
  for (uint32_t i = 0; i < plan->route->n_inputs; ++i) {
    char name[NAME_SIZE];
    const bool is_pair = route_source_name(plan->route, i, name, sizeof(name));
    const uint32_t strip = strip_add(plan, name, true);
    if (strip == STRIP_NONE) {
      return false;
    }
    plan->strips->strips[strip].n_inputs = is_pair ? 2 : 1;
    for (uint32_t channel = 0; channel < plan->strips->strips[strip].n_inputs; ++channel) {
      plan->strips->track_of[i + channel] = strip;
      plan->strips->channel_of[i + channel] = channel;
    }
    i += is_pair;
  }
  return true;
}

static bool is_key(const Plan* plan, const GraphWire* wire) {
  return instance_port(graph_instance(plan->graph, wire->to.block), wire->to.port)->is_sidechain;
}

static bool is_alone(const Plan* plan, const GraphWire* wire) {
  for (uint32_t i = 0; i < plan->n_wires; ++i) {
    if (&plan->wires[i] != wire && plan_same_end(plan->wires[i].to, wire->to)) {
      return false;
    }
  }
  return true;
}

/* The one strip that all a block hears comes from, sidechains aside; STRIP_NONE where there is none. */
static uint32_t sole_source(const Plan* plan, uint32_t block) {
  uint32_t source = STRIP_NONE;
  for (uint32_t i = 0; i < plan->n_wires; ++i) {
    const GraphWire* wire = &plan->wires[i];
    if (wire->to.block == block && !is_key(plan, wire)) {
      const uint32_t from = plan_home(plan, wire->from);
      if (source != STRIP_NONE && source != from) {
        return STRIP_NONE;
      }
      source = from;
    }
  }
  return source;
}

/* Whether all that a block hears from a strip can be had from its channels: wires that meet need a bus. */
static bool fits_on(const Plan* plan, uint32_t block, uint32_t strip) {
  for (uint32_t i = 0; i < plan->n_wires; ++i) {
    const GraphWire* wire = &plan->wires[i];
    if (wire->to.block == block && plan_home(plan, wire->from) == strip && !is_alone(plan, wire)) {
      return false;
    }
  }
  return true;
}

/* Whether one strip waits for another. */
static bool* waits(const Plan* plan, uint32_t late, uint32_t early) {
  return &plan->depends[late * plan->most_strips + early];
}

/* Whether a strip on which a block is put would wait for itself, by way of the block's sidechains. */
static bool would_loop(const Plan* plan, uint32_t block, uint32_t strip) {
  for (uint32_t i = 0; i < plan->n_wires; ++i) {
    const uint32_t from = plan->wires[i].to.block == block ? plan_home(plan, plan->wires[i].from) : strip;
    if (from != strip && *waits(plan, from, strip)) {
      return true;
    }
  }
  return false;
}

/* Notes that a strip waits for those that feed it, and they for others, and that who waits for it waits for all. */
static void note_waiting(const Plan* plan, uint32_t strip, uint32_t source) {
  const uint32_t n = plan->strips->n_strips;
  for (uint32_t waiting = 0; waiting < n; ++waiting) {
    for (uint32_t other = 0; other < n; ++other) {
      const bool is_behind = waiting == strip || *waits(plan, waiting, strip);
      const bool is_before = other == source || *waits(plan, source, other);
      *waits(plan, waiting, other) |= strip != source && is_behind && is_before;
    }
  }
}

static bool place_block(const Plan* plan, uint32_t block) {
  uint32_t strip = sole_source(plan, block);
  if (strip == STRIP_NONE || !fits_on(plan, block, strip) || would_loop(plan, block, strip)) {
    strip = strip_add(plan, plan->route->blocks[block].name, false);
  }
  if (strip == STRIP_NONE) {
    return false;
  }
  Strip* on = &plan->strips->strips[strip];
  plan->strip_of[block] = strip;
  plan->place_of[block] = on->n_plugins;
  on->plugins[on->n_plugins++].block = block;
  for (uint32_t i = 0; i < plan->n_wires; ++i) {
    if (plan->wires[i].to.block == block) {
      note_waiting(plan, strip, plan_home(plan, plan->wires[i].from));
    }
  }
  return true;
}

static bool place_blocks(const Plan* plan) {
  for (uint32_t i = 0; i < plan->route->n_blocks; ++i) {
    if (!place_block(plan, graph_order(plan->graph)[i])) {
      return false;
    }
  }
  return true;
}

static bool allocate(Plan* plan) {
  const uint32_t n_blocks = plan->route->n_blocks, n_inputs = plan->route->n_inputs;
  plan->most_strips = n_blocks + n_inputs;
  plan->strip_of = (uint32_t*)calloc(n_blocks + 1, sizeof(uint32_t));
  plan->place_of = (uint32_t*)calloc(n_blocks + 1, sizeof(uint32_t));
  plan->depends = (bool*)calloc((size_t)plan->most_strips * plan->most_strips + 1, sizeof(bool));
  Strips* strips = plan->strips = (Strips*)calloc(1, sizeof(Strips));
  if (!strips) {
    return false;
  }
  strips->strips = (Strip*)calloc(plan->most_strips + 1, sizeof(Strip));
  strips->wires = (StripWire*)calloc(plan->n_wires + 1, sizeof(StripWire));
  strips->keys = (StripKey*)calloc(plan->n_wires + 1, sizeof(StripKey));
  strips->track_of = (uint32_t*)calloc(n_inputs + 1, sizeof(uint32_t));
  strips->channel_of = (uint32_t*)calloc(n_inputs + 1, sizeof(uint32_t));
  return plan->strip_of && plan->place_of && plan->depends && strips->strips && strips->wires && strips->keys &&
         strips->track_of && strips->channel_of;
}

Strips* strips_new(const Route* route, const Graph* graph, HostError* error) {
  Plan plan = {.route = route, .graph = graph};
  plan.wires = graph_wires(graph, &plan.n_wires);
  const bool good = allocate(&plan) && add_tracks(&plan) && place_blocks(&plan) && strips_fill(&plan);
  free(plan.strip_of);
  free(plan.place_of);
  free(plan.depends);
  if (!good) {
    route_fail_memory(route->name, error);
    strips_free(plan.strips);
    return NULL;
  }
  return plan.strips;
}

void strips_free(Strips* strips) {
  for (uint32_t i = 0; strips && strips->strips && i < strips->n_strips; ++i) {
    Strip* strip = &strips->strips[i];
    for (uint32_t p = 0; p < strip->n_plugins; ++p) {
      free(strip->plugins[p].channels);
      free(strip->plugins[p].thru);
    }
    free(strip->plugins);
    free(strip->name);
  }
  if (strips) {
    free(strips->strips);
    free(strips->wires);
    free(strips->keys);
    free(strips->track_of);
    free(strips->channel_of);
    free(strips);
  }
}
