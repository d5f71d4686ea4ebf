// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/windows/load.h"

#include "tests/bench/windows/shown.h"
#include "tests/screen/screen.h"

#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 4, OPENINGS = 4, SETTLE_CALLS = 20, TIMEOUT_S = 60, PAGE_KB = 4 };

static const double rates_hz[] = {25.0, 60.0};

static double seconds_of(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* CPU of each frame, in seconds. */
static double run(const Shown* shown, double rate_hz, bool moves) {
  const unsigned n = (unsigned)(SECONDS * rate_hz);
  const double start = seconds_of(CLOCK_MONOTONIC);
  const double cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
  for (unsigned i = 0; i < n; ++i) {
    const double now = seconds_of(CLOCK_MONOTONIC) - start;
    const double due = i / rate_hz;
    if (due > now) {
      nanosleep(&(struct timespec){0, (long)((due - now) * 1e9)}, NULL);
    }
    if (moves) {
      shown_move_meters(shown, due);
    }
    shown_idle(shown);
  }
  return (seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu) / n;
}

/* The second number of statm is what is in memory, in pages. */
static double memory_mb(void) {
  char text[128] = "";
  FILE* file = fopen("/proc/self/statm", "r");
  if (file) {
    text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
    fclose(file);
  }
  const char* second = strchr(text, ' ');
  return second ? strtod(second, NULL) * PAGE_KB / 1024.0 : 0.0;
}

/* Some windows tell the host no size. */
static void read_size(xcb_window_t parent, Load* load) {
  const xcb_window_t window = screen_child(parent);
  xcb_connection_t* connection = screen_connection();
  xcb_get_geometry_reply_t* size = xcb_get_geometry_reply(connection, xcb_get_geometry(connection, window), NULL);
  load->width = size ? size->width : 0;
  load->height = size ? size->height : 0;
  free(size);
}

static bool measure(const char* uri, bool opens_only, Load* load) {
  static Shown shown;
  if (!shown_find(&shown, uri)) {
    return false;
  }
  screen_join();
  const xcb_window_t parent = screen_window(10, 10, 1900, 1000, 0);
  const double before_mb = memory_mb();
  const double start = seconds_of(CLOCK_MONOTONIC);
  if (!shown_open(&shown, parent)) {
    return false;
  }
  shown_idle(&shown);
  load->open_ms = 1e3 * (seconds_of(CLOCK_MONOTONIC) - start);
  if (opens_only) {
    return true;
  }
  for (unsigned i = 0; i < SETTLE_CALLS; ++i) {
    shown_idle(&shown);
    nanosleep(&(struct timespec){0, 20000000}, NULL);
  }
  for (unsigned i = 0; i < 2; ++i) {
    const double frame = run(&shown, rates_hz[i], true);
    load->frame_ms[i] = 1e3 * frame;
    load->core_percent[i] = 100.0 * frame * rates_hz[i];
  }
  nanosleep(&(struct timespec){2, 500000000}, NULL);  // peak lines fall
  run(&shown, rates_hz[0], false);
  load->still_percent = 100.0 * run(&shown, rates_hz[0], false) * rates_hz[0];
  load->memory_mb = memory_mb() - before_mb;
  read_size(parent, load);
  return true;
}

/* What a window prints, and how it ends, is its own affair. */
static _Noreturn void become_window(const char* uri, bool opens_only, int result_fd) {
  Load load = {0};
  const int nowhere = open("/dev/null", O_RDWR);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  alarm(TIMEOUT_S);
  const bool good = measure(uri, opens_only, &load) && write(result_fd, &load, sizeof(load)) == sizeof(load);
  _exit(good ? 0 : 1);
}

static bool measure_apart(const char* uri, bool opens_only, Load* load) {
  int result[2];
  if (pipe(result)) {
    return false;
  }
  fflush(NULL);
  const pid_t child = fork();
  if (child == 0) {
    close(result[0]);
    become_window(uri, opens_only, result[1]);
  }
  close(result[1]);
  const bool good = child > 0 && read(result[0], load, sizeof(*load)) == sizeof(*load);
  close(result[0]);
  waitpid(child, NULL, 0);
  return good;
}

/* A machine that is busy with something else makes an opening longer, and never shorter. */
bool load_measure(const char* uri, Load* load) {
  bool good = measure_apart(uri, false, load);
  for (unsigned i = 0; good && i < OPENINGS; ++i) {
    Load again;
    good = measure_apart(uri, true, &again);
    load->open_ms = fmin(load->open_ms, again.open_ms);
  }
  return good;
}
