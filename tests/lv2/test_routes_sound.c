// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Routes do what their names say: each is played real loops, and what comes out is measured. */

#include "common/ports/ranges.h"
#include "common/routes/route.h"
#include "tests/lv2/dynamics_change.h"
#include "tests/lv2/fixture.h"
#include "tests/lv2/material.h"
#include "tests/lv2/suite.h"

#include <glob.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { MAX_FRAMES = 256, PATH_SIZE = 4096, N_LOOPS = 4, MAX_INPUTS = 8 };

static const char* const drum_loops[N_LOOPS] = {"loop_amen", "loop_garzul", "loop_industrial", "loop_mika"};

typedef struct {
  Route* route;
  Graph* graph;
  const Wav* in;  // its first channel on the left, its last one on the right
  Wav* out;
} Play;

static void play_open(Play* play, const char* name, const Wav* in) {
  char file[PATH_SIZE / 2], path[PATH_SIZE];
  HostError error = {""};
  snprintf(file, sizeof(file), "presets/routes/%s.ttl", name);
  suite_source(file, path);
  *play = (Play){.route = route_read(path, &error), .in = in};
  play->graph = play->route ? route_graph(play->route, fixture_host, MATERIAL_RATE_HZ, MAX_FRAMES, &error) : NULL;
  assert_string_equal(error.text, "");
  assert_non_null(play->graph);
}

static uint32_t find_block(const Play* play, const char* symbol) {
  uint32_t block = 0;
  while (block < play->route->n_blocks && strcmp(play->route->blocks[block].symbol, symbol) != 0) {
    ++block;
  }
  assert_true(block < play->route->n_blocks);
  return block;
}

static void play_set(const Play* play, const char* block, const char* symbol, float value) {
  instance_set_named(graph_instance(play->graph, find_block(play, block)), symbol, value);
}

static void play_run(Play* play) {
  const float* inputs[MAX_INPUTS];
  assert_true(play->route->n_inputs <= MAX_INPUTS);
  for (uint32_t i = 0; i < play->route->n_inputs; ++i) {
    inputs[i] = play->in->channels[i % 2 ? play->in->n_channels - 1 : 0];
  }
  play->out = wav_new(play->route->n_outputs, play->in->n_frames, MATERIAL_RATE_HZ);
  assert_non_null(play->out);
  assert_true(graph_run(play->graph, &(GraphRun){.n_frames = play->in->n_frames,
                                                 .inputs = inputs,
                                                 .outputs = play->out->channels,
                                                 .cut_latency = true}));
}

static void play_close(Play* play) {
  wav_free(play->out);
  graph_free(play->graph);
  route_free(play->route);
}

/* What a route makes of a loop, with the solo of a strip of its bus where there is one. */
static DynamicsChange change_by(const char* name, const Wav* loop, const char* solo) {
  Play play;
  play_open(&play, name, loop);
  if (solo) {
    play_set(&play, "bus", solo, 1.0f);
  }
  play_run(&play);
  const DynamicsChange change = dynamics_change(loop->channels[0], play.out->channels[0], loop->n_frames);
  play_close(&play);
  return change;
}

static Wav* drum_loop(unsigned i) {
  Wav* loop = material_loop(drum_loops[i], 6.0);
  material_set_rms_db(loop, -18.0);
  return loop;
}

static void test_peaks_stay_dry_and_the_rest_comes_up(void** state) {
  (void)state;
  for (unsigned i = 0; i < N_LOOPS; ++i) {
    Wav* loop = drum_loop(i);
    Play play;
    play_open(&play, "peaks-dry-rest-crushed", loop);
    play_run(&play);
    const DynamicsChange change = dynamics_change(loop->channels[0], play.out->channels[0], loop->n_frames);
    const double fader_db = (double)instance_get_named(graph_instance(play.graph, find_block(&play, "bus")), "fader");
    const double peak_db = material_peak_db(play.out->channels[0], loop->n_frames) - fader_db -
                           material_peak_db(loop->channels[0], loop->n_frames);
    print_message("# peaks dry: %-16s quiet parts %+4.1f dB, peaks %+4.1f dB\n", drum_loops[i], change.lift_db,
                  peak_db);
    assert_true(change.lift_db > 3.0);
    assert_true(peak_db > -0.01 && peak_db < 1.0);
    play_close(&play);
    wav_free(loop);
  }
}

