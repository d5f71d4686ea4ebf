// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Added delays: parallel paths line up to the frame at every usual rate, or what is put in says so. */

#include "common/host/noise.h"
#include "common/routes/added_delays.h"
#include "tests/commands/scratch.h"
#include "tests/lv2/fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_FRAMES = 64, N_PATHS = 12, N_ROUTES = 12, N_RATES = 6, SYMBOL_SIZE = 32, HOME = 1 };

#define LATE "late_"

static const double rates_hz[N_RATES] = {44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0};

/* Paths through look-aheads of these lengths, beside a branch of a splitter that is asked to wait by itself. */
typedef struct {
  double lookahead_ms[N_PATHS], own_ms;
} Paths;

static void put_block(FILE* out, const char* symbol, const char* plugin, const char* control, double value) {
  fprintf(out,
          "<> ingen:block <%s> . <%s> lv2:prototype <urn:signalbox:%s> ; lv2:port <%s/%s> .\n"
          "<%s/%s> ingen:value %.9g .\n",
          symbol, symbol, plugin, symbol, control, symbol, control, value);
}

static void put_wire(FILE* out, const char* from, const char* to) {
  fprintf(out, "<> ingen:arc [ ingen:tail <%s> ; ingen:head <%s> ] .\n", from, to);
}

static void put_route(FILE* out, const Paths* paths) {
  fputs("@prefix ingen: <http://drobilla.net/ns/ingen#> .\n@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n"
        "<> a ingen:Graph ; lv2:port <in> , <out> .\n<in> a lv2:InputPort , lv2:AudioPort .\n"
        "<out> a lv2:OutputPort , lv2:AudioPort .\n",
        out);
  put_block(out, "split", "parallel-splitter-mono", "delay_a", paths->own_ms);
  put_block(out, "bus", "bus-summer-mono-16", "width", 1.0);
  put_wire(out, "in", "split/in");
  put_wire(out, "split/a", "bus/in_16");
  put_wire(out, "bus/out_l", "out");
  for (unsigned i = 0; i < N_PATHS; ++i) {
    char late[SYMBOL_SIZE], end[SYMBOL_SIZE + 8], strip[SYMBOL_SIZE];
    snprintf(late, sizeof(late), LATE "%u", i + 1);
    put_block(out, late, "sidechain-router-mono", "lookahead", paths->lookahead_ms[i]);
    snprintf(end, sizeof(end), "%s/in", late);
    put_wire(out, "split/b", end);
    snprintf(end, sizeof(end), "%s/out", late);
    snprintf(strip, sizeof(strip), "bus/in_%u", i + 1);
    put_wire(out, end, strip);
  }
}

static uint32_t frames_of(double ms, unsigned rate) {
  return (uint32_t)lround((double)(float)ms * 0.001 * rates_hz[rate]);
}

/* How far the slowest path is behind another at a rate. */
static uint32_t lag_of(const Paths* paths, double ms, unsigned rate) {
  uint32_t most = 0;
  for (unsigned i = 0; i < N_PATHS; ++i) {
    const uint32_t frames = frames_of(paths->lookahead_ms[i], rate);
    most = frames > most ? frames : most;
  }
  return most - frames_of(ms, rate);
}

/* Whether any time comes to these numbers of frames at all rates. */
static bool can_be_right(const uint32_t frames[N_RATES]) {
  double least = 0.0, most = HUGE_VAL;
  for (unsigned rate = 0; rate < N_RATES; ++rate) {
    least = fmax(least, ((double)frames[rate] - 0.5) / rates_hz[rate]);
    most = fmin(most, ((double)frames[rate] + 0.5) / rates_hz[rate]);
  }
  return least < most;
}

/* Checks that `ms` waits for all these frames, or that none could, and it does so at the rate of the graph. */
static void check_wait(float ms, bool is_right_at_all, const uint32_t frames[N_RATES], unsigned* n_wrong) {
  assert_int_equal(frames_of((double)ms, HOME), frames[HOME]);
  for (unsigned rate = 0; is_right_at_all && rate < N_RATES; ++rate) {
    assert_int_equal(frames_of((double)ms, rate), frames[rate]);
  }
  if (!is_right_at_all) {
    assert_false(can_be_right(frames));
    ++*n_wrong;
  }
}

