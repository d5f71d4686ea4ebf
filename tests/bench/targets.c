// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/targets.h"

#include <math.h>
#include <stdio.h>

#define RATIO "×"
#define OURS "Signalbox"

typedef struct {
  const Results* results;
  Target* targets;
  unsigned n;
} List;

static Target* add(List* list, const char* what, double goal, const char* unit) {
  Target* target = &list->targets[list->n++];
  *target = (Target){.what = what, .unit = unit, .goal = goal, .value = (double)NAN};
  return target;
}

/* Of several values, the largest and where it is from. */
static void take_worst(Target* target, double value, const char* name) {
  if (!(value <= target->value)) {
    target->value = value;
    snprintf(target->worst, sizeof(target->worst), "%s", name);
  }
}

static double least(const List* list, const char* work, const char* candidate, uint32_t block_frames) {
  return times_least(results_times(list->results, work, candidate), SIGNAL_NOISE, block_frames, TIMES_SETTLED);
}

/* Ours to another's. */
static double price(const List* list, const char* work, const char* candidate, uint32_t block_frames) {
  return least(list, work, OURS, block_frames) / least(list, work, candidate, block_frames);
}

/* Another's to ours. */
static void add_lead(List* list, const char* what, const char* work, const char* candidate, double goal) {
  Target* target = add(list, what, goal, RATIO);
  target->at_least = true;
  target->value = 1.0 / price(list, work, candidate, 256);
}

static void add_bus(List* list) {
  add(list, "16 stereo strips against the limit, blocks of 64", 1.5, RATIO)->value = price(list, "bus 16", "limit", 64);
  add(list, "… of 256", 1.4, RATIO)->value = price(list, "bus 16", "limit", 256);
  add(list, "… of 1024", 1.4, RATIO)->value = price(list, "bus 16", "limit", 1024);
  const Times* bus = results_times(list->results, "bus 16", OURS);
  add(list, "… what a run costs whatever its length", 200.0, "ns")->value = times_fixed_ns(bus);
  Target* ramp = add(list, "… while every strip ramps against settled", 2.0, RATIO);
  for (unsigned i = 0; i < N_BLOCKS; ++i) {
    if (times_blocks[i] >= 64) {
      char name[TARGETS_TEXT_SIZE];
      snprintf(name, sizeof(name), "blocks of %u", times_blocks[i]);
      take_worst(ramp,
                 times_least(bus, SIGNAL_NOISE, times_blocks[i], TIMES_RAMPING) /
                   times_least(bus, SIGNAL_NOISE, times_blocks[i], TIMES_SETTLED),
                 name);
    }
  }
  add(list, "8 stereo strips against a host's own mixing loop", 1.0, RATIO)->value = price(
    list, "bus 8", "host's own mixing loop", 256);
}

/* Of every work: how much dearer a signal is than noise. */
static void add_signal(List* list, const char* what, SignalKind signal) {
  Target* target = add(list, what, 1.1, RATIO);
  for (unsigned w = 0; w < n_works; ++w) {
    for (unsigned i = 0; i < N_BLOCKS; ++i) {
      const Times* times = &list->results->times[w][0];
      if (times_blocks[i] >= 64) {
        take_worst(target,
                   times_least(times, signal, times_blocks[i], TIMES_SETTLED) /
                     times_least(times, SIGNAL_NOISE, times_blocks[i], TIMES_SETTLED),
                   works[w].title);
      }
    }
  }
}

static void add_paths(List* list) {
  Target* target = add(list, "sends and returns without filters, per stereo path", 0.4, "ns/frame");
  for (unsigned w = 0; w < n_works; ++w) {
    const Work* work = &works[w];
    if (work->is_routing) {
      take_worst(target, least(list, work->name, OURS, 256) / work->n_paths, work->title);
      take_worst(target, least(list, work->name, OURS, 1024) / work->n_paths, work->title);
    }
  }
}

static void add_splitter(List* list) {
  Target* copies = add(list, "four stereo copies", 0.8, "ns/frame");
  take_worst(copies, least(list, "copies", OURS, 256), "blocks of 256");
  take_worst(copies, least(list, "copies", OURS, 1024), "blocks of 1024");
  add(list, "four stereo bands", 8.3, "ns/frame")->value = least(list, "bands", OURS, 256);
  add(list, "… against the limit", 1.6, RATIO)->value = price(list, "bands", "limit", 256);
  add_lead(list, "… faster than Calf X-Over 4 Band", "bands", "Calf X-Over 4 Band", 10.0);
}

static void add_dynamics(List* list) {
  add(list, "compressor against the limit", 2.0, RATIO)->value = price(list, "compressor", "limit", 256);
  add_lead(list, "… faster than Ardour a-comp", "compressor", "Ardour a-comp", 2.5);
  add_lead(list, "… faster than Calf Compressor", "compressor", "Calf Compressor", 5.0);
  add_lead(list, "ducking with a filtered key, faster than Calf Sidechain Compressor", "ducking",
           "Calf Sidechain Compressor", 3.0);
}

static void add_upkeep(List* list) {
  Target* first = add(list, "first instance", 0.5, "ms");
  Target* heap = add(list, "heap of an instance, without what grows with the rate", 64.0, "kB");
  for (unsigned i = 0; i < list->results->n_variants; ++i) {
    const VariantResult* variant = &list->results->variants[i];
    take_worst(first, variant->upkeep.first_ms, variant->name);
    take_worst(heap, variant->upkeep.heap_fixed_kb, variant->name);
  }
  Target* size = add(list, "shared object, stripped", 80.0, "kB");
  for (unsigned i = 0; i < list->results->n_objects; ++i) {
    take_worst(size, list->results->objects[i].kb, list->results->objects[i].name);
  }
}

unsigned targets_list(const Results* results, Target targets[TARGETS_MOST]) {
  List list = {results, targets, 0};
  add_bus(&list);
  add_paths(&list);
  add_splitter(&list);
  add_dynamics(&list);
  add_signal(&list, "silence against noise", SIGNAL_SILENCE);
  add_signal(&list, "subnormal numbers against noise", SIGNAL_DENORMALS);
  add_upkeep(&list);
  return list.n;
}
