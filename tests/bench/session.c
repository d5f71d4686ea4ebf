// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/session.h"

#include "common/host/features.h"
#include "common/host/instance.h"
#include "tests/bench/apart.h"
#include "tests/bench/clock.h"
#include "tests/bench/limits.h"
#include "tests/bench/setup.h"
#include "tests/bench/upkeep.h"
#include "tests/bench/workloads.h"
#include "tests/support/noise_signals.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define NOISE_PEAK 0.25f
#define STEADY 0.005  // a change of the ratio that is none

enum {
  TRACKS = 100,
  ROUTERS = 10,
  BUSSES = 12,
  STRIPS = 8,
  RETURNS = 8,
  INSTANCES = TRACKS + ROUTERS + BUSSES + RETURNS,
  SLICE_BLOCKS = 128,  // whole windows of what happens only every so many blocks
  SETTLE_BLOCKS = 100,
  PASS_ROUNDS = 25,
  LEAST_PASSES = 3,
  MOST_PASSES = 16,
};

const SessionPartSpec session_parts[N_SESSION_PARTS] = {
  [SESSION_SENDS] = {"tracks with a send", SIGNALBOX_PREFIX "aux-send-stereo", SETUP_SENDS, TRACKS},
  [SESSION_ROUTERS] = {"routers that duck", SIGNALBOX_PREFIX "sidechain-router-stereo", SETUP_DUCK, ROUTERS},
  [SESSION_BUSSES] = {"busses of 8 strips", SIGNALBOX_PREFIX "bus-summer-stereo-8", SETUP_STRIPS, BUSSES},
  [SESSION_RETURNS] = {"returns", SIGNALBOX_PREFIX "aux-return-stereo", SETUP_RETURN, RETURNS},
};

typedef struct {
  Instance* all[INSTANCES];  // in the order in which they run
  Instance** part[N_SESSION_PARTS];
  double alone_ns[INSTANCES];  // a block of each, the least
} Session;

/* From outputs of one instance, the first of them `output`, to inputs of another. */
static void wire_pair(Instance* from, uint32_t output, Instance* to, uint32_t input) {
  for (uint32_t side = 0; side < 2; ++side) {
    float* buffer = instance_buffer(from, instance_output(from, output + side));
    instance_connect(to, instance_input(to, input + side), buffer);
  }
}

/* Tracks play noise. The last of them are ducked by the first; all but four go to busses; the returns stand behind the
   first busses, and have what the first tracks send. */
static void wire(Session* session) {
  Noise noise = {1};
  Instance** tracks = session->part[SESSION_SENDS];
  for (unsigned i = 0; i < TRACKS; ++i) {
    for (unsigned side = 0; side < 2; ++side) {
      noise_fill(&noise, instance_buffer(tracks[i], instance_input(tracks[i], side)), SESSION_BLOCK_FRAMES, NOISE_PEAK);
    }
  }
  for (unsigned i = 0; i < ROUTERS; ++i) {
    wire_pair(tracks[TRACKS - 1 - i], 0, session->part[SESSION_ROUTERS][i], 0);
    wire_pair(tracks[i], 0, session->part[SESSION_ROUTERS][i], 2);
  }
  for (unsigned i = 0; i < BUSSES * STRIPS; ++i) {
    const unsigned track = TRACKS - 1 - i;
    wire_pair(i < ROUTERS ? session->part[SESSION_ROUTERS][i] : tracks[track], 0,
              session->part[SESSION_BUSSES][i / STRIPS], i % STRIPS * 2);
  }
  for (unsigned i = 0; i < RETURNS; ++i) {
    wire_pair(session->part[SESSION_BUSSES][i], 0, session->part[SESSION_RETURNS][i], 0);
    wire_pair(tracks[i], 2, session->part[SESSION_RETURNS][i], 2);
  }
}

static bool make_instances(Host* host, Session* session, HostError* error) {
  unsigned n = 0;
  for (unsigned p = 0; p < N_SESSION_PARTS; ++p) {
    const SessionPartSpec* spec = &session_parts[p];
    session->part[p] = session->all + n;
    for (unsigned i = 0; i < spec->n; ++i) {
      Instance* instance = instance_new(host, spec->uri, LIMIT_RATE_HZ, SESSION_BLOCK_FRAMES, error);
      session->all[n++] = instance;
      if (!instance || !setup_apply(instance, spec->setup, error)) {
        return false;
      }
    }
  }
  assert(n == INSTANCES);
  return true;
}

static double run_whole_ns(Session* session, unsigned n_blocks) {
  const double start = clock_ns();
  for (unsigned block = 0; block < n_blocks; ++block) {
    for (unsigned i = 0; i < INSTANCES; ++i) {
      lilv_instance_run(instance_lilv(session->all[i]), SESSION_BLOCK_FRAMES);
    }
  }
  return (clock_ns() - start) / n_blocks;
}

