// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/map/describe.h"

#include <stdio.h>
#include <stdlib.h>

static void put_strip(FILE* out, const Map* map, const MapStrip* strip) {
  fputs(strip->name, out);
  if (strip->kind != MAP_PLUGIN) {
    fprintf(out, " %c%u", strip->kind == MAP_SOURCE ? '+' : '-',
            strip->kind == MAP_SOURCE ? strip->n_outputs : strip->n_inputs);
  }
  fputs(strip->active ? "" : " off", out);
  if (strip->has_fader) {
    fprintf(out, " gain %g", strip->gain);
  }
  for (uint32_t i = strip->first_plugin; i < strip->first_plugin + strip->n_plugins; ++i) {
    const MapPlugin* plugin = &map->plugins[i];
    fprintf(out, " %s %s%s", plugin->format, plugin->uri, plugin->active ? "" : " bypassed");
    for (uint32_t c = 0; c < plugin->controls.n; ++c) {
      fprintf(out, " %s=%g", plugin->controls.at[c].symbol, plugin->controls.at[c].value);
    }
  }
  putc('\n', out);
}

static void put_end(FILE* out, const Map* map, MapEnd end, bool is_source) {
  const MapStrip* strip = &map->strips[end.strip];
  fprintf(out, "%s/", strip->name);
  if (strip->n_plugins == 0) {
    fprintf(out, "%u", end.channel + 1);
    return;
  }
  const MapPlugin* plugin = &map->plugins[strip->first_plugin];
  const MapPorts* ports = is_source ? &plugin->outputs : &plugin->inputs;
  if (end.channel >= ports->n) {
    fprintf(out, "%u", end.channel + 1);
  } else {
    const MapPort* port = &ports->at[end.channel];
    fputs(port->symbol[0] ? port->symbol : port->name, out);
  }
}

void describe_map(const Map* map, char text[DESCRIBE_SIZE]) {
  FILE* out = fmemopen(text, DESCRIBE_SIZE, "w");
  if (!out) {
    abort();
  }
  for (uint32_t i = 0; i < map->n_strips; ++i) {
    put_strip(out, map, &map->strips[i]);
  }
  for (uint32_t i = 0; i < map->n_wires; ++i) {
    put_end(out, map, map->wires[i].from, true);
    fputs(" > ", out);
    put_end(out, map, map->wires[i].to, false);
    fputs(map->wires[i].kind == MAP_WIRE_SIDECHAIN ? " key\n" : "\n", out);
  }
  fclose(out);
}
