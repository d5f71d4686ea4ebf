// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A plugin to be caught: the sum of two inputs through a gain and a one-pole filter, which behaves well under the URI
   that ends in "nothing", and else in the one bad way that its URI names. Built for the tests alone. */

#include <lv2/core/lv2.h>

#include <fenv.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#define BAD_URI "urn:signalbox-test:bad:"

typedef enum { IN, SIDE, OUT, GAIN, LATENCY, N_PORTS } BadPort;

typedef struct {
  const char* fault;
  double rate_hz;
  float* ports[N_PORTS];
  float* filter;  // its state
  float gain, loudest;
  unsigned number;
  unsigned long n_frames;
} Bad;

static unsigned n_instances;
static float shared_filter;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static bool does(const Bad* bad, const char* fault) {
  return !strcmp(bad->fault, fault);
}

/* Leaves subnormals out of all sums of this thread, or, where there is no such mode, rounds otherwise. */
static void change_mode(void) {
#if defined(__SSE2__)
  _mm_setcsr(_mm_getcsr() | 0x8040);
#else
  fesetround(FE_TOWARDZERO);
#endif
}

static LV2_Handle instantiate(const LV2_Descriptor* descriptor, double rate_hz, const char* path,
                              const LV2_Feature* const* features) {
  (void)path;
  (void)features;
  const char* fault = descriptor->URI + strlen(BAD_URI);
  if (!(rate_hz > 0.0 && rate_hz < 1e9) && strcmp(fault, "no-rate") != 0) {
    return NULL;
  }
  Bad* bad = (Bad*)calloc(1, sizeof(Bad));
  if (!bad && strcmp(fault, "no-memory") != 0) {
    return NULL;
  }
  bad->fault = fault;
  bad->rate_hz = rate_hz;
  bad->number = n_instances++;
  bad->filter = (float*)calloc(1, sizeof(float));
  if (!bad->filter && !does(bad, "no-memory-instance")) {
    free(does(bad, "no-memory-leak") ? NULL : bad);  // NOLINT(clang-analyzer-unix.Malloc): that is the fault
    return NULL;
  }
  if (does(bad, "mode-load")) {
    change_mode();
  }
  return bad;
}

static void connect_port(LV2_Handle handle, uint32_t index, void* data) {
  Bad* bad = (Bad*)handle;
  if (index < N_PORTS) {
    bad->ports[index] = (float*)data;
  }
}

static void activate(LV2_Handle handle) {
  Bad* bad = (Bad*)handle;
  *bad->filter = 0.0f;
  bad->gain = 1.0f;
}

static float clean_sample(const Bad* bad, float x) {
  if (does(bad, "not-finite")) {
    return x;
  }
  return isfinite(x) ? fminf(fmaxf(x, -1e6f), 1e6f) : 0.0f;
}

static float clean_gain(const Bad* bad) {
  const float gain = *bad->ports[GAIN];
  if (does(bad, "value")) {
    return gain;
  }
  return isfinite(gain) ? fminf(fmaxf(gain, 0.0f), 2.0f) : bad->gain;
}

/* What must not be done where nothing may wait. */
static void wait_somewhere(const Bad* bad) {
  if (does(bad, "heap")) {
    void* volatile block = malloc(16);
    free(block);
  } else if (does(bad, "locks")) {
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
  } else if (does(bad, "files")) {
    fflush(stderr);
  } else if (does(bad, "system")) {
    getppid();
  }
}

/* What is done once per run(). */
static void begin_run(Bad* bad, uint32_t n_frames) {
  wait_somewhere(bad);
  if (does(bad, "cuts") || (does(bad, "empty") && !n_frames)) {
    *bad->filter = 0.0f;
  } else if (does(bad, "empty-write") && !n_frames) {
    *bad->ports[OUT] = 0.0f;
  } else if (does(bad, "in-place")) {
    memset(bad->ports[OUT], 0, n_frames * sizeof(float));
  } else if (does(bad, "pages-write") && n_frames) {
    *(volatile float*)bad->ports[IN] = 0.0f;
  } else if (does(bad, "pages-past")) {
    shared_filter = *(volatile float*)&bad->ports[IN][n_frames];
  } else if (does(bad, "mode-run")) {
    change_mode();
  } else if (does(bad, "crash")) {
    abort();
  }
  while (does(bad, "hang")) {
    bad->n_frames += *(volatile uint32_t*)&n_frames;
  }
}

