// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/added_delays.h"

#include "common/dsp/delay.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SYMBOL_SIZE = 256, MOST_DIGITS = 6 };

static const double usual_rates_hz[DELAY_RATES - 1] = {44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0};

/* The control that holds back a splitter's branch: `delay_a` for its ports `a`, or `a_l` and `a_r`. UINT32_MAX for
   none. */
static uint32_t delay_control(const Graph* graph, GraphEnd from) {
  if (from.block == GRAPH_ITSELF) {
    return UINT32_MAX;
  }
  const Instance* instance = graph_instance(graph, from.block);
  const char* port = instance_port(instance, from.port)->symbol;
  char symbol[SYMBOL_SIZE];
  snprintf(symbol, sizeof(symbol), "delay_%.*s", (int)strcspn(port, "_"), port);
  return instance_find(instance, symbol);
}

static double rate_hz(const AddedDelays* delays, unsigned rate) {
  return rate == 0 ? instance_rate_hz(delays->plugin) : usual_rates_hz[rate - 1];
}

/* Whether a time comes to the right number of frames at all rates that a graph can be had at. */
static bool is_right(const AddedDelays* delays, const DelayFrames* wait, float ms) {
  bool right = true;
  for (unsigned rate = 0; rate < DELAY_RATES; ++rate) {
    right = right &&
            (wait->frames[rate] == UINT32_MAX || delay_frames_of_ms(rate_hz(delays, rate), ms) == wait->frames[rate]);
  }
  return right;
}

/* The time, with as few digits as can be, that is right at all rates; else the one at the graph's own. */
static float find_ms(const AddedDelays* delays, const DelayFrames* wait, bool* is_right_at_all) {
  double least = 0.0, most = HUGE_VAL;  // at no rate too short, or too long
  for (unsigned rate = 0; rate < DELAY_RATES; ++rate) {
    if (wait->frames[rate] != UINT32_MAX) {
      least = fmax(least, ((double)wait->frames[rate] - 0.5) / rate_hz(delays, rate) * 1000.0);
      most = fmin(most, ((double)wait->frames[rate] + 0.5) / rate_hz(delays, rate) * 1000.0);
    }
  }
  double unit = 1.0;
  for (unsigned digits = 0; digits <= MOST_DIGITS + 1; ++digits, unit *= 10.0) {
    const float ms = (float)(digits <= MOST_DIGITS ? ceil(least * unit) / unit : (least + most) / 2.0);
    if (is_right(delays, wait, ms)) {
      *is_right_at_all = true;
      return ms;
    }
  }
  *is_right_at_all = false;
  return (float)(wait->frames[0] / rate_hz(delays, 0) * 1000.0);
}

static bool is_wait(const DelayFrames* wait) {
  bool waits = false;
  for (unsigned rate = 0; rate < DELAY_RATES; ++rate) {
    waits |= wait->frames[rate] != 0 && wait->frames[rate] != UINT32_MAX;
  }
  return waits;
}

static bool is_same_wait(const DelayFrames* a, const DelayFrames* b) {
  return !memcmp(a, b, sizeof(*a));
}

static const DelayFrames* wait_of(const AddedDelays* delays, const Graph* graph, const GraphWire* wire) {
  uint32_t n_wires = 0;
  return &delays->waits[wire - graph_wires(graph, &n_wires)];
}

/* What a branch that waits for `set_ms` already has to wait for in all. */
static DelayFrames add_set(const AddedDelays* delays, const DelayFrames* wait, float set_ms) {
  DelayFrames sum = *wait;
  for (unsigned rate = 0; rate < DELAY_RATES; ++rate) {
    sum.frames[rate] += sum.frames[rate] == UINT32_MAX ? 0 : delay_frames_of_ms(rate_hz(delays, rate), set_ms);
  }
  return sum;
}

/* The first wire of the branch that a wire comes from; UINT32_MAX where it comes from none, or not all of the branch's
   wires wait alike. */
static uint32_t first_of_branch(const AddedDelays* delays, const Graph* graph, const GraphWire* wire) {
  uint32_t n_wires = 0, first = UINT32_MAX;
  const GraphWire* wires = graph_wires(graph, &n_wires);
  const uint32_t control = delay_control(graph, wire->from);
  for (uint32_t i = 0; control != UINT32_MAX && i < n_wires; ++i) {
    if (wires[i].from.block == wire->from.block && delay_control(graph, wires[i].from) == control) {
      first = first == UINT32_MAX ? i : first;
      if (!is_same_wait(&delays->waits[i], wait_of(delays, graph, wire))) {
        return UINT32_MAX;
      }
    }
  }
  return first;
}

/* Sets the delay of the branch that a wire comes from; false where it has none that can be right. */
static bool set_branch(const AddedDelays* delays, const Graph* graph, const GraphWire* wire) {
  Instance* instance = graph_instance(graph, wire->from.block);
  const uint32_t control = delay_control(graph, wire->from);
  const DelayFrames sum = add_set(delays, wait_of(delays, graph, wire), instance_get(instance, control));
  bool is_right_at_all = false;
  const float ms = find_ms(delays, &sum, &is_right_at_all);
  if (!is_right_at_all || ms > instance_port(instance, control)->maximum) {
    return false;
  }
  instance_set(instance, control, ms);
  return true;
}

