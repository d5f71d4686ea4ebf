// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/scene_render.h"

#include "common/demo/progress.h"
#include "common/demo/settings.h"
#include "common/demo/source.h"
#include "common/demo/voice.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

bool render_fail_memory(HostError* error) {
  return host_fail(error, "There is not enough memory: close other programs and try again.");
}

bool audio_measure(MeasuredAudio* audio, HostError* error) {
  const Wav* wav = audio->wav;
  return levels_measure(&audio->levels, (const float* const*)wav->channels, wav->n_channels, wav->n_frames,
                        wav->rate_hz) ||
         render_fail_memory(error);
}

bool mix_measure(SceneRender* render, HostError* error) {
  const Wav* wav = render->mix->wav;
  return true_peak_measure(&render->mix_true_peak_db, (const float* const*)wav->channels, wav->n_channels,
                           wav->n_frames, wav->rate_hz) ||
         render_fail_memory(error);
}

Wav* demo_sample_load(const char* name, const char* samples_folder, HostError* error) {
  char path[PATH_SIZE];
  snprintf(path, sizeof path, "%s/%s.flac", samples_folder, name);
  if (access(path, F_OK) != 0) {
    host_fail(error, "There is no %s: install the Debian package sonic-pi-samples, whose loops the demo plays.", path);
    return NULL;
  }
  return wav_load(path, error);
}

static bool source_make(SceneRender* render, const SceneSource* source, const char* samples_folder, HostError* error) {
  Wav* sample = source->sample ? demo_sample_load(source->sample, samples_folder, error)
                               : voice_new(source->speech, error);
  if (!sample) {
    return false;
  }
  MeasuredAudio* audio = &render->sources[render->n_sources];
  audio->wav = source_audio_new(render->scene, source, sample, render->rate_hz);
  wav_free(sample);
  if (!audio->wav) {
    return render_fail_memory(error);
  }
  ++render->n_sources;
  return audio_measure(audio, error);
}

static bool sources_make(SceneRender* render, const char* samples_folder, HostError* error) {
  unsigned n_sources = 0;
  while (render->scene->sources[n_sources].name) {
    ++n_sources;
  }
  bool ok = true;
  progress_begin("Putting the samples on the beat");
  for (unsigned i = 0; ok && i < n_sources; ++i) {
    ok = source_make(render, &render->scene->sources[i], samples_folder, error);
    progress_show((i + 1.0) / n_sources);
  }
  progress_end();
  return ok;
}

unsigned plugin_render_pin(const PluginRender* plugin, const char* name, bool is_input) {
  for (unsigned pin = 0; pin < plugin->n_pins; ++pin) {
    if (plugin->pins[pin].is_input == is_input && !strcmp(plugin->pins[pin].name, name)) {
      return pin;
    }
  }
  return PINS_MAX;
}

const MeasuredAudio* scene_render_find(const SceneRender* render, const char* name, const char* output) {
  for (unsigned i = 0; !output && i < render->n_sources; ++i) {
    if (!strcmp(render->scene->sources[i].name, name)) {
      return &render->sources[i];
    }
  }
  for (unsigned i = 0; output && i < render->n_plugins; ++i) {
    if (!strcmp(render->plugins[i].plugin->name, name)) {
      const unsigned pin = plugin_render_pin(&render->plugins[i], output, false);
      return pin < PINS_MAX ? &render->plugins[i].outputs[pin] : NULL;
    }
  }
  return NULL;
}

/* Adds audio to the buffers of a pin: sides to sides, both to a mono pin at half their level. */
static void audio_add(const MeasuredAudio* audio, const Pin* pin, float* const* buffers) {
  const Wav* wav = audio->wav;
  for (unsigned channel = 0; channel < pin->n_channels; ++channel) {
    float* out = buffers[pin->ports[channel]];
    const float* in = wav->channels[channel % wav->n_channels];
    const float* other = pin->n_channels < wav->n_channels ? wav->channels[1] : in;
    for (uint64_t i = 0; i < wav->n_frames; ++i) {
      out[i] += 0.5f * (in[i] + other[i]);
    }
  }
}

void readings_add(const PluginRender* plugin) {
  for (uint32_t index = 0; index < instance_n_ports(plugin->instance); ++index) {
    const HostPort* port = instance_port(plugin->instance, index);
    if (port->kind == HOST_PORT_CONTROL && !port->is_input) {
      const float value = instance_get(plugin->instance, index);
      Reading* reading = &plugin->readings[index];
      reading->lowest = reading->count ? fminf(reading->lowest, value) : value;
      reading->highest = reading->count ? fmaxf(reading->highest, value) : value;
      reading->sum += (double)value;
      ++reading->count;
    }
  }
}

static void after_block(void* user, Instance* instance, uint64_t n_done) {
  const SceneRender* render = user;
  (void)instance;
  readings_add(&render->plugins[render->n_plugins - 1]);
  progress_show((double)n_done / (double)render->n_frames);
}

/* Adds what the scene's wires bring to a plugin's inputs. */
static bool wires_add(const SceneRender* render, const PluginRender* plugin, float* const* buffers, HostError* error) {
  for (const SceneWire* wire = render->scene->wires; wire->from; ++wire) {
    if (!strcmp(wire->to, plugin->plugin->name)) {
      const MeasuredAudio* audio = scene_render_find(render, wire->from, wire->from_output);
      const unsigned pin = plugin_render_pin(plugin, wire->to_input, true);
      if (!audio || !audio->wav || pin == PINS_MAX) {
        return host_fail(error, "The scene %s has a wire from %s to %s of %s, and one of its ends is not there.",
                         render->scene->name, wire->from, wire->to_input, wire->to);
      }
      audio_add(audio, &plugin->pins[pin], buffers);
    }
  }
  return true;
}