/* What grows is the body, and not the hits. */
static void test_saturation_makes_drums_thicker(void** state) {
  (void)state;
  for (unsigned i = 0; i < N_LOOPS; ++i) {
    Wav* loop = drum_loop(i);
    const DynamicsChange both = change_by("parallel-saturation", loop, NULL);
    const DynamicsChange dry = change_by("parallel-saturation", loop, "solo_1");
    const DynamicsChange copy = change_by("parallel-saturation", loop, "solo_2");
    print_message("# saturation: %-16s %+4.1f LU, crest %+4.1f dB; the copy alone %+4.1f LU, crest %+4.1f dB\n",
                  drum_loops[i], both.loudness_lu, both.crest_db, copy.loudness_lu, copy.crest_db);
    assert_near(dry.loudness_lu, 0.0, 0.01);
    assert_near(copy.loudness_lu, -1.5, 1.0);
    assert_true(copy.crest_db < -3.0);
    assert_true(both.crest_db > -2.5 && both.crest_db < -1.0);
    wav_free(loop);
  }
}

/* Each bus has a colour of its own, and the dry signal comes once. */
static void test_four_busses_have_four_colours(void** state) {
  (void)state;
  const char* route = "four-parallel-busses";
  for (unsigned i = 0; i < N_LOOPS; ++i) {
    Wav* loop = drum_loop(i);
    const DynamicsChange all = change_by(route, loop, NULL);
    const DynamicsChange dry = change_by(route, loop, "solo_1");
    const DynamicsChange crush = change_by(route, loop, "solo_2");
    const DynamicsChange punch = change_by(route, loop, "solo_3");
    const DynamicsChange dark = change_by(route, loop, "solo_4");
    const DynamicsChange drive = change_by(route, loop, "solo_5");
    print_message(
      "# four busses: %-16s quiet parts %+4.1f dB; crush %+4.1f dB, punch %+4.1f dB, crest %+4.1f dB, dark: "
      "highs %+4.1f dB, drive: crest %+4.1f dB\n",
      drum_loops[i], all.lift_db, crush.lift_db, punch.lift_db, punch.crest_db, dark.highs_db, drive.crest_db);
    assert_near(dry.loudness_lu, -6.0, 0.01);
    assert_near(dry.lift_db, 0.0, 0.01);
    assert_true(all.lift_db > 2.5);
    assert_true(crush.lift_db > 9.0);
    assert_true(punch.lift_db < 0.5 * crush.lift_db && punch.crest_db > 1.0);
    assert_true(dark.highs_db < -1.0 && dark.highs_db < crush.highs_db - 1.0);
    assert_true(drive.crest_db < -1.5);
    wav_free(loop);
  }
}

/* A hit every two seconds: the reverb is there behind it, and gone while it would still ring without the gate. */
static void test_the_gate_cuts_the_reverb_off(void** state) {
  (void)state;
  static const char* const snares[] = {"drum_snare_hard", "drum_snare_soft", "sn_dolf", "elec_snare"};
  for (unsigned i = 0; i < 4; ++i) {
    Wav* snare = material_beat(snares[i], 6.0, 2.0);
    double ringing_db[2], late_db[2];
    for (unsigned gated = 0; gated < 2; ++gated) {
      Play play;
      play_open(&play, "gated-reverb", snare);
      play_set(&play, "bus", "solo_2", 1.0f);
      if (!gated) {
        play_set(&play, "gate", "action", 0.0f);
      }
      play_run(&play);
      ringing_db[gated] = material_rms_db(play.out->channels[0] + (uint64_t)(4.1 * MATERIAL_RATE_HZ), 4410);
      late_db[gated] = material_rms_db(play.out->channels[0] + (uint64_t)(4.7 * MATERIAL_RATE_HZ), 4410);
      play_close(&play);
    }
    print_message("# gated reverb: %-16s 0.1 s after a hit %5.1f dBFS, 0.7 s after it %5.1f dBFS, and %5.1f dBFS "
                  "without the gate\n",
                  snares[i], ringing_db[1], late_db[1], late_db[0]);
    assert_near(ringing_db[1], ringing_db[0], 0.5);
    assert_true(late_db[0] > ringing_db[1] - 25.0);
    assert_true(late_db[1] < ringing_db[1] - 50.0);
    wav_free(snare);
  }
}

