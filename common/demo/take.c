// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/take.h"

#include "common/demo/progress.h"
#include "common/demo/settings.h"
#include "common/demo/stem.h"
#include "common/demo/voice.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

static bool memory_fail(HostError* error) {
  return host_fail(error, "There is not enough memory: close other programs and try again.");
}

bool track_measure(Track* track, HostError* error) {
  const Wav* audio = track->audio;
  return levels_measure(&track->levels, (const float* const*)audio->channels, audio->n_channels, audio->n_frames,
                        audio->rate_hz) ||
         memory_fail(error);
}

static Wav* sample_load(const char* name, const char* samples_folder, HostError* error) {
  char path[PATH_SIZE];
  snprintf(path, sizeof path, "%s/%s.flac", samples_folder, name);
  if (access(path, F_OK) != 0) {
    host_fail(error, "There is no %s: install the Debian package sonic-pi-samples, whose loops the demo plays.", path);
    return NULL;
  }
  return wav_load(path, error);
}

static bool source_make(Take* take, const SceneSource* source, const char* samples_folder, HostError* error) {
  Wav* sample = source->sample ? sample_load(source->sample, samples_folder, error) : voice_new(source->speech, error);
  if (!sample) {
    return false;
  }
  Track* track = &take->sources[take->n_sources];
  track->audio = stem_new(take->scene, source, sample, take->rate_hz);
  wav_free(sample);
  if (!track->audio) {
    return memory_fail(error);
  }
  ++take->n_sources;
  return track_measure(track, error);
}

static bool sources_make(Take* take, const char* samples_folder, HostError* error) {
  unsigned n_sources = 0;
  while (take->scene->sources[n_sources].name) {
    ++n_sources;
  }
  bool ok = true;
  progress_begin("Putting the samples on the beat");
  for (unsigned i = 0; ok && i < n_sources; ++i) {
    ok = source_make(take, &take->scene->sources[i], samples_folder, error);
    progress_show((i + 1.0) / n_sources);
  }
  progress_end();
  return ok;
}

unsigned take_pin(const PluginTake* plugin, const char* name, bool is_input) {
  for (unsigned pin = 0; pin < plugin->n_pins; ++pin) {
    if (plugin->pins[pin].is_input == is_input && !strcmp(plugin->pins[pin].name, name)) {
      return pin;
    }
  }
  return PINS_MAX;
}

const Track* take_find(const Take* take, const char* name, const char* output) {
  for (unsigned i = 0; !output && i < take->n_sources; ++i) {
    if (!strcmp(take->scene->sources[i].name, name)) {
      return &take->sources[i];
    }
  }
  for (unsigned i = 0; output && i < take->n_plugins; ++i) {
    if (!strcmp(take->plugins[i].plugin->name, name)) {
      const unsigned pin = take_pin(&take->plugins[i], output, false);
      return pin < PINS_MAX ? &take->plugins[i].outputs[pin] : NULL;
    }
  }
  return NULL;
}

/* Adds a track to the buffers of a pin: sides to sides, both to a mono pin at half their level. */
static void track_add(const Track* track, const Pin* pin, float* const* buffers) {
  const Wav* audio = track->audio;
  for (unsigned channel = 0; channel < pin->n_channels; ++channel) {
    float* out = buffers[pin->ports[channel]];
    const float* in = audio->channels[channel % audio->n_channels];
    const float* other = pin->n_channels < audio->n_channels ? audio->channels[1] : in;
    for (uint64_t i = 0; i < audio->n_frames; ++i) {
      out[i] += 0.5f * (in[i] + other[i]);
    }
  }
}

void readings_add(const PluginTake* plugin) {
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
  const Take* take = user;
  (void)instance;
  readings_add(&take->plugins[take->n_plugins - 1]);
  progress_show((double)n_done / (double)take->n_frames);
}

/* Adds what the scene's wires bring to a plugin's inputs. */
static bool wires_add(const Take* take, const PluginTake* plugin, float* const* buffers, HostError* error) {
  for (const SceneWire* wire = take->scene->wires; wire->from; ++wire) {
    if (!strcmp(wire->to, plugin->plugin->name)) {
      const Track* track = take_find(take, wire->from, wire->from_output);
      const unsigned pin = take_pin(plugin, wire->to_input, true);
      if (!track || !track->audio || pin == PINS_MAX) {
        return host_fail(error, "The scene %s has a wire from %s to %s of %s, and one of its ends is not there.",
                         take->scene->name, wire->from, wire->to_input, wire->to);
      }
      track_add(track, &plugin->pins[pin], buffers);
    }
  }
  return true;
}

static void plugin_run(Take* take, PluginTake* plugin, float* const* buffers, const float** inputs, float** outputs,
                       const ControlChange* changes, size_t n_changes) {
  for (uint32_t i = 0; i < instance_n_inputs(plugin->instance); ++i) {
    inputs[i] = buffers[instance_input(plugin->instance, i)];
  }
  for (uint32_t i = 0; i < instance_n_outputs(plugin->instance); ++i) {
    outputs[i] = buffers[instance_output(plugin->instance, i)];
  }
  const Render render = {.n_frames = take->n_frames,
                         .inputs = inputs,
                         .outputs = outputs,
                         .changes = changes,
                         .n_changes = n_changes,
                         .after_block = after_block,
                         .user = take};
  render_run(plugin->instance, &render);
}

