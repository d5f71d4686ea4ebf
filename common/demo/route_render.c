// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/route_render.h"

#include "common/demo/progress.h"
#include "common/demo/route_scene.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  const Route* route;
  Graph* graph;
  SceneRender* render;
  uint32_t place[SCENE_PLUGINS];  // of each block among the render's plugins
  unsigned n_done;
} Play;

/* The render's plugins are the graph's, from the sources on. */
static bool plugins_fill(Play* play, HostError* error) {
  SceneRender* render = play->render;
  for (uint32_t i = 0; i < play->route->n_blocks; ++i) {
    const uint32_t block = graph_order(play->graph)[i];
    PluginRender* plugin = &render->plugins[i];
    play->place[block] = i;
    plugin->plugin = &render->own_scene->plugins[i];
    plugin->instance = graph_instance(play->graph, block);
    plugin->n_pins = pins_list(plugin->instance, plugin->pins);
    plugin->readings = calloc(instance_n_ports(plugin->instance), sizeof *plugin->readings);
    ++render->n_plugins;
    if (!plugin->readings) {
      return render_fail_memory(error);
    }
  }
  return true;
}

/* The pin that a port belongs to. */
static const char* pin_name(const Play* play, const RouteEnd* end) {
  const PluginRender* plugin = &play->render->plugins[play->place[end->block]];
  const uint32_t port = instance_find(plugin->instance, end->symbol);
  for (unsigned pin = 0; pin < plugin->n_pins; ++pin) {
    if (plugin->pins[pin].ports[0] == port || plugin->pins[pin].ports[1] == port) {
      return plugin->pins[pin].name;
    }
  }
  return "";
}

static SceneWire wire_of(const Play* play, const RouteWire* wire) {
  const Scene* scene = play->render->own_scene;
  SceneWire pins = {.to = wire->to.block == GRAPH_ITSELF ? NULL : scene->plugins[play->place[wire->to.block]].name};
  if (wire->from.block == GRAPH_ITSELF) {
    const uint32_t input = route_find(play->route, wire->from.symbol, true);
    pins.from = scene->sources[route_source(scene, play->route, input)].name;
  } else {
    pins.from = scene->plugins[play->place[wire->from.block]].name;
    pins.from_output = pin_name(play, &wire->from);
  }
  pins.to_input = pins.to ? pin_name(play, &wire->to) : NULL;
  return pins;
}

static bool same_text(const char* a, const char* b) {
  return a == b || (a && b && !strcmp(a, b));
}

/* Wires from pin to pin: the sides of a pair are one. What goes out of the graph is the mix. */
static void wires_fill(const Play* play) {
  Scene* scene = play->render->own_scene;
  unsigned n = 0;
  for (uint32_t i = 0; i < play->route->n_wires; ++i) {
    const SceneWire wire = wire_of(play, &play->route->wires[i]);
    if (!wire.to) {
      scene->mix = wire.from;
      scene->mix_output = wire.from_output;
      continue;
    }
    unsigned known = 0;
    while (known < n &&
           !(same_text(scene->wires[known].from, wire.from) && same_text(scene->wires[known].to, wire.to) &&
             same_text(scene->wires[known].from_output, wire.from_output) &&
             same_text(scene->wires[known].to_input, wire.to_input))) {
      ++known;
    }
    if (known == n && n < SCENE_WIRES) {
      scene->wires[n++] = wire;
    }
  }
}

static void after_block(void* user, Instance* instance, uint64_t n_done) {
  const Play* play = user;
  (void)instance;
  readings_add(&play->render->plugins[play->n_done - 1]);
  progress_show(((double)(play->n_done - 1) + (double)n_done / (double)play->render->n_frames) /
                play->render->n_plugins);
}

static void prepare(void* user, uint32_t block, Render* render) {
  Play* play = user;
  (void)block;
  ++play->n_done;
  render->after_block = after_block;
  render->user = play;
}