/* Two tones on each side: what is low is alike on both behind the route, and what is high is as it was. */
static void test_the_sub_is_mono_and_the_rest_is_not(void** state) {
  (void)state;
  for (double hz = 30.0; hz < 4000.0; hz = hz < 100.0 ? hz + 15.0 : hz * 4.0) {
    Wav* wide = wav_new(2, (uint64_t)(2.0 * MATERIAL_RATE_HZ), MATERIAL_RATE_HZ);
    assert_non_null(wide);
    for (uint64_t i = 0; i < wide->n_frames; ++i) {
      const double phase = 6.283185307179586 * hz * (double)i / MATERIAL_RATE_HZ;
      wide->channels[0][i] = 0.3f * (float)sin(phase);
      wide->channels[1][i] = 0.3f * (float)sin(phase + 1.5);
    }
    Play play;
    play_open(&play, "mono-sub", wide);
    play_run(&play);
    const uint64_t from = wide->n_frames / 2;
    const float* const in[2] = {wide->channels[0] + from, wide->channels[1] + from};
    const float* const out[2] = {play.out->channels[0] + from, play.out->channels[1] + from};
    const double sides_db = material_change_db(out, in, -1.0f, from);
    const double middle_db = material_change_db(out, in, 1.0f, from);
    print_message("# mono sub: at %6.0f Hz sides %+5.1f dB, middle %+5.2f dB\n", hz, sides_db, middle_db);
    assert_near(middle_db, 0.0, 0.01);
    if (hz <= 60.0) {
      assert_true(sides_db < -20.0);
    } else if (hz >= 240.0) {
      assert_near(sides_db, 0.0, 1.0);
    }
    play_close(&play);
    wav_free(wide);
  }
}

static bool comes_from_copy(const Route* route, const RouteWire* wire) {
  const char* plugin = wire->from.block == GRAPH_ITSELF ? "" : route->blocks[wire->from.block].plugin;
  return (strstr(plugin, ":aux-send-") && strncmp(wire->from.symbol, "send_", strlen("send_")) == 0) ||
         strstr(plugin, ":parallel-splitter-");
}

/* A compressor behind a send or on a branch gives nothing of the dry signal, which comes by another way. */
static void test_no_route_doubles_the_dry_signal(void** state) {
  (void)state;
  char pattern[PATH_SIZE];
  glob_t files;
  unsigned n_checked = 0;
  suite_source("presets/routes/*.ttl", pattern);
  assert_int_equal(glob(pattern, 0, NULL, &files), 0);
  for (size_t i = 0; i < files.gl_pathc; ++i) {
    HostError error = {""};
    Route* route = route_read(files.gl_pathv[i], &error);
    Graph* graph = route ? route_graph(route, fixture_host, MATERIAL_RATE_HZ, MAX_FRAMES, &error) : NULL;
    assert_non_null(graph);
    for (uint32_t w = 0; w < route->n_wires; ++w) {
      const uint32_t to = route->wires[w].to.block;
      if (to != GRAPH_ITSELF && strstr(route->blocks[to].plugin, ":parallel-compressor-") &&
          comes_from_copy(route, &route->wires[w])) {
        if (instance_get_named(graph_instance(graph, to), "dry_level") > LEVEL_OFF_DB) {
          fail_msg("%s: the dry signal comes a second time through %s", route->name, route->blocks[to].symbol);
        }
        ++n_checked;
      }
    }
    graph_free(graph);
    route_free(route);
  }
  globfree(&files);
  assert_true(n_checked > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_peaks_stay_dry_and_the_rest_comes_up), cmocka_unit_test(test_saturation_makes_drums_thicker),
    cmocka_unit_test(test_four_busses_have_four_colours),        cmocka_unit_test(test_the_gate_cuts_the_reverb_off),
    cmocka_unit_test(test_the_sub_is_mono_and_the_rest_is_not),  cmocka_unit_test(test_no_route_doubles_the_dry_signal),
  };
  return cmocka_run_group_tests_name("routes_sound", tests, fixture_open_with_system, fixture_close);
}
