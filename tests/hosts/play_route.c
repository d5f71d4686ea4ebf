// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Plays a route in the lilv host, for a comparison with what other hosts make of it: writes into a folder what each
   track of its session is to play, as TRACK.wav, and what comes out of the route, as mix.wav. All begin with silence,
   in which plugins come to rest: some ramp to their controls from the moment they are made, which in a session is long
   before anything is played. */

#include "common/demo/route_render.h"
#include "common/routes/strips.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096, MAX_FRAMES = 256, SILENCE_FRAMES = 44100 };

#define SAMPLES_FOLDER "/usr/share/sonic-pi/samples"

static bool memory_fail(HostError* error) {
  return host_fail(error, "There is not enough memory to play a route.");
}

static bool save(const Wav* wav, const char* folder, const char* name, HostError* error) {
  char path[PATH_SIZE];
  snprintf(path, sizeof(path), "%s/%s.wav", folder, name);
  return wav_save(wav, path, error);
}

/* What the route's inputs are fed. */
static Wav* inputs_new(const SceneRender* render, const Route* route) {
  Wav* wav = wav_new(route->n_inputs, SILENCE_FRAMES + render->n_frames, render->rate_hz);
  for (uint32_t i = 0; wav && i < route->n_inputs; ++i) {
    memcpy(wav->channels[i] + SILENCE_FRAMES, route_render_input(render, route, i), render->n_frames * sizeof(float));
  }
  return wav;
}

/* The channels of a track are inputs that follow one another; the tracks are told in their order. */
static bool save_tracks(const Wav* inputs, const Strips* strips, const char* folder, HostError* error) {
  for (uint32_t i = 0; i < inputs->n_channels;) {
    const Strip* strip = &strips->strips[strips->track_of[i]];
    const Wav wav = {inputs->rate_hz, strip->n_inputs, inputs->n_frames, inputs->channels + i};
    if (!save(&wav, folder, strip->name, error)) {
      return false;
    }
    puts(strip->name);
    i += strip->n_inputs;
  }
  return true;
}

static bool save_mix(const Wav* inputs, Graph* graph, unsigned n_outputs, const char* folder, HostError* error) {
  Wav* mix = wav_new(n_outputs, inputs->n_frames, inputs->rate_hz);
  const GraphRun run = {.n_frames = inputs->n_frames,
                        .inputs = (const float* const*)inputs->channels,
                        .outputs = mix ? mix->channels : NULL,
                        .cut_latency = true};
  const bool good = mix && graph_run(graph, &run) ? save(mix, folder, "mix", error) : memory_fail(error);
  wav_free(mix);
  return good;
}

/* The mix is played on instances that have not played before. */
static bool play(Host* host, const char* path, const char* folder, HostError* error) {
  Route* route = route_read(path, error);
  Graph* graph = route ? route_graph(route, host, DEMO_RATE_HZ, MAX_FRAMES, error) : NULL;
  Graph* fresh = graph ? route_graph(route, host, DEMO_RATE_HZ, MAX_FRAMES, error) : NULL;
  Strips* strips = fresh ? strips_new(route, fresh, error) : NULL;
  SceneRender* render = strips ? route_render_new(route, graph, SAMPLES_FOLDER, error) : NULL;
  Wav* inputs = render ? inputs_new(render, route) : NULL;
  const bool good = inputs && save_tracks(inputs, strips, folder, error) &&
                    save_mix(inputs, fresh, route->n_outputs, folder, error);
  wav_free(inputs);
  scene_render_free(render);
  strips_free(strips);
  graph_free(fresh);
  route_free(route);
  return good;
}

int main(int argc, char** argv) {
  HostError error = {"It renders three arguments: the bundle, the route, and the folder."};
  Host* host = argc == 4 ? host_open_with_system(argv[1], &error) : NULL;
  const bool good = host && play(host, argv[2], argv[3], &error);
  host_close(host);
  if (!good) {
    fprintf(stderr, "%s\n", error.text);
  }
  return good ? 0 : 1;
}
