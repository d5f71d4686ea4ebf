// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/session.h"

#include "common/routes/session_text.h"
#include "common/routes/strips.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  FILE* stream;
  const Route* route;
  const Graph* graph;
  const Strips* strips;
  HostError* error;
} Script;

/* A text as a Lua string. */
static void put_string(FILE* stream, const char* text) {
  putc('"', stream);
  for (; *text; ++text) {
    if (*text == '\n') {
      fputs("\\n", stream);
      continue;
    }
    if (*text == '"' || *text == '\\') {
      putc('\\', stream);
    }
    putc(*text, stream);
  }
  putc('"', stream);
}

/* Channels from 1 on, 0 for none; zeros at the end go without saying. */
static void put_channels(FILE* stream, const char* name, const uint32_t* channels, uint32_t n) {
  while (n && channels[n - 1] == STRIP_NONE) {
    --n;
  }
  fprintf(stream, " %s = {", name);
  for (uint32_t i = 0; i < n; ++i) {
    fprintf(stream, "%s %u", i ? "," : "", channels[i] == STRIP_NONE ? 0 : channels[i] + 1);
  }
  fputs(n ? " }," : "},", stream);
}

/* The channels of a plugin's pins: its audio inputs, or outputs, in the order of their ports. */
static bool put_pins(const Script* script, const StripPlugin* plugin, bool of_inputs) {
  const Instance* instance = graph_instance(script->graph, plugin->block);
  const uint32_t n = of_inputs ? instance_n_inputs(instance) : instance_n_outputs(instance);
  uint32_t* channels = (uint32_t*)calloc(n + 1, sizeof(uint32_t));
  for (uint32_t i = 0; channels && i < n; ++i) {
    channels[i] = plugin->channels[of_inputs ? instance_input(instance, i) : instance_output(instance, i)];
  }
  if (channels) {
    put_channels(script->stream, of_inputs ? "inputs" : "outputs", channels, n);
  }
  free(channels);
  return channels || route_fail_memory(script->route->name, script->error);
}

/* By the numbers of ports: Ardour may show names in another language. */
static void put_settings(const Script* script, const RouteBlock* block, const Instance* instance) {
  fputs("          settings = {", script->stream);
  for (uint32_t i = 0; i < block->n_values; ++i) {
    fprintf(script->stream, "%s[%u] = ", i ? ", " : " ", instance_find(instance, block->values[i].symbol));
    put_number(script->stream, block->values[i].value);
  }
  fputs(block->n_values ? " },\n" : "},\n", script->stream);
}

static void put_preset(const Script* script, const RouteBlock* block) {
  if (block->preset) {
    fputs("          preset = ", script->stream);
    put_string(script->stream, block->preset);
    fputs(",\n", script->stream);
  }
}

/* Among a plugin's inputs, or among its sidechain inputs, the number of one, from 1. */
static uint32_t input_number(const Instance* instance, uint32_t port, bool among_keys) {
  uint32_t number = 0;
  for (uint32_t i = 0; i < instance_n_inputs(instance) && instance_input(instance, i) <= port; ++i) {
    number += !among_keys || instance_port(instance, instance_input(instance, i))->is_sidechain;
  }
  return number;
}

static void put_keys(const Script* script, uint32_t strip, uint32_t place, const Instance* instance) {
  const Strips* strips = script->strips;
  bool any = false;
  fputs("          keys = {", script->stream);
  for (uint32_t i = 0; i < strips->n_keys; ++i) {
    const StripKey* key = &strips->keys[i];
    if (key->strip == strip && key->plugin == place) {
      fputs("\n            { from = ", script->stream);
      put_string(script->stream, strips->strips[key->from.strip].name);
      fprintf(script->stream, ", channel = %u, pin = %u, port = %u },", key->from.channel + 1,
              input_number(instance, key->port, false), input_number(instance, key->port, true));
      any = true;
    }
  }
  fputs(any ? "\n          },\n" : "},\n", script->stream);
}

