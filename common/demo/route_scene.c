// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/route_scene.h"

#include "common/turtle/vocabulary.h"

#include <serd/serd.h>

#include <string.h>

#define DEMO "urn:signalbox:demo#"

static const char* text_of(const Route* route, const SordNode* node, const char* predicate) {
  return node ? statements_text(&route->statements, node, predicate) : NULL;
}

static double number_of(const Route* route, const SordNode* node, const char* predicate) {
  const char* text = text_of(route, node, predicate);
  return text ? serd_strtod(text, NULL) : 0.0;
}

/* By beat, since statements come in any order. */
static void clips_fill(SceneSource* source, const Route* route, const SordNode* node) {
  SordIter* iter = statements_search(&route->statements, node, DEMO "clip", NULL);
  for (; !sord_iter_end(iter) && source->n_clips < SCENE_CLIPS; sord_iter_next(iter)) {
    const SordNode* clip = sord_iter_get_node(iter, SORD_OBJECT);
    const SceneClip one = {number_of(route, clip, DEMO "beat"), number_of(route, clip, DEMO "beats"),
                           number_of(route, clip, DEMO "semitones")};
    unsigned at = source->n_clips++;
    for (; at > 0 && source->clips[at - 1].beat > one.beat; --at) {
      source->clips[at] = source->clips[at - 1];
    }
    source->clips[at] = one;
  }
  sord_iter_free(iter);
  source->n_clips += !source->n_clips;  // one from the start, where none are told
}

static bool source_fill(SceneSource* source, const Route* route, const SordNode* node, HostError* error) {
  source->name = text_of(route, node, RDFS_NS "label");
  source->sample = text_of(route, node, DEMO "sample");
  source->speech = text_of(route, node, DEMO "speech");
  source->period = number_of(route, node, DEMO "period");
  source->gain_db = number_of(route, node, DEMO "gain");
  clips_fill(source, route, node);
  return (source->name && (source->sample || source->speech) && source->period > 0.0) ||
         host_fail(error,
                   "The route %s does not say what to play: each input needs demo:plays, with a label, a sample "
                   "or speech, and a period.",
                   route->name);
}

static bool sources_fill(Scene* scene, const Route* route, HostError* error) {
  unsigned n = 0;
  for (uint32_t i = 0; i < route->n_inputs; ++i) {
    const SordNode* plays = statements_object(&route->statements, route->ports[i].node, DEMO "plays");
    if (route_source(scene, route, i) < SCENE_SOURCES) {
      continue;
    }
    if (n == SCENE_SOURCES) {
      return host_fail(error, "The route %s has more than %d sources.", route->name, SCENE_SOURCES);
    }
    if (!source_fill(&scene->sources[n++], route, plays, error)) {
      return false;
    }
  }
  return true;
}

unsigned route_source(const Scene* scene, const Route* route, uint32_t input) {
  const char* name = text_of(route, statements_object(&route->statements, route->ports[input].node, DEMO "plays"),
                             RDFS_NS "label");
  for (unsigned i = 0; name && i < SCENE_SOURCES && scene->sources[i].name; ++i) {
    if (!strcmp(scene->sources[i].name, name)) {
      return i;
    }
  }
  return SCENE_SOURCES;
}

const char* route_against(const Route* route) {
  return text_of(route, route->node, DEMO "against");
}

const char* route_caption(const Route* route) {
  return text_of(route, route->node, DEMO "caption");
}

bool route_scene_fill(Scene* scene, const Route* route, const uint32_t* order, HostError* error) {
  scene->name = route->name;
  scene->title = route->label;
  scene->comment = route->comment;
  scene->caption = route_caption(route);
  scene->beats_per_minute = number_of(route, route->node, DEMO "beatsPerMinute");
  scene->n_bars = (unsigned)number_of(route, route->node, DEMO "bars");
  if (!(scene->beats_per_minute > 0.0) || !scene->n_bars || route->n_blocks > SCENE_PLUGINS) {
    return host_fail(error, "The demo cannot play the route %s: it needs a tempo, bars, and at most %d blocks.",
                     route->name, SCENE_PLUGINS);
  }
  for (uint32_t i = 0; i < route->n_blocks; ++i) {
    const RouteBlock* block = &route->blocks[order[i]];
    ScenePlugin* plugin = &scene->plugins[i];
    plugin->name = block->name;
    plugin->uri = block->plugin;
    plugin->preset = block->preset;
    for (uint32_t v = 0; v < block->n_values && v < SCENE_SETTINGS - 1; ++v) {
      plugin->settings[v] = (SceneSetting){.symbol = block->values[v].symbol, .value = block->values[v].value};
    }
  }
  return sources_fill(scene, route, error);
}