/* After a run that is not timed. */
static double run_alone_ns(Instance* instance, unsigned n_blocks) {
  LilvInstance* lilv = instance_lilv(instance);
  lilv_instance_run(lilv, SESSION_BLOCK_FRAMES);
  const double start = clock_ns();
  for (unsigned block = 0; block < n_blocks; ++block) {
    lilv_instance_run(lilv, SESSION_BLOCK_FRAMES);
  }
  return (clock_ns() - start) / n_blocks;
}

static void measure_round(Session* session, SessionResult* result) {
  run_whole_ns(session, 1);
  const double whole_ns = run_whole_ns(session, SLICE_BLOCKS);
  result->block_ns = fmin(result->block_ns, whole_ns);
  for (unsigned i = 0; i < INSTANCES; ++i) {
    session->alone_ns[i] = fmin(session->alone_ns[i], run_alone_ns(session->all[i], SLICE_BLOCKS));
  }
}

static void sum_up(const Session* session, SessionResult* result) {
  unsigned n = 0;
  double sum_ns = 0.0;
  for (unsigned p = 0; p < N_SESSION_PARTS; ++p) {
    result->part_ns[p] = 0.0;
    for (unsigned i = 0; i < session_parts[p].n; ++i) {
      result->part_ns[p] += session->alone_ns[n++];
    }
    sum_ns += result->part_ns[p];
  }
  result->ratio = result->block_ns / sum_ns;
}

static void measure_times(Session* session, SessionResult* result) {
  for (unsigned i = 0; i < INSTANCES; ++i) {
    session->alone_ns[i] = (double)INFINITY;
  }
  result->block_ns = (double)INFINITY;
  run_whole_ns(session, SETTLE_BLOCKS);
  unsigned n_steady = 0;  // passes in a row
  for (unsigned pass = 0; pass < MOST_PASSES && (pass < LEAST_PASSES || n_steady < 2); ++pass) {
    for (unsigned round = 0; round < PASS_ROUNDS; ++round) {
      measure_round(session, result);
    }
    const double before = result->ratio;
    sum_up(session, result);
    n_steady = fabs(result->ratio - before) <= STEADY * before ? n_steady + 1 : 0;
  }
}

static bool run_apart(void* context, void* result) {
  Session* session = (Session*)calloc(1, sizeof(Session));
  const bool good = session && make_instances((Host*)context, session, NULL);
  if (good) {
    wire(session);
    measure_times(session, (SessionResult*)result);
  }
  return good;  // its process ends here, and all that it has with it
}

/* Plugins may keep pointers to their features. */
static bool load_apart(void* context, void* result) {
  Host* host = (Host*)context;
  SessionResult* sizes = (SessionResult*)result;
  Features* features = (Features*)calloc(INSTANCES, sizeof(Features));
  const double heap_kb = upkeep_heap_kb();
  const double start = clock_ns();
  bool good = features != NULL;
  unsigned n = 0;
  for (unsigned p = 0; p < N_SESSION_PARTS; ++p) {
    const LilvPlugin* plugin = host_plugin(host, session_parts[p].uri, NULL);
    for (unsigned i = 0; good && i < session_parts[p].n; ++i) {
      features_fill(&features[n], host, LIMIT_RATE_HZ, SESSION_BLOCK_FRAMES);
      LilvInstance* instance = lilv_plugin_instantiate(plugin, LIMIT_RATE_HZ, features[n++].list);
      good = instance != NULL;
      if (good) {
        lilv_instance_activate(instance);
      }
    }
  }
  sizes->load_ms = (clock_ns() - start) / 1e6;
  sizes->heap_kb = upkeep_heap_kb() - heap_kb;
  return good;
}

bool session_measure(Host* host, SessionResult* result, HostError* error) {
  double load_ms = (double)INFINITY;
  *result = (SessionResult){0};
  for (unsigned p = 0; p < N_SESSION_PARTS; ++p) {
    const LilvPlugin* plugin = host_plugin(host, session_parts[p].uri, error);
    if (!plugin) {
      return false;
    }
    lilv_plugin_get_num_ports(plugin);  // makes lilv read all that it has not read yet
  }
  for (unsigned i = 0; i < UPKEEP_TRIES; ++i) {
    if (!apart_do(load_apart, host, result, sizeof(*result))) {
      return host_fail(error, "The instances of the session cannot be made: is there memory left?");
    }
    load_ms = fmin(load_ms, result->load_ms);
  }
  result->load_ms = load_ms;
  return apart_do(run_apart, host, result, sizeof(*result)) ||
         host_fail(error, "The session cannot be run: is there memory left?");
}

double session_share(const SessionResult* result) {
  return result->block_ns / (1e9 * SESSION_BLOCK_FRAMES / LIMIT_RATE_HZ);
}