static void check_paths(const Paths* paths, const Route* route, const Graph* graph, const AddedDelays* delays,
                        unsigned* n_right, unsigned* n_wrong) {
  uint32_t n_wires = 0;
  const GraphWire* wires = graph_wires(graph, &n_wires);
  for (uint32_t i = 0; i < n_wires; ++i) {
    const bool is_from_block = wires[i].from.block != GRAPH_ITSELF;
    const char* from = is_from_block ? route->blocks[wires[i].from.block].symbol : "";
    const char* to = wires[i].to.block != GRAPH_ITSELF ? route->blocks[wires[i].to.block].symbol : "";
    const unsigned late = strncmp(from, LATE, strlen(LATE)) ? 0 : (unsigned)strtoul(from + strlen(LATE), NULL, 10);
    if (strcmp(to, "bus") != 0) {
      continue;
    }
    uint32_t lag[N_RATES], frames[N_RATES], sum = 0;
    for (unsigned rate = 0; rate < N_RATES; ++rate) {
      lag[rate] = lag_of(paths, late ? paths->lookahead_ms[late - 1] : 0.0, rate);
      frames[rate] = lag[rate] + (late ? 0 : frames_of(paths->own_ms, rate));
      sum += lag[rate];
    }
    const uint32_t delay = added_delays_find(delays, graph, &wires[i]);
    if (delay < delays->n) {
      check_wait(delays->delays[delay].ms, delays->delays[delay].is_right_at_all, lag, n_wrong);
      *n_right += delays->delays[delay].is_right_at_all;
    } else if (late) {
      assert_int_equal(sum, 0);
    } else {
      check_wait(instance_get_named(graph_instance(graph, wires[i].from.block), "delay_a"), true, frames, n_wrong);
    }
  }
}

static void check_route(const Paths* paths, unsigned* n_right, unsigned* n_wrong) {
  char text[SCRATCH_TEXT_SIZE], path[2 * SCRATCH_PATH_SIZE];
  HostError error = {""};
  const Scratch scratch = scratch_new();
  FILE* out = fmemopen(text, sizeof(text), "w");
  assert_non_null(out);
  put_route(out, paths);
  assert_int_equal(fclose(out), 0);
  scratch_write(&scratch, "route.ttl", text);
  snprintf(path, sizeof(path), "%s/route.ttl", scratch.path);
  Route* route = route_read(path, &error);
  Graph* graph = route ? route_graph(route, fixture_host, rates_hz[HOME], MAX_FRAMES, &error) : NULL;
  AddedDelays* delays = graph ? added_delays_new(route, graph, &error) : NULL;
  assert_string_equal(error.text, "");
  check_paths(paths, route, graph, delays, n_right, n_wrong);
  added_delays_free(delays);
  graph_free(graph);
  route_free(route);
  scratch_remove(&scratch);
}

/* Beside one slow path, all that are not can wait for it at any rate. */
static void test_paths_line_up_at_every_rate(void** state) {
  (void)state;
  Noise noise = {1};
  for (unsigned i = 0; i < N_ROUTES; ++i) {
    unsigned n_right = 0, n_wrong = 0;
    Paths paths = {.own_ms = i % 2 ? (double)noise_between(&noise, 0.0f, 30.0f) : 0.0};
    const double ms = (double)noise_between(&noise, 0.0f, 20.0f);
    for (unsigned k = 0; k < N_PATHS; ++k) {
      paths.lookahead_ms[k] = noise_below(&noise, 2) ? round(ms * 10.0) / 10.0 : 0.0;
    }
    check_route(&paths, &n_right, &n_wrong);
    assert_int_equal(n_wrong, 0);
    assert_true(n_right > 0);
  }
}

/* The difference of two times is not the same in whole frames at all rates. */
static void test_what_cannot_line_up_is_told(void** state) {
  (void)state;
  unsigned n_right = 0, n_wrong = 0;
  Noise noise = {2};
  for (unsigned i = 0; i < N_ROUTES; ++i) {
    Paths paths = {.own_ms = 0.0};
    for (unsigned k = 0; k < N_PATHS; ++k) {
      paths.lookahead_ms[k] = (double)noise_between(&noise, 0.0f, 20.0f);
    }
    check_route(&paths, &n_right, &n_wrong);
  }
  assert_true(n_right > 0 && n_wrong > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_paths_line_up_at_every_rate),
                                     cmocka_unit_test(test_what_cannot_line_up_is_told)};
  return cmocka_run_group_tests_name("added delays", tests, fixture_open, fixture_close);
}