static void plugin_run(SceneRender* render, PluginRender* plugin, float* const* buffers, const float** inputs,
                       float** outputs, const ControlChange* changes, size_t n_changes) {
  for (uint32_t i = 0; i < instance_n_inputs(plugin->instance); ++i) {
    inputs[i] = buffers[instance_input(plugin->instance, i)];
  }
  for (uint32_t i = 0; i < instance_n_outputs(plugin->instance); ++i) {
    outputs[i] = buffers[instance_output(plugin->instance, i)];
  }
  const Render plan = {.n_frames = render->n_frames,
                       .inputs = inputs,
                       .outputs = outputs,
                       .changes = changes,
                       .n_changes = n_changes,
                       .after_block = after_block,
                       .user = render};
  render_run(plugin->instance, &plan);
}

/* Runs a plugin over the whole scene; its outputs stay where they are measured, its inputs in `ins`, which is by pin.
 */
static bool plugin_play(SceneRender* render, PluginRender* plugin, Wav** ins, float** buffers, HostError* error) {
  const uint32_t n_ports = instance_n_ports(plugin->instance);
  for (unsigned i = 0; i < plugin->n_pins; ++i) {
    const Pin* pin = &plugin->pins[i];
    Wav** wav = pin->is_input ? &ins[i] : &plugin->outputs[i].wav;
    *wav = wav_new(pin->n_channels, render->n_frames, render->rate_hz);
    if (!*wav) {
      return render_fail_memory(error);
    }
    for (unsigned channel = 0; channel < pin->n_channels; ++channel) {
      buffers[pin->ports[channel]] = (*wav)->channels[channel];
    }
  }
  ControlChange* changes = NULL;
  size_t n_changes = 0;
  const float** inputs = calloc(n_ports, sizeof *inputs);
  float** outputs = calloc(n_ports, sizeof *outputs);
  bool ok = inputs && outputs;
  if (!ok) {
    render_fail_memory(error);
  } else if (wires_add(render, plugin, buffers, error) &&
             settings_apply(render->scene, plugin->plugin, plugin->instance, &changes, &n_changes, error)) {
    plugin_run(render, plugin, buffers, inputs, outputs, changes, n_changes);
  } else {
    ok = false;
  }
  free(changes);
  free(inputs);
  free(outputs);
  return ok;
}

static bool plugin_render(SceneRender* render, Host* host, const ScenePlugin* scene_plugin, HostError* error) {
  PluginRender* plugin = &render->plugins[render->n_plugins];
  plugin->plugin = scene_plugin;
  plugin->instance = instance_new(host, scene_plugin->uri, render->rate_hz, DEMO_BLOCK_FRAMES, error);
  if (!plugin->instance) {
    return false;
  }
  ++render->n_plugins;
  char step[PATH_SIZE];
  snprintf(step, sizeof step, "Playing through %s", scene_plugin->name);
  progress_begin(step);
  plugin->n_pins = pins_list(plugin->instance, plugin->pins);
  plugin->readings = calloc(instance_n_ports(plugin->instance), sizeof *plugin->readings);
  float** buffers = calloc(instance_n_ports(plugin->instance), sizeof *buffers);
  Wav* ins[PINS_MAX] = {NULL};
  bool ok = plugin->readings && buffers ? plugin_play(render, plugin, ins, buffers, error) : render_fail_memory(error);
  for (unsigned i = 0; i < plugin->n_pins; ++i) {
    wav_free(ins[i]);
    ok = ok && (plugin->pins[i].is_input || audio_measure(&plugin->outputs[i], error));
  }
  free(buffers);
  progress_end();
  return ok;
}

static bool plugins_render(SceneRender* render, Host* host, HostError* error) {
  for (unsigned i = 0; render->scene->plugins[i].name; ++i) {
    if (!plugin_render(render, host, &render->scene->plugins[i], error)) {
      return false;
    }
    if (!strcmp(render->scene->plugins[i].name, render->scene->mix)) {
      render->mix_plugin = &render->plugins[i];
    }
  }
  render->mix = scene_render_find(render, render->scene->mix, render->scene->mix_output);
  return render->mix ? mix_measure(render, error)
                     : host_fail(error, "The scene %s has no plugin %s with an output %s.", render->scene->name,
                                 render->scene->mix, render->scene->mix_output);
}

bool scene_render_prepare(SceneRender* render, const Scene* scene, const char* samples_folder, HostError* error) {
  render->scene = scene;
  render->rate_hz = DEMO_RATE_HZ;
  render->n_frames = (uint64_t)llround(scene_seconds(scene, (double)scene->n_bars * BEATS_PER_BAR) * DEMO_RATE_HZ);
  return sources_make(render, samples_folder, error);
}

SceneRender* scene_render_new(Host* host, const Scene* scene, const char* samples_folder, HostError* error) {
  SceneRender* render = calloc(1, sizeof *render);
  if (!render) {
    render_fail_memory(error);
    return NULL;
  }
  if (!scene_render_prepare(render, scene, samples_folder, error) || !plugins_render(render, host, error)) {
    scene_render_free(render);
    return NULL;
  }
  return render;
}

void scene_render_free(SceneRender* render) {
  for (unsigned i = 0; render && i < render->n_sources; ++i) {
    wav_free(render->sources[i].wav);
  }
  for (unsigned i = 0; render && i < render->n_plugins; ++i) {
    PluginRender* plugin = &render->plugins[i];
    for (unsigned pin = 0; pin < plugin->n_pins; ++pin) {
      wav_free(plugin->outputs[pin].wav);
    }
    free(plugin->readings);
    if (!render->graph) {
      instance_free(plugin->instance);
    }
  }
  if (render) {
    graph_free(render->graph);
    free(render->own_scene);
  }
  free(render);
}