/* Copies what came out of a plugin's pins, without its delay. */
static bool outputs_fill(const Play* play, uint32_t block, HostError* error) {
  SceneRender* render = play->render;
  PluginRender* plugin = &render->plugins[play->place[block]];
  const uint32_t delay = graph_arrival_frames(play->graph, block) + instance_latency_frames(plugin->instance);
  for (unsigned i = 0; i < plugin->n_pins; ++i) {
    const Pin* pin = &plugin->pins[i];
    MeasuredAudio* audio = &plugin->outputs[i];
    if (pin->is_input) {
      continue;
    }
    audio->wav = wav_new(pin->n_channels, render->n_frames, render->rate_hz);
    if (!audio->wav) {
      return render_fail_memory(error);
    }
    for (unsigned channel = 0; channel < pin->n_channels; ++channel) {
      const float* output = graph_output(play->graph, (GraphEnd){block, pin->ports[channel]});
      memcpy(audio->wav->channels[channel], output + delay, render->n_frames * sizeof(float));
    }
    if (!audio_measure(audio, error)) {
      return false;
    }
  }
  return true;
}

const float* route_render_input(const SceneRender* render, const Route* route, uint32_t input) {
  const unsigned source = route_source(render->own_scene, route, input);
  const bool is_second = input > 0 && route_source(render->own_scene, route, input - 1) == source;
  return render->sources[source].wav->channels[is_second ? 1 : 0];
}

static bool graph_play(Play* play, HostError* error) {
  const Route* route = play->route;
  const float** inputs = calloc(route->n_inputs + 1, sizeof *inputs);
  float** outputs = calloc(route->n_outputs + 1, sizeof *outputs);
  Wav* mix = wav_new(route->n_outputs, play->render->n_frames, play->render->rate_hz);
  bool good = inputs && outputs && mix;
  for (uint32_t i = 0; good && i < route->n_inputs; ++i) {
    inputs[i] = route_render_input(play->render, route, i);
  }
  for (uint32_t i = 0; good && i < route->n_outputs; ++i) {
    outputs[i] = mix->channels[i];
  }
  progress_begin("Playing through the route");
  good = good && graph_run(play->graph, &(GraphRun){.n_frames = play->render->n_frames,
                                                    .inputs = inputs,
                                                    .outputs = outputs,
                                                    .cut_latency = true,
                                                    .prepare = prepare,
                                                    .user = play});
  progress_end();
  free(inputs);
  free(outputs);
  wav_free(mix);
  return good || render_fail_memory(error);
}

static bool mix_find(const Play* play, HostError* error) {
  SceneRender* render = play->render;
  for (unsigned i = 0; i < render->n_plugins; ++i) {
    if (same_text(render->plugins[i].plugin->name, render->scene->mix)) {
      render->mix_plugin = &render->plugins[i];
    }
  }
  render->mix = render->scene->mix_output ? scene_render_find(render, render->scene->mix, render->scene->mix_output)
                                          : NULL;
  return render->mix ? mix_measure(render, error)
                     : host_fail(error, "No plugin of the route %s gives what it puts out.", play->route->name);
}

static bool route_play(Play* play, const char* samples_folder, HostError* error) {
  SceneRender* render = play->render;
  if (!scene_render_prepare(render, render->own_scene, samples_folder, error) || !plugins_fill(play, error)) {
    return false;
  }
  wires_fill(play);
  if (!graph_play(play, error)) {
    return false;
  }
  for (uint32_t block = 0; block < play->route->n_blocks; ++block) {
    if (!outputs_fill(play, block, error)) {
      return false;
    }
  }
  return mix_find(play, error);
}

SceneRender* route_render_new(const Route* route, Graph* graph, const char* samples_folder, HostError* error) {
  Play play = {.route = route, .graph = graph, .render = calloc(1, sizeof(SceneRender))};
  Scene* scene = calloc(1, sizeof(Scene));
  if (!play.render || !scene) {
    render_fail_memory(error);
    graph_free(graph);
    free(play.render);
    free(scene);
    return NULL;
  }
  play.render->graph = graph;
  play.render->own_scene = scene;
  if (!route_scene_fill(scene, route, graph_order(graph), error) || !route_play(&play, samples_folder, error)) {
    scene_render_free(play.render);
    return NULL;
  }
  return play.render;
}
