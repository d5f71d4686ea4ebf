// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "sessions/session.h"

#include "sessions/strips.h"
#include "sessions/text.h"

#include <stdlib.h>
#include <string.h>

/* Carla's own ends in patchbay mode. On its usual two channels they have names, on more they are counted from 1; the
   connections to those that a Carla does not have it leaves out. */
#define CAPTURE "Audio Input"
#define PLAYBACK "Audio Output"

static const char* const sides[] = {"Left", "Right"};

enum { N_SIDES = 2, NAME_SIZE = 256 };

typedef struct {
  FILE* stream;
  const Route* route;
  const Graph* graph;
  const Strips* strips;
  HostError* error;
} Project;

static void put_xml(FILE* stream, const char* text) {
  static const struct {
    char character;
    const char* entity;
  } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'\'', "&apos;"}, {'"', "&quot;"}};
  for (; *text; ++text) {
    const char* entity = NULL;
    for (unsigned i = 0; i < sizeof(entities) / sizeof(*entities); ++i) {
      entity = entities[i].character == *text ? entities[i].entity : entity;
    }
    if (entity) {
      fputs(entity, stream);
    } else {
      putc(*text, stream);
    }
  }
}

static void put_element(FILE* stream, unsigned indent, const char* name, const char* text) {
  fprintf(stream, "%*s<%s>", (int)indent, "", name);
  put_xml(stream, text);
  fprintf(stream, "</%s>\n", name);
}

/* All control inputs, as Carla itself writes them: `index` counts the control ports. */
static void put_parameters(FILE* stream, const Instance* instance) {
  unsigned index = 0;
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    const HostPort* port = instance_port(instance, i);
    if (port->kind != HOST_PORT_CONTROL) {
      continue;
    }
    if (port->is_input) {
      fprintf(stream, "\n   <Parameter>\n    <Index>%u</Index>\n", index);
      put_element(stream, 4, "Name", port->name);
      put_element(stream, 4, "Symbol", port->symbol);
      fputs("    <Value>", stream);
      text_number(stream, instance_get(instance, i));
      fputs("</Value>\n   </Parameter>\n", stream);
    }
    ++index;
  }
}

static void put_plugin(FILE* stream, const RouteBlock* block, const Instance* instance) {
  fputs("\n <Plugin>\n  <Info>\n   <Type>LV2</Type>\n", stream);
  put_element(stream, 3, "Name", block->name);
  put_element(stream, 3, "URI", block->plugin);
  fputs("  </Info>\n\n  <Data>\n   <Active>Yes</Active>\n   <ControlChannel>1</ControlChannel>\n"
        "   <Options>0x0</Options>\n",
        stream);
  put_parameters(stream, instance);
  fputs("  </Data>\n </Plugin>\n", stream);
}

static void put_end(FILE* stream, const char* name, const char* group, const char* port) {
  char text[2 * NAME_SIZE];
  snprintf(text, sizeof(text), "%s:%s", group, port);
  put_element(stream, 3, name, text);
}

/* The name of an end on a Carla of two channels, or, `counted`, of more; NULL where it has none there. On two channels
   a route with one source has it in stereo, and a route with more has the first two, one on each. */
static const char* own_port(const Project* project, GraphEnd end, bool is_input, bool counted, char name[NAME_SIZE]) {
  if (counted) {
    snprintf(name, NAME_SIZE, "%s %u", is_input ? "Capture" : "Playback", end.port + 1);
    return name;
  }
  uint32_t side = end.port;
  if (is_input) {
    const bool is_one = project->strips->track_of[project->route->n_inputs - 1] == 0;
    side = is_one ? project->strips->channel_of[end.port] : project->strips->track_of[end.port];
  }
  return side < N_SIDES ? sides[side] : NULL;
}

/* The group and the port of an end as Carla knows them; false where there is no such port. */
static bool find_names(const Project* project, GraphEnd end, bool is_source, bool counted, char port[NAME_SIZE],
                       const char** names) {
  if (end.block == GRAPH_ITSELF) {
    names[0] = is_source ? CAPTURE : PLAYBACK;
    names[1] = own_port(project, end, is_source, counted, port);
  } else {
    names[0] = project->route->blocks[end.block].name;
    names[1] = instance_port(graph_instance(project->graph, end.block), end.port)->name;
  }
  return names[1] != NULL;
}

static void put_connection(const Project* project, const GraphWire* wire, bool counted) {
  char from_port[NAME_SIZE], to_port[NAME_SIZE];
  const char *from[2], *to[2];
  if (find_names(project, wire->from, true, counted, from_port, from) &&
      find_names(project, wire->to, false, counted, to_port, to)) {
    fputs("  <Connection>\n", project->stream);
    put_end(project->stream, "Source", from[0], from[1]);
    put_end(project->stream, "Target", to[0], to[1]);
    fputs("  </Connection>\n", project->stream);
  }
}

static void put_connections(const Project* project) {
  uint32_t n_wires = 0;
  const GraphWire* wires = graph_wires(project->graph, &n_wires);
  fputs("\n <Patchbay>\n", project->stream);
  for (uint32_t i = 0; i < n_wires; ++i) {
    put_connection(project, &wires[i], false);
    if (wires[i].from.block == GRAPH_ITSELF || wires[i].to.block == GRAPH_ITSELF) {
      put_connection(project, &wires[i], true);
    }
  }
  fputs(" </Patchbay>\n", project->stream);
}

