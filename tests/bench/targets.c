// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/targets.h"

#include <math.h>
#include <stdio.h>

#define RATIO "×"
#define OURS "Signalbox"
#define FIXED_SHARE 0.95  // 200 ns where the limit takes 3.3 ns per frame

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

/* Of a pair, at the blocks that hosts run. */
static void take_pair(Target* target, const PairResult* pair, const char* what) {
  for (unsigned i = 0; i < N_PAIR_BLOCKS; ++i) {
    char name[TARGETS_TEXT_SIZE];
    snprintf(name, sizeof(name), "%s%sblocks of %u", what, what[0] ? ", " : "", pair_blocks[i]);
    take_worst(target, pair->ratio[i], name);
  }
}

/* Of a bus of 16 stereo strips, as it is, and so with the look-out in it. */
static void add_lags(List* list) {
  const LagsResult* lags = &list->results->lags;
  const double whole = least(list, "bus 16", OURS, 256);
  Target* share = add(list, "looking out for late strips against the rest of the bus", 0.25, RATIO);
  share->value = lags->look_out_ns / (whole - lags->look_out_ns);
  snprintf(share->worst, sizeof(share->worst), "%.2f ns per frame", lags->look_out_ns);
  add(list, "measuring a pair, for each second of sound", 5.0, "ms")->value = lags->measuring_ms;
  add(list, "… the longest that makes a run", 20.0, "µs")->value = lags->longest_us;
}

static void add_bus(List* list) {
  add(list, "16 stereo strips against the limit, blocks of 64", 1.5, RATIO)->value = price(list, "bus 16", "limit", 64);
  add(list, "… of 256", 1.4, RATIO)->value = price(list, "bus 16", "limit", 256);
  add(list, "… of 1024", 1.4, RATIO)->value = price(list, "bus 16", "limit", 1024);
  const double fixed_ns = times_fixed_ns(results_times(list->results, "bus 16", OURS));
  Target* fixed = add(list, "… what a run costs whatever its length, against the limit's run of 64", FIXED_SHARE,
                      RATIO);
  fixed->value = fixed_ns / (64.0 * least(list, "bus 16", "limit", 64));
  snprintf(fixed->worst, sizeof(fixed->worst), "%.0f ns", fixed_ns);
  Target* ramp = add(list, "… while every strip ramps against settled", 2.0, RATIO);
  take_pair(ramp, &list->results->ramping, "");
  add(list, "8 stereo strips against a host's own mixing loop", 1.0, RATIO)->value = price(
    list, "bus 8", "host's own mixing loop", 256);
}

/* Ours against the limit at blocks of 256 and more, the worst. */
static void take_prices(const List* list, Target* target, const char* work) {
  for (unsigned i = 0; i < N_BLOCKS; ++i) {
    if (times_blocks[i] >= 256) {
      char name[TARGETS_TEXT_SIZE];
      snprintf(name, sizeof(name), "%s, blocks of %u", work, times_blocks[i]);
      take_worst(target, price(list, work, "limit", times_blocks[i]), name);
    }
  }
}

static void add_paths(List* list) {
  Target* target = add(list, "sends and returns without filters against the limit", 2.5, RATIO);
  for (unsigned w = 0; w < n_works; ++w) {
    if (works[w].is_routing) {
      take_prices(list, target, works[w].name);
    }
  }
  take_pair(add(list, "a return that the guard listens to against a quiet one", 1.3, RATIO), &list->results->heard, "");
}

static void add_splitter(List* list) {
  Target* copies = add(list, "four stereo copies against the limit", 2.0, RATIO);
  take_prices(list, copies, "copies");
  add(list, "four stereo bands against the limit", 1.5, RATIO)->value = price(list, "bands", "limit", 256);
  add_lead(list, "… faster than Calf X-Over 4 Band", "bands", "Calf X-Over 4 Band", 12.0);
}

static void add_session(List* list) {
  add(list, "a session against the sum of its parts alone, blocks of 64", 1.5, RATIO)->value = list->results->session
                                                                                                 .ratio;
}

static void add_dynamics(List* list) {
  add(list, "compressor against the limit", 2.0, RATIO)->value = price(list, "compressor", "limit", 256);
  add_lead(list, "… faster than Ardour a-comp", "compressor", "Ardour a-comp", 2.5);
  add_lead(list, "… faster than Calf Compressor", "compressor", "Calf Compressor", 5.0);
  add_lead(list, "ducking with a filtered key, faster than Calf Sidechain Compressor", "ducking",
           "Calf Sidechain Compressor", 3.0);
}

/* Of every work: how much dearer a signal is than noise. */
static void add_signal(List* list, const char* what, const PairResult* against_noise) {
  Target* target = add(list, what, 1.1, RATIO);
  for (unsigned w = 0; w < n_works; ++w) {
    take_pair(target, &against_noise[w], works[w].title);
  }
}

static void add_upkeep(List* list) {
  Target* first = add(list, "first instance", 0.5, "ms");
  Target* heap = add(list, "heap of an instance, without what grows with the rate", 64.0, "kB");
  for (unsigned i = 0; i < list->results->n_variants; ++i) {
    const VariantResult* variant = &list->results->variants[i];
    take_worst(first, variant->upkeep.first_ms, variant->name);
    take_worst(heap, variant->upkeep.heap_fixed_kb, variant->name);
  }
  add(list, "finding the plugins in the bundle", 5.0, "ms")->value = list->results->manifest_ms;
  Target* size = add(list, "shared object of a plugin, stripped", 80.0, "kB");
  for (unsigned i = 0; i < list->results->n_objects; ++i) {
    take_worst(size, list->results->objects[i].kb, list->results->objects[i].name);
  }
}

unsigned targets_list(const Results* results, Target targets[TARGETS_MOST]) {
  List list = {results, targets, 0};
  add_bus(&list);
  add_lags(&list);
  add_paths(&list);
  add_splitter(&list);
  add_session(&list);
  add_dynamics(&list);
  add_signal(&list, "silence against noise", results->silence);
  add_signal(&list, "subnormal numbers against noise", results->denormals);
  add_upkeep(&list);
  return list.n;
}