uint32_t added_delays_find(const AddedDelays* delays, const Graph* graph, const GraphWire* wire) {
  const DelayFrames* wait = wait_of(delays, graph, wire);
  uint32_t delay = 0;
  while (delay < delays->n &&
         (delays->delays[delay].from.block != wire->from.block || delays->delays[delay].from.port != wire->from.port ||
          !is_same_wait(&delays->delays[delay].wait, wait))) {
    ++delay;
  }
  return delay;
}

static bool add_delay(AddedDelays* delays, const Graph* graph, const GraphWire* wire, HostError* error) {
  AddedDelay delay = {.from = wire->from, .wait = *wait_of(delays, graph, wire)};
  delay.ms = find_ms(delays, &delay.wait, &delay.is_right_at_all);
  const float most_ms = instance_port(delays->plugin, instance_find(delays->plugin, DELAY_CONTROL))->maximum;
  if (delay.ms > most_ms) {
    return host_fail(error, "A path is late by %g ms, and only up to %g can be made up for.", (double)delay.ms,
                     (double)most_ms);
  }
  if (added_delays_find(delays, graph, wire) == delays->n) {
    delays->delays[delays->n++] = delay;
  }
  return true;
}

/* Wires that wait, one after the other; `is_set` says of those before whether their branch does it. */
static bool fill(AddedDelays* delays, const Graph* graph, bool* is_set, HostError* error) {
  uint32_t n_wires = 0;
  const GraphWire* wires = graph_wires(graph, &n_wires);
  for (uint32_t i = 0; i < n_wires; ++i) {
    const uint32_t first = first_of_branch(delays, graph, &wires[i]);
    if (!is_wait(&delays->waits[i])) {
      continue;
    }
    is_set[i] = first < i ? is_set[first] : first == i && set_branch(delays, graph, &wires[i]);
    if (!is_set[i] && !add_delay(delays, graph, &wires[i], error)) {
      return false;
    }
  }
  return true;
}

/* Notes how long each wire waits at one of the rates. */
static void note_waits(AddedDelays* delays, const Graph* graph, unsigned rate) {
  uint32_t n_wires = 0;
  const GraphWire* wires = graph_wires(graph, &n_wires);
  for (uint32_t i = 0; i < n_wires; ++i) {
    delays->waits[i].frames[rate] = graph_delay_frames(graph, &wires[i]);
  }
}

/* Asks the same route at every rate. A rate at which it cannot be had, as where a plugin refuses it, is left out. */
static bool learn_waits(AddedDelays* delays, const Route* route, const Graph* graph) {
  uint32_t n_wires = 0;
  graph_wires(graph, &n_wires);
  delays->delays = (AddedDelay*)calloc(n_wires + 1, sizeof(AddedDelay));
  delays->waits = (DelayFrames*)malloc((n_wires + 1) * sizeof(DelayFrames));
  if (!delays->delays || !delays->waits) {
    return false;
  }
  memset(delays->waits, 0xff, (n_wires + 1) * sizeof(DelayFrames));
  note_waits(delays, graph, 0);
  for (unsigned rate = 1; rate < DELAY_RATES; ++rate) {
    Graph* other = route_graph(route, instance_host(delays->plugin), rate_hz(delays, rate),
                               instance_max_frames(delays->plugin), NULL);
    if (other) {
      note_waits(delays, other, rate);
    }
    graph_free(other);
  }
  return true;
}

static bool learn_and_fill(AddedDelays* delays, const Route* route, const Graph* graph, HostError* error) {
  uint32_t n_wires = 0;
  graph_wires(graph, &n_wires);
  bool* is_set = (bool*)calloc(n_wires + 1, sizeof(bool));
  const bool good = (is_set && learn_waits(delays, route, graph)) ||
                    host_fail(error, "There is not enough memory to line paths up.");
  const bool filled = good && fill(delays, graph, is_set, error);
  free(is_set);
  return filled;
}

AddedDelays* added_delays_new(const Route* route, Graph* graph, HostError* error) {
  AddedDelays* delays = (AddedDelays*)calloc(1, sizeof(AddedDelays));
  const Instance* any = graph_n_blocks(graph) ? graph_instance(graph, 0) : NULL;
  if (!delays || !any) {
    host_fail(error, delays ? "A route without blocks is no route." : "There is not enough memory to line paths up.");
    added_delays_free(delays);
    return NULL;
  }
  delays->plugin = instance_new(instance_host(any), DELAY_PLUGIN, instance_rate_hz(any), instance_max_frames(any),
                                error);
  if (!delays->plugin || !learn_and_fill(delays, route, graph, error)) {
    added_delays_free(delays);
    return NULL;
  }
  return delays;
}

void added_delays_set(const AddedDelays* delays, uint32_t delay) {
  instance_set_named(delays->plugin, DELAY_CONTROL, delays->delays[delay].ms);
}

void added_delays_free(AddedDelays* delays) {
  if (delays) {
    if (delays->plugin) {
      instance_free(delays->plugin);
    }
    free(delays->delays);
    free(delays->waits);
    free(delays);
  }
}