/* Runs a plugin over the whole scene; its outputs stay in its tracks, its inputs in `ins`, which is by pin. */
static bool plugin_play(Take* take, PluginTake* plugin, Wav** ins, float** buffers, HostError* error) {
  const uint32_t n_ports = instance_n_ports(plugin->instance);
  for (unsigned i = 0; i < plugin->n_pins; ++i) {
    const Pin* pin = &plugin->pins[i];
    Wav** audio = pin->is_input ? &ins[i] : &plugin->outputs[i].audio;
    *audio = wav_new(pin->n_channels, take->n_frames, take->rate_hz);
    if (!*audio) {
      return memory_fail(error);
    }
    for (unsigned channel = 0; channel < pin->n_channels; ++channel) {
      buffers[pin->ports[channel]] = (*audio)->channels[channel];
    }
  }
  ControlChange* changes = NULL;
  size_t n_changes = 0;
  const float** inputs = calloc(n_ports, sizeof *inputs);
  float** outputs = calloc(n_ports, sizeof *outputs);
  bool ok = inputs && outputs;
  if (!ok) {
    memory_fail(error);
  } else if (wires_add(take, plugin, buffers, error) &&
             settings_apply(take->scene, plugin->plugin, plugin->instance, &changes, &n_changes, error)) {
    plugin_run(take, plugin, buffers, inputs, outputs, changes, n_changes);
  } else {
    ok = false;
  }
  free(changes);
  free(inputs);
  free(outputs);
  return ok;
}

static bool plugin_take(Take* take, Host* host, const ScenePlugin* scene_plugin, HostError* error) {
  PluginTake* plugin = &take->plugins[take->n_plugins];
  plugin->plugin = scene_plugin;
  plugin->instance = instance_new(host, scene_plugin->uri, take->rate_hz, TAKE_BLOCK_FRAMES, error);
  if (!plugin->instance) {
    return false;
  }
  ++take->n_plugins;
  char step[PATH_SIZE];
  snprintf(step, sizeof step, "Playing through %s", scene_plugin->name);
  progress_begin(step);
  plugin->n_pins = pins_list(plugin->instance, plugin->pins);
  plugin->readings = calloc(instance_n_ports(plugin->instance), sizeof *plugin->readings);
  float** buffers = calloc(instance_n_ports(plugin->instance), sizeof *buffers);
  Wav* ins[PINS_MAX] = {NULL};
  bool ok = plugin->readings && buffers ? plugin_play(take, plugin, ins, buffers, error) : memory_fail(error);
  for (unsigned i = 0; i < plugin->n_pins; ++i) {
    wav_free(ins[i]);
    ok = ok && (plugin->pins[i].is_input || track_measure(&plugin->outputs[i], error));
  }
  free(buffers);
  progress_end();
  return ok;
}

static bool plugins_take(Take* take, Host* host, HostError* error) {
  for (unsigned i = 0; take->scene->plugins[i].name; ++i) {
    if (!plugin_take(take, host, &take->scene->plugins[i], error)) {
      return false;
    }
    if (!strcmp(take->scene->plugins[i].name, take->scene->mix)) {
      take->mix_plugin = &take->plugins[i];
    }
  }
  take->mix = take_find(take, take->scene->mix, take->scene->mix_output);
  return take->mix || host_fail(error, "The scene %s has no plugin %s with an output %s.", take->scene->name,
                                take->scene->mix, take->scene->mix_output);
}

bool take_prepare(Take* take, const Scene* scene, const char* samples_folder, HostError* error) {
  take->scene = scene;
  take->rate_hz = TAKE_RATE_HZ;
  take->n_frames = (uint64_t)llround(scene_seconds(scene, (double)scene->n_bars * BEATS_PER_BAR) * TAKE_RATE_HZ);
  return sources_make(take, samples_folder, error);
}

Take* take_new(Host* host, const Scene* scene, const char* samples_folder, HostError* error) {
  Take* take = calloc(1, sizeof *take);
  if (!take) {
    memory_fail(error);
    return NULL;
  }
  if (!take_prepare(take, scene, samples_folder, error) || !plugins_take(take, host, error)) {
    take_free(take);
    return NULL;
  }
  return take;
}

void take_free(Take* take) {
  for (unsigned i = 0; take && i < take->n_sources; ++i) {
    wav_free(take->sources[i].audio);
  }
  for (unsigned i = 0; take && i < take->n_plugins; ++i) {
    PluginTake* plugin = &take->plugins[i];
    for (unsigned pin = 0; pin < plugin->n_pins; ++pin) {
      wav_free(plugin->outputs[pin].audio);
    }
    free(plugin->readings);
    if (!take->graph) {
      instance_free(plugin->instance);
    }
  }
  if (take) {
    graph_free(take->graph);
    free(take->own_scene);
  }
  free(take);
}
