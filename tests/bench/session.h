// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Session: a hundred and more instances that run one after another, as in a host, each on what those before it have
   put out. Measured against the same instances when each of them runs alone, again and again, so that it finds all that
   it needs in the cache. The whole and the parts are timed in turn, and of each the least counts. Not realtime-safe;
   must be called before this process has loaded any plugin, since the session is loaded in a process of its own. */

#ifndef SIGNALBOX_BENCH_SESSION_H
#define SIGNALBOX_BENCH_SESSION_H

#include "common/host/host.h"

enum { SESSION_BLOCK_FRAMES = 64 };

typedef enum { SESSION_SENDS, SESSION_ROUTERS, SESSION_BUSSES, SESSION_RETURNS, N_SESSION_PARTS } SessionPart;

typedef struct {
  const char* title;
  const char* uri;
  const char* setup;
  unsigned n;
} SessionPartSpec;

extern const SessionPartSpec session_parts[N_SESSION_PARTS];

typedef struct {
  double load_ms;                   // to load the shared objects and make all instances: the best of several
  double heap_kb;                   // of all instances
  double block_ns;                  // a block of the whole session, the least
  double part_ns[N_SESSION_PARTS];  // a block of all instances of a part when each runs alone, the least
  double ratio;                     // the whole to the sum of the parts
} SessionResult;

bool session_measure(Host* host, SessionResult* result, HostError* error);

/* What the session takes of one processor, 0 .. 1, where it runs in time. */
double session_share(const SessionResult* result);

#endif
