// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A parallel splitter and a bus summer with nothing between change nothing: music that is taken apart and put together
   again is the same music, in every mode but copies and bands (see test_null_bands.c) and on every bus. */

#include "common/host/noise.h"
#include "plugins/parallel_splitter/parallel_splitter.h"
#include "tests/lv2/fixture.h"
#include "tests/lv2/material.h"
#include "tests/lv2/null_route.h"
#include "tests/lv2/recording.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_CHANGES = 64 };

#define MUSIC_SECONDS 4.0
#define RESIDUAL_DB (-120.0)

/* Drums on the left and a piano on the right, which have attacks, loud and quiet, a middle and sides; at full scale. */
static Wav* music(unsigned n_channels) {
  static const char* const samples[NULL_ROUTE_SIDES] = {"loop_amen", "ambi_piano"};
  Wav* music = NULL;
  for (unsigned c = 0; c < n_channels; ++c) {
    Wav* sample = material_loop(samples[c], MUSIC_SECONDS);
    material_set_peak_db(sample, 0.0);
    music = music ? music : wav_new(n_channels, sample->n_frames, sample->rate_hz);
    assert_non_null(music);
    memcpy(music->channels[c], sample->channels[0], sample->n_frames * sizeof(float));
    wav_free(sample);
  }
  return music;
}

/* The largest difference of what comes out from what goes in; a mono signal comes out on both sides. */
static double residual_db(const Wav* in, const Wav* out) {
  double largest = 0.0;
  for (unsigned c = 0; c < NULL_ROUTE_SIDES; ++c) {
    const float* expected = in->channels[in->n_channels == NULL_ROUTE_SIDES ? c : 0];
    for (uint64_t i = 0; i < in->n_frames; ++i) {
      largest = larger_or_nan(largest, fabs((double)out->channels[c][i] - (double)expected[i]));
    }
  }
  return 20.0 * log10(largest);
}

/* That the signal has been taken apart at all: branches A and B both sound, and neither is the whole. */
static void check_parts(const NullRoute* route, const Graph* graph, const Wav* in) {
  for (unsigned b = 0; b < 2; ++b) {
    double peak = 0.0, missing = 0.0;
    for (unsigned c = 0; c < route->n_channels; ++c) {
      const float* heard = null_route_branch(route, graph, b, c);
      for (uint64_t i = 0; i < in->n_frames; ++i) {
        peak = fmax(peak, fabs((double)heard[i]));
        missing = fmax(missing, fabs((double)heard[i] - (double)in->channels[c][i]));
      }
    }
    assert_true(peak > 0.01 && missing > 0.01);
  }
}

typedef struct {
  SplitterMode mode;
  unsigned n_channels;  // the least
  const char* symbol;   // of the control that decides what goes where; NULL for none
  float values[3];
} Split;

static const Split splits[] = {
  {SPLITTER_MID_SIDE, 2, NULL, {0.0f}},
  {SPLITTER_LEFT_RIGHT, 2, NULL, {0.0f}},
  {SPLITTER_TRANSIENT, 1, "sensitivity", {50.0f, 20.0f, 100.0f}},
  {SPLITTER_LOUD, 1, "threshold", {-24.0f, -48.0f, -3.0f}},
};
enum { N_SPLITS = sizeof(splits) / sizeof(splits[0]) };

static void check_split(const NullRoute* route, const char* bus, const Split* split, float value, const Wav* in) {
  Graph* graph = null_route_graph(route, fixture_host, bus, in->rate_hz);
  Instance* splitter = graph_instance(graph, 0);
  Wav* out = wav_new(NULL_ROUTE_SIDES, in->n_frames, in->rate_hz);
  assert_non_null(out);
  instance_set_named(splitter, "mode", (float)split->mode);
  if (split->symbol) {
    instance_set_named(splitter, split->symbol, value);
  }
  null_route_render(graph, in, out, NULL, NULL);
  check_parts(route, graph, in);
  const double left_db = residual_db(in, out);
  if (!(left_db <= RESIDUAL_DB)) {
    fail_msg("%s into %s, mode %d, %s %g: %.1f dBFS are left", route->splitter, bus, (int)split->mode,
             split->symbol ? split->symbol : "no control", (double)value, left_db);
  }
  wav_free(out);
  graph_free(graph);
}

static void test_music_comes_back(void** state) {
  (void)state;
  for (unsigned w = 0; w < NULL_ROUTE_WIDTHS; ++w) {
    Wav* in = music(null_routes[w].n_channels);
    assert_non_null(host_plugins(fixture_host, null_routes[w].busses)[0]);
    for (const char* const* bus = host_plugins(fixture_host, null_routes[w].busses); *bus; ++bus) {
      for (unsigned p = 0; p < N_SPLITS; ++p) {
        for (unsigned v = 0; v < (splits[p].symbol ? 3 : 1) && splits[p].n_channels <= null_routes[w].n_channels; ++v) {
          check_split(&null_routes[w], *bus, &splits[p], splits[p].values[v], in);
        }
      }
    }
    wav_free(in);
  }
}

typedef struct {
  ControlChange changes[MAX_CHANGES];
  const Graph* graph;
  Noise noise;
} Automation;

/* Random modes of those that give back the input, and random values of what decides, at random frames. */
static void move(void* user, uint32_t block, Render* render) {
  Automation* automation = (Automation*)user;
  const Instance* splitter = graph_instance(automation->graph, 0);
  if (block != 0) {
    return;
  }
  for (unsigned i = 0; i < MAX_CHANGES; ++i) {
    const Split* split = &splits[noise_below(&automation->noise, N_SPLITS)];
    const bool is_mode = !split->symbol || i % 2;
    const uint32_t port = instance_find(splitter, is_mode ? "mode" : split->symbol);
    const HostPort* limits = instance_port(splitter, port);
    const float value = is_mode ? (float)split->mode
                                : noise_between(&automation->noise, limits->minimum, limits->maximum);
    const uint64_t part_frames = render->n_frames / MAX_CHANGES;
    const uint64_t at = i * part_frames + noise_below(&automation->noise, (uint32_t)part_frames);
    automation->changes[i] = (ControlChange){at, port, value};
  }
  render->changes = automation->changes;
  render->n_changes = MAX_CHANGES;
}

/* From one way of taking apart to another, the branches add up to the signal all the while. */
static void test_music_comes_back_while_controls_move(void** state) {
  (void)state;
  const NullRoute* stereo = &null_routes[1];
  Wav* in = music(stereo->n_channels);
  Wav* out = wav_new(NULL_ROUTE_SIDES, in->n_frames, in->rate_hz);
  assert_non_null(out);
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    Graph* graph = null_route_graph(stereo, fixture_host, host_plugins(fixture_host, stereo->busses)[0], in->rate_hz);
    Automation automation = {.graph = graph, .noise = {seed}};
    instance_set_named(graph_instance(graph, 0), "mode", SPLITTER_LOUD);
    null_route_render(graph, in, out, move, &automation);
    check_parts(stereo, graph, in);
    assert_true(residual_db(in, out) <= RESIDUAL_DB);
    graph_free(graph);
  }
  wav_free(in);
  wav_free(out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_music_comes_back),
    cmocka_unit_test(test_music_comes_back_while_controls_move),
  };
  return cmocka_run_group_tests_name("null", tests, fixture_open, fixture_close);
}
