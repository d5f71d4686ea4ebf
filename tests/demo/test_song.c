// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The route of a whole song is routed as one should be: it is as loud as it says, nothing clips, and a group that is
   muted takes its effects with it, and nothing else. */

#include "tests/demo/demo_routes.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/ports/status.h"
#include "tests/near.h"

/* Where all parts play; before it, plugins come to rest in silence. */
enum { FROM_BEAT = 18, N_BEATS = 4, REST_FRAMES = 4410, N_GROUPS = 5 };

#define QUIET 1e-5f  // -100 dBFS

static const char* const groups[N_GROUPS] = {"drums", "bass", "guitars", "keys", "vocals"};

static Host* host;
static Route* route;
static SceneRender* render;
static Wav* inputs;

static int song_open(void** state) {
  (void)state;
  host = demo_host_new();
  route = demo_route_new("whole-song");
  render = demo_render_new(route, host);
  const double beat_frames = scene_seconds(render->scene, 1.0) * render->rate_hz;
  const uint64_t from = (uint64_t)(FROM_BEAT * beat_frames), n_frames = (uint64_t)(N_BEATS * beat_frames);
  inputs = wav_new(route->n_inputs, REST_FRAMES + n_frames, render->rate_hz);
  for (uint32_t i = 0; i < route->n_inputs; ++i) {
    memcpy(inputs->channels[i] + REST_FRAMES, route_render_input(render, route, i) + from, n_frames * sizeof(float));
  }
  return 0;
}

static int song_close(void** state) {
  (void)state;
  wav_free(inputs);
  scene_render_free(render);
  route_free(route);
  host_close(host);
  return 0;
}

static void test_it_is_as_loud_as_it_should_be(void** state) {
  (void)state;
  print_message("# %.2f LUFS, %.2f dBTP\n", (double)render->mix->levels.loudness, render->mix_true_peak_db);
  assert_true(render->mix->levels.loudness > -18.0f && render->mix->levels.loudness < -14.0f);
  assert_true(render->mix_true_peak_db < -3.0);
  assert_true((double)render->n_frames / render->rate_hz > 16.0 && (double)render->n_frames / render->rate_hz < 24.0);
}

static void test_nothing_clips_and_all_is_well(void** state) {
  (void)state;
  for (unsigned i = 0; i < render->n_plugins; ++i) {
    const PluginRender* plugin = &render->plugins[i];
    for (unsigned pin = 0; pin < plugin->n_pins; ++pin) {
      assert_true(plugin->pins[pin].is_input || !(plugin->outputs[pin].levels.peak_db > -1.0f));
    }
    const uint32_t status = instance_find(plugin->instance, "status");
    if (status != UINT32_MAX) {
      assert_true(plugin->readings[status].highest <= (float)STATUS_SILENT);  // before its parts come in
    }
  }
}

/* The song with some groups muted, or with nothing to play: a set of them each, by bits. */
static Wav* song_new(unsigned muted, unsigned empty, bool without_rear) {
  Graph* graph = demo_graph_new(route, host);
  const float** feed = (const float**)calloc(route->n_inputs, sizeof *feed);
  float* nothing = (float*)calloc(inputs->n_frames, sizeof *nothing);
  assert_true(feed && nothing);
  for (uint32_t i = 0; i < route->n_inputs; ++i) {
    feed[i] = inputs->channels[i];
  }
  for (unsigned g = 0; g < N_GROUPS; ++g) {
    char sends[32];
    snprintf(sends, sizeof sends, "%s_sends", groups[g]);
    instance_set_named(graph_instance(graph, demo_block(route, sends)), "mute", (float)(muted >> g & 1));
    for (uint32_t w = 0; w < route->n_wires && (empty >> g & 1); ++w) {
      const RouteWire* wire = &route->wires[w];
      if (wire->from.block == GRAPH_ITSELF && wire->to.block == demo_block(route, groups[g])) {
        feed[route_find(route, wire->from.symbol, true)] = nothing;
      }
    }
  }
  instance_set_named(graph_instance(graph, demo_block(route, "mix")), "mute_8", without_rear ? 1.0f : 0.0f);
  Wav* out = wav_new(2, inputs->n_frames, inputs->rate_hz);
  const GraphRun run = {.n_frames = inputs->n_frames, .inputs = feed, .outputs = out->channels, .cut_latency = true};
  assert_true(graph_run(graph, &run));
  free((void*)feed);
  free(nothing);
  graph_free(graph);
  return out;
}

/* The largest sample of a - b - c; NULL is silence. */
static float largest(const Wav* a, const Wav* b, const Wav* c) {
  float most = 0.0f;
  for (unsigned channel = 0; channel < 2; ++channel) {
    for (uint64_t i = 0; i < a->n_frames; ++i) {
      const float rest = (b ? b->channels[channel][i] : 0.0f) + (c ? c->channels[channel][i] : 0.0f);
      most = fmaxf(most, fabsf(a->channels[channel][i] - rest));
    }
  }
  return most;
}

/* Without the rear bus, whose compressor hears a sum, all is linear: what a mute takes away is what the group is alone,
   with its effects. */
static void test_a_mute_takes_a_group_and_its_effects(void** state) {
  (void)state;
  const unsigned all = (1U << N_GROUPS) - 1;
  Wav* full = song_new(0, 0, true);
  Wav* none = song_new(all, 0, false);
  assert_near(largest(none, NULL, NULL), 0.0, 1e-9);
  for (unsigned g = 0; g < N_GROUPS; ++g) {
    Wav* without = song_new(1U << g, 0, true);
    Wav* alone = song_new(all & ~(1U << g), 0, true);
    print_message("# %s: %.1f dB away from all\n", groups[g], 20.0 * log10((double)largest(full, without, alone)));
    assert_true(largest(alone, NULL, NULL) > 0.02f);
    assert_true(largest(full, without, alone) < QUIET);
    wav_free(without);
    wav_free(alone);
  }
  wav_free(full);
  wav_free(none);
}

/* What the rear bus adds. */
static Wav* rear_new(unsigned muted) {
  Wav* with = song_new(muted, 0, false);
  Wav* without = song_new(muted, 0, true);
  for (unsigned channel = 0; channel < 2; ++channel) {
    for (uint64_t i = 0; i < with->n_frames; ++i) {
      with->channels[channel][i] -= without->channels[channel][i];
    }
  }
  wav_free(without);
  return with;
}

/* With it: a group that is muted is as one that does not play. The drums are not in it. */
static void test_the_rear_bus_hears_all_but_the_drums(void** state) {
  (void)state;
  Wav* rear = rear_new(0);
  assert_true(largest(rear, NULL, NULL) > 0.02f);
  for (unsigned g = 0; g < N_GROUPS; ++g) {
    Wav* muted = song_new(1U << g, 0, false);
    Wav* empty = song_new(0, 1U << g, false);
    assert_true(largest(muted, empty, NULL) < QUIET);
    Wav* rear_muted = rear_new(1U << g);
    const float change = largest(rear, rear_muted, NULL);
    assert_true(strcmp(groups[g], "drums") != 0 ? change > 100.0f * QUIET : change < QUIET);
    wav_free(muted);
    wav_free(empty);
    wav_free(rear_muted);
  }
  wav_free(rear);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_it_is_as_loud_as_it_should_be),
    cmocka_unit_test(test_nothing_clips_and_all_is_well),
    cmocka_unit_test(test_a_mute_takes_a_group_and_its_effects),
    cmocka_unit_test(test_the_rear_bus_hears_all_but_the_drums),
  };
  return cmocka_run_group_tests_name("song", tests, song_open, song_close);
}
