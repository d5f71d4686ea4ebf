// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/session.h"

#include "common/routes/added_delays.h"
#include "common/routes/session_text.h"
#include "common/routes/strips.h"

#include <stdlib.h>
#include <string.h>

/* Carla's own ends in patchbay mode. On its usual two channels they have names, on more they are counted from 1; the
   connections to those that a Carla does not have it leaves out. */
#define CAPTURE "Audio Input"
#define PLAYBACK "Audio Output"

#define DELAY_NAME "Wait %u"

static const char* const sides[] = {"Left", "Right"};

enum { N_SIDES = 2, NAME_SIZE = 256 };

typedef struct {
  FILE* stream;
  const Route* route;
  const Graph* graph;
  const Strips* strips;
  const AddedDelays* delays;
} Project;

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
      put_number(stream, instance_get(instance, i));
      fputs("</Value>\n   </Parameter>\n", stream);
    }
    ++index;
  }
}

static void put_plugin(FILE* stream, const char* name, const char* uri, const Instance* instance) {
  fputs("\n <Plugin>\n  <Info>\n   <Type>LV2</Type>\n", stream);
  put_element(stream, 3, "Name", name);
  put_element(stream, 3, "URI", uri);
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

static const char* port_name(const Instance* instance, const char* symbol) {
  return instance_port(instance, instance_find(instance, symbol))->name;
}

static void put_connection(const Project* project, const char* const from[2], const char* const to[2]) {
  fputs("  <Connection>\n", project->stream);
  put_end(project->stream, "Source", from[0], from[1]);
  put_end(project->stream, "Target", to[0], to[1]);
  fputs("  </Connection>\n", project->stream);
}

/* A wire, or the part of it that is behind an added delay. */
static void put_wire(const Project* project, const GraphWire* wire, bool counted) {
  char from_port[NAME_SIZE], to_port[NAME_SIZE], delay_name[NAME_SIZE];
  const char *from[2], *to[2];
  const uint32_t delay = added_delays_find(project->delays, project->graph, wire);
  bool is_there = find_names(project, wire->to, false, counted, to_port, to);
  if (delay < project->delays->n) {
    snprintf(delay_name, sizeof(delay_name), DELAY_NAME, delay + 1);
    from[0] = delay_name;
    from[1] = port_name(project->delays->plugin, DELAY_OUTPUT);
  } else {
    is_there = find_names(project, wire->from, true, counted, from_port, from) && is_there;
  }
  if (is_there) {
    put_connection(project, from, to);
  }
}

/* What leads into an added delay. */
static void put_delay(const Project* project, uint32_t delay, bool counted) {
  char from_port[NAME_SIZE], delay_name[NAME_SIZE];
  const char* from[2];
  snprintf(delay_name, sizeof(delay_name), DELAY_NAME, delay + 1);
  if (find_names(project, project->delays->delays[delay].from, true, counted, from_port, from)) {
    put_connection(project, from, (const char* const[2]){delay_name, port_name(project->delays->plugin, DELAY_INPUT)});
  }
}

/* All wires, those that lead to Carla's own ends in a form for each size of Carla. */
static void put_connections(const Project* project) {
  uint32_t n_wires = 0;
  const GraphWire* wires = graph_wires(project->graph, &n_wires);
  fputs("\n <Patchbay>\n", project->stream);
  for (uint32_t i = 0; i < project->delays->n; ++i) {
    put_delay(project, i, false);
    if (project->delays->delays[i].from.block == GRAPH_ITSELF) {
      put_delay(project, i, true);
    }
  }
  for (uint32_t i = 0; i < n_wires; ++i) {
    const bool is_delayed = added_delays_find(project->delays, project->graph, &wires[i]) < project->delays->n;
    put_wire(project, &wires[i], false);
    if ((wires[i].from.block == GRAPH_ITSELF && !is_delayed) || wires[i].to.block == GRAPH_ITSELF) {
      put_wire(project, &wires[i], true);
    }
  }
  fputs(" </Patchbay>\n", project->stream);
}

static void put_plugins(const Project* project) {
  for (uint32_t i = 0; i < project->route->n_blocks; ++i) {
    const uint32_t number = graph_order(project->graph)[i];
    const RouteBlock* block = &project->route->blocks[number];
    put_plugin(project->stream, block->name, block->plugin, graph_instance(project->graph, number));
  }
  for (uint32_t i = 0; i < project->delays->n; ++i) {
    char name[NAME_SIZE];
    snprintf(name, sizeof(name), DELAY_NAME, i + 1);
    instance_set_named(project->delays->plugin, DELAY_CONTROL, project->delays->delays[i].ms);
    put_plugin(project->stream, name, DELAY_PLUGIN, project->delays->plugin);
  }
}

static void put_project(const Project* project) {
  fputs("<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE CARLA-PROJECT>\n<CARLA-PROJECT VERSION='2.6'>\n",
        project->stream);
  put_origin(project->stream, " <!-- ", " -->", project->route->name);
  fputs(" <EngineSettings>\n  <ForceStereo>false</ForceStereo>\n  <PreferPluginBridges>false</PreferPluginBridges>\n"
        "  <PreferUiBridges>true</PreferUiBridges>\n  <UIsAlwaysOnTop>false</UIsAlwaysOnTop>\n"
        "  <MaxParameters>200</MaxParameters>\n  <UIBridgesTimeout>4000</UIBridgesTimeout>\n </EngineSettings>\n\n"
        " <Transport>\n  <BeatsPerMinute>120</BeatsPerMinute>\n </Transport>\n",
        project->stream);
  put_plugins(project);
  put_connections(project);
  fputs("</CARLA-PROJECT>\n", project->stream);
}

/* Carla knows plugins by their names alone. */
static bool check_names(const Route* route, HostError* error) {
  for (uint32_t i = 0; i < route->n_blocks; ++i) {
    for (uint32_t j = 0; j < i; ++j) {
      if (!strcmp(route->blocks[i].name, route->blocks[j].name)) {
        return host_fail(error, "The route %s has two blocks with the name %s, which Carla cannot tell apart.",
                         route->name, route->blocks[i].name);
      }
    }
  }
  return true;
}

bool carla_write(FILE* stream, const Route* route, Graph* graph, HostError* error) {
  HostError why = {""};
  Strips* strips = strips_new(route, graph, error);
  AddedDelays* delays = added_delays_new(graph, &why);
  bool good = strips != NULL;
  good = good && (delays || host_fail(error, "The route %s makes no project for Carla. %s", route->name, why.text));
  good = good && check_names(route, error);
  if (good) {
    const Project project = {stream, route, graph, strips, delays};
    put_project(&project);
  }
  added_delays_free(delays);
  strips_free(strips);
  return good;
}