static bool put_plugin(const Script* script, uint32_t strip, uint32_t place) {
  const StripPlugin* plugin = &script->strips->strips[strip].plugins[place];
  const RouteBlock* block = &script->route->blocks[plugin->block];
  const Instance* instance = graph_instance(script->graph, plugin->block);
  fprintf(script->stream, "        { -- %s\n          uri = ", block->name);
  put_string(script->stream, block->plugin);
  fputs(",\n", script->stream);
  put_preset(script, block);
  put_settings(script, block, instance);
  fputs("         ", script->stream);
  if (!put_pins(script, plugin, true) || !put_pins(script, plugin, false)) {
    return false;
  }
  put_channels(script->stream, "thru", plugin->thru, plugin->width);
  fprintf(script->stream, " width = %u,\n", plugin->width);
  put_keys(script, strip, place, instance);
  fputs("        },\n", script->stream);
  return true;
}

static bool put_strip(const Script* script, uint32_t number) {
  const Strip* strip = &script->strips->strips[number];
  fputs("    {\n      name = ", script->stream);
  put_string(script->stream, strip->name);
  fprintf(script->stream, ", track = %s, inputs = %u, outputs = %u,\n      plugins = {\n",
          strip->is_track ? "true" : "false", strip->n_inputs, strip->n_outputs);
  for (uint32_t i = 0; i < strip->n_plugins; ++i) {
    if (!put_plugin(script, number, i)) {
      return false;
    }
  }
  fputs("      },\n    },\n", script->stream);
  return true;
}

/* The wires to the master, or those to other strips. */
static void put_wires(const Script* script, bool to_master) {
  const Strips* strips = script->strips;
  fprintf(script->stream, "  %s = {\n", to_master ? "outputs" : "wires");
  for (uint32_t i = 0; i < strips->n_wires; ++i) {
    const StripWire* wire = &strips->wires[i];
    if ((wire->to.strip == STRIP_MASTER) == to_master) {
      fputs("    { from = ", script->stream);
      put_string(script->stream, strips->strips[wire->from.strip].name);
      fprintf(script->stream, ", channel = %u", wire->from.channel + 1);
      if (!to_master) {
        fputs(", to = ", script->stream);
        put_string(script->stream, strips->strips[wire->to.strip].name);
      }
      fprintf(script->stream, ", to_channel = %u },\n", wire->to.channel + 1);
    }
  }
  fputs("  },\n", script->stream);
}

/* What Ardour lists a script by: as a template of sessions, of tracks, and as an action. */
static void put_head(const Script* script) {
  put_origin(script->stream, "-- ", "", script->route->name);
  fputs("\nardour {\n  [\"type\"] = \"EditorAction\",\n  name = ", script->stream);
  char name[256];
  snprintf(name, sizeof(name), "Signalbox - %s", script->route->label);
  put_string(script->stream, name);
  fputs(",\n  license = \"ISC\",\n  author = \"The Signalbox developers\",\n  description = ", script->stream);
  put_string(script->stream, script->route->comment);
  fputs("\n}\n\nfunction session_setup () return true end\nfunction route_setup () return {} end\n\n", script->stream);
}

static bool put_route(const Script* script) {
  fputs("function factory () return function ()\n\nlocal route = {\n  name = ", script->stream);
  put_string(script->stream, script->route->label);
  fputs(",\n  strips = {\n", script->stream);
  for (uint32_t i = 0; i < script->strips->n_strips; ++i) {
    if (!put_strip(script, i)) {
      return false;
    }
  }
  fputs("  },\n", script->stream);
  put_wires(script, false);
  put_wires(script, true);
  fputs("}\n\n", script->stream);
  return true;
}

bool ardour_write(FILE* stream, const Route* route, const Graph* graph, const char* body, HostError* error) {
  Strips* strips = strips_new(route, graph, error);
  const Script script = {stream, route, graph, strips, error};
  bool good = strips != NULL;
  if (good) {
    put_head(&script);
    good = put_route(&script);
    fprintf(stream, "%s\nend end\n", body);
  }
  strips_free(strips);
  return good;
}
