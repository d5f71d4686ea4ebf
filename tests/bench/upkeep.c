// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/upkeep.h"

#include "common/host/features.h"
#include "common/host/host_port.h"
#include "tests/bench/apart.h"
#include "tests/bench/clock.h"
#include "tests/bench/limits.h"
#include "tests/bench/signals.h"

#include <malloc.h>
#include <math.h>
#include <sys/stat.h>

/* Times the rate: the lengths of transforms go by this. */
#define FASTER 4.0

static const Upkeep nothing = {(double)NAN, (double)NAN, (double)NAN};

static LilvInstance* instantiate(Host* host, const LilvPlugin* plugin, double rate_hz) {
  static Features features[3];  // of as many instances, which may keep pointers to them
  static unsigned n = 0;
  Features* own = &features[n++];
  features_fill(own, host, rate_hz, SIGNAL_LONGEST_BLOCK);
  return lilv_plugin_instantiate(plugin, rate_hz, own->list);
}

typedef struct {
  Host* host;
  const LilvPlugin* plugin;
} Subject;

/* The first instance is timed, the next two are weighed. */
static bool try_once(void* context, void* result) {
  const Subject* subject = (const Subject*)context;
  const double start = clock_ns();
  const LilvInstance* first = instantiate(subject->host, subject->plugin, LIMIT_RATE_HZ);
  const double first_ms = (clock_ns() - start) / 1e6;
  const double before = upkeep_heap_kb();
  const LilvInstance* second = instantiate(subject->host, subject->plugin, LIMIT_RATE_HZ);
  const double between = upkeep_heap_kb();
  const LilvInstance* third = instantiate(subject->host, subject->plugin, FASTER * LIMIT_RATE_HZ);
  const double after = upkeep_heap_kb();
  const double single = between - before;
  *(Upkeep*)result = (Upkeep){first_ms, single, (FASTER * single - (after - between)) / (FASTER - 1.0)};
  return first && second && third;
}

Upkeep upkeep_measure(Host* host, const char* uri) {
  Upkeep best = nothing;
  const LilvPlugin* plugin = host_plugin(host, uri, NULL);
  if (plugin) {
    lilv_plugin_get_num_ports(plugin);  // makes lilv read all that it has not read yet
  }
  for (unsigned i = 0; plugin && i < UPKEEP_TRIES; ++i) {
    Upkeep upkeep = nothing;
    apart_do(try_once, &(Subject){host, plugin}, &upkeep, sizeof(upkeep));
    best = (Upkeep){fmin(best.first_ms, upkeep.first_ms), upkeep.heap_kb, upkeep.heap_fixed_kb};
  }
  return best;
}

static void read_all(Host* host) {
  for (const char* const* uri = host_plugins(host, ""); *uri; ++uri) {
    const LilvPlugin* plugin = host_plugin(host, *uri, NULL);
    host_ports_free(host_ports_new(host, plugin), lilv_plugin_get_num_ports(plugin));
  }
}

double upkeep_scan_ms(const char* bundle, bool whole) {
  double best = (double)NAN;
  for (unsigned i = 0; i < UPKEEP_TRIES; ++i) {
    const double start = clock_ns();
    Host* host = host_open(bundle, NULL);
    if (host && whole) {
      read_all(host);
    }
    best = host ? fmin(best, (clock_ns() - start) / 1e6) : (double)NAN;
    host_close(host);
  }
  return best;
}

double upkeep_heap_kb(void) {
  const struct mallinfo2 info = mallinfo2();
  return (double)(info.uordblks + info.hblkhd) / 1000.0;
}

double upkeep_file_kb(const char* path) {
  struct stat status;
  return stat(path, &status) ? (double)NAN : (double)status.st_size / 1000.0;
}