/* One sample of the good plugin, and what faults make of it. */
static float next_sample(Bad* bad, float in, float side) {
  float* filter = does(bad, "threads") ? &shared_filter : bad->filter;
  const float x = clean_sample(bad, in) + clean_sample(bad, side);
  *filter += 0.9f * (bad->gain * x - *filter);
  if (fabsf(*filter) < 1e-20f && !does(bad, "subnormal")) {
    *filter = 0.0f;
  }
  ++bad->n_frames;
  bad->loudest = fmaxf(bad->loudest, fabsf(x));
  if (does(bad, "huge")) {
    return *filter / (1.0f + 0.001f * bad->loudest);
  }
  if (does(bad, "rates") && bad->rate_hz > 200000.0) {
    return NAN;
  }
  if (does(bad, "soak")) {
    return *filter * (1.0f + 1e-8f * (float)bad->n_frames);
  }
  if (does(bad, "soak-leak") && bad->n_frames % 100000 == 0) {
    void* volatile block = malloc(16);
    (void)block;
  }  // NOLINTNEXTLINE(clang-analyzer-unix.Malloc): that is the fault
  return does(bad, "state") ? *filter * (1.0f + 0.01f * (float)bad->number) : *filter;
}

static void run(LV2_Handle handle, uint32_t n_frames) {
  Bad* bad = (Bad*)handle;
  const float* in = bad->ports[IN];
  const float* side = bad->ports[SIDE];
  begin_run(bad, n_frames);
  bad->gain = clean_gain(bad);
  *bad->ports[LATENCY] = does(bad, "latency") ? 10.0f : 0.0f;
  const float absent = does(bad, "unconnected") ? 0.1f : 0.0f;
  const bool is_careless = does(bad, "unconnected-crash");
  for (uint32_t i = 0; i < n_frames; ++i) {
    bad->ports[OUT][i] = next_sample(bad, in[i], side || is_careless ? side[i] : absent);
  }
}

static void cleanup(LV2_Handle handle) {
  Bad* bad = (Bad*)handle;
  free(does(bad, "leaks") ? NULL : bad->filter);
  free(bad);
}

static const char* const uris[] = {
  BAD_URI "nothing",
  BAD_URI "cuts",
  BAD_URI "empty",
  BAD_URI "empty-write",
  BAD_URI "rates",
  BAD_URI "no-rate",
  BAD_URI "in-place",
  BAD_URI "unconnected",
  BAD_URI "pages-write",
  BAD_URI "pages-past",
  BAD_URI "unconnected-crash",
  BAD_URI "not-finite",
  BAD_URI "huge",
  BAD_URI "subnormal",
  BAD_URI "value",
  BAD_URI "mode-load",
  BAD_URI "mode-run",
  BAD_URI "heap",
  BAD_URI "locks",
  BAD_URI "files",
  BAD_URI "system",
  BAD_URI "latency",
  BAD_URI "threads",
  BAD_URI "state",
  BAD_URI "leaks",
  BAD_URI "no-memory",
  BAD_URI "symbols",
  BAD_URI "no-memory-leak",
  BAD_URI "soak",
  BAD_URI "soak-leak",
  BAD_URI "crash",
  BAD_URI "hang",
  BAD_URI "no-memory-instance",
};

enum { N_URIS = sizeof(uris) / sizeof(uris[0]) };

LV2_SYMBOL_EXPORT const LV2_Descriptor* lv2_descriptor(uint32_t index) {
  static LV2_Descriptor descriptors[N_URIS];
  if (index >= N_URIS) {
    return NULL;
  }
  descriptors[index] = (LV2_Descriptor){.URI = uris[index],
                                        .instantiate = instantiate,
                                        .connect_port = connect_port,
                                        .activate = activate,
                                        .run = run,
                                        .cleanup = cleanup};
  return &descriptors[index];
}

#if defined(BAD_SYMBOLS)
LV2_SYMBOL_EXPORT void more_than_lv2_descriptor(void);
void more_than_lv2_descriptor(void) {}
#endif