/* The control that holds a splitter's branch back: `delay_a` for the ports `a`, or `a_l` and `a_r`. UINT32_MAX for none. */
static uint32_t delay_control(const Project* project, GraphEnd from) {
  if (from.block == GRAPH_ITSELF) {
    return UINT32_MAX;
  }
  const Instance* instance = graph_instance(project->graph, from.block);
  const char* branch = instance_port(instance, from.port)->symbol;
  char symbol[NAME_SIZE];
  snprintf(symbol, sizeof(symbol), "delay_%.*s", (int)strcspn(branch, "_"), branch);
  return instance_find(instance, symbol);
}

static bool wait_fail(const Project* project, const GraphWire* wire, const char* why) {
  const bool is_input = wire->from.block == GRAPH_ITSELF;
  const char* from = is_input ? project->route->ports[wire->from.port].name
                              : project->route->blocks[wire->from.block].name;
  return host_fail(
    project->error,
    "The route %s has a wire from %s that must wait for a slower path, and Carla makes nothing wait: %s.",
    project->route->name, from, why);
}

/* Whether all that comes out of a branch of a splitter must wait as long as one wire does. */
static bool waits_alike(const Project* project, const GraphWire* wire, bool* is_first) {
  uint32_t n_wires = 0;
  const GraphWire* wires = graph_wires(project->graph, &n_wires);
  *is_first = true;
  for (uint32_t i = 0; i < n_wires; ++i) {
    if (wires[i].from.block == wire->from.block &&
        delay_control(project, wires[i].from) == delay_control(project, wire->from)) {
      *is_first = *is_first && &wires[i] >= wire;
      if (graph_delay_frames(project->graph, &wires[i]) != graph_delay_frames(project->graph, wire)) {
        return false;
      }
    }
  }
  return true;
}

/* Lets the branch of a splitter wait where another host would let the wire. */
static bool let_wait(const Project* project, const GraphWire* wire) {
  const uint32_t control = delay_control(project, wire->from);
  bool is_first = false;
  if (control == UINT32_MAX) {
    return wait_fail(project, wire, "put a parallel splitter into it, whose branch can");
  }
  if (!waits_alike(project, wire, &is_first)) {
    return wait_fail(project, wire, "take another branch of the splitter for what need not wait");
  }
  Instance* instance = graph_instance(project->graph, wire->from.block);
  const double seconds = graph_delay_frames(project->graph, wire) / instance_rate_hz(instance);
  const float ms = instance_get(instance, control) + (float)(seconds * 1000.0);
  if (is_first && ms > instance_port(instance, control)->maximum) {
    return wait_fail(project, wire, "a branch of a splitter can, but not for as long");
  }
  if (is_first) {
    instance_set(instance, control, ms);
  }
  return true;
}

static bool line_up(const Project* project) {
  uint32_t n_wires = 0;
  const GraphWire* wires = graph_wires(project->graph, &n_wires);
  for (uint32_t i = 0; i < n_wires; ++i) {
    if (graph_delay_frames(project->graph, &wires[i]) && !let_wait(project, &wires[i])) {
      return false;
    }
  }
  return true;
}

static void put_project(const Project* project) {
  fprintf(project->stream,
          "<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE CARLA-PROJECT>\n<CARLA-PROJECT VERSION='2.6'>\n"
          " <!-- SPDX-FileCopyrightText: 2026 The Signalbox developers -->\n <!-- SPDX-License-Identifier: ISC -->\n"
          " <!-- Written by ./waf routes from presets/routes/%s.ttl. -->\n",
          project->route->name);
  fputs(" <EngineSettings>\n  <ForceStereo>false</ForceStereo>\n  <PreferPluginBridges>false</PreferPluginBridges>\n"
        "  <PreferUiBridges>true</PreferUiBridges>\n  <UIsAlwaysOnTop>false</UIsAlwaysOnTop>\n"
        "  <MaxParameters>200</MaxParameters>\n  <UIBridgesTimeout>4000</UIBridgesTimeout>\n </EngineSettings>\n\n"
        " <Transport>\n  <BeatsPerMinute>120</BeatsPerMinute>\n </Transport>\n",
        project->stream);
  for (uint32_t i = 0; i < project->route->n_blocks; ++i) {
    const uint32_t block = graph_order(project->graph)[i];
    put_plugin(project->stream, &project->route->blocks[block], graph_instance(project->graph, block));
  }
  put_connections(project);
  fputs("</CARLA-PROJECT>\n", project->stream);
}

bool carla_write(FILE* stream, const Route* route, Graph* graph, HostError* error) {
  Strips* strips = strips_new(route, graph);
  if (!strips) {
    return host_fail(error, "There is not enough memory for the route %s.", route->name);
  }
  const Project project = {stream, route, graph, strips, error};
  const bool good = line_up(&project);
  if (good) {
    put_project(&project);
  }
  strips_free(strips);
  return good;
}
