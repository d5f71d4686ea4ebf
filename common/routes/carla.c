// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/session.h"

#include "common/routes/carla_canvas.h"
#include "common/routes/session_text.h"
#include "common/routes/strips.h"

static const char* const sides[] = {"Left", "Right"};

enum { N_SIDES = 2, NAME_SIZE = 256 };

typedef struct {
  FILE* stream;
  const Route* route;
  const Strips* strips;
  const AddedDelays* delays;
  const Canvas* canvas;
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

/* The name of a port of Carla's own on a Carla of two channels, or, `counted`, of more; NULL where it has none there.
   On two channels a route with one source has it in stereo, and a route with more has the first two, one on each. */
static const char* own_port(const Project* project, uint32_t port, bool is_input, bool counted, char name[NAME_SIZE]) {
  if (counted) {
    snprintf(name, NAME_SIZE, "%s %u", is_input ? "Capture" : "Playback", port + 1);
    return name;
  }
  uint32_t side = port;
  if (is_input) {
    const bool is_one = project->strips->track_of[project->route->n_inputs - 1] == 0;
    side = is_one ? project->strips->channel_of[port] : project->strips->track_of[port];
  }
  return side < N_SIDES ? sides[side] : NULL;
}

/* The name of an end's port, or NULL as above. */
static const char* port_name(const Project* project, CanvasEnd end, bool is_source, bool counted,
                             char name[NAME_SIZE]) {
  return canvas_is_own(project->canvas, end) ? own_port(project, end.port, is_source, counted, name)
                                             : instance_port(project->canvas->boxes[end.box].instance, end.port)->name;
}

static void put_end(const Project* project, const char* element, CanvasEnd end, const char* port) {
  char text[CANVAS_NAME_SIZE + NAME_SIZE];
  snprintf(text, sizeof(text), "%s:%s", project->canvas->boxes[end.box].name, port);
  put_element(project->stream, 3, element, text);
}

static void put_wire(const Project* project, const CanvasWire* wire, bool counted) {
  char from_name[NAME_SIZE], to_name[NAME_SIZE];
  const char* from = port_name(project, wire->from, true, counted, from_name);
  const char* to = port_name(project, wire->to, false, counted, to_name);
  if (from && to) {
    fputs("  <Connection>\n", project->stream);
    put_end(project, "Source", wire->from, from);
    put_end(project, "Target", wire->to, to);
    fputs("  </Connection>\n", project->stream);
  }
}

/* A place for each box. Plugins are counted as they stand in the file. */
static void put_positions(const Project* project) {
  const Canvas* canvas = project->canvas;
  fputs("  <Positions>\n", project->stream);
  for (uint32_t i = 0; i < canvas->n_boxes; ++i) {
    const CanvasBox* box = &canvas->boxes[i];
    fprintf(project->stream, "   <Position x1=\"%d\" y1=\"%d\"", box->x, box->y);
    if (box->instance) {
      fprintf(project->stream, " pluginId=\"%u\"", i - 1);
    }
    fputs(">\n", project->stream);
    put_element(project->stream, 4, "Name", box->name);
    fputs("   </Position>\n", project->stream);
  }
  fputs("  </Positions>\n", project->stream);
}

/* All wires, those that lead to Carla's own ends in a form for each size of Carla: it leaves out what leads to ports
   that it does not have. */
static void put_patchbay(const Project* project) {
  const Canvas* canvas = project->canvas;
  fputs("\n <Patchbay>\n", project->stream);
  for (uint32_t i = 0; i < canvas->n_wires; ++i) {
    const CanvasWire* wire = &canvas->wires[i];
    put_wire(project, wire, false);
    if (canvas_is_own(canvas, wire->from) || canvas_is_own(canvas, wire->to)) {
      put_wire(project, wire, true);
    }
  }
  put_positions(project);
  fputs(" </Patchbay>\n", project->stream);
}

static void put_plugins(const Project* project, const Graph* graph) {
  const CanvasBox* boxes = project->canvas->boxes + 1;  // behind Carla's input
  const uint32_t n_blocks = project->route->n_blocks;
  for (uint32_t i = 0; i < n_blocks; ++i) {
    const RouteBlock* block = &project->route->blocks[graph_order(graph)[i]];
    put_plugin(project->stream, boxes[i].name, block->plugin, boxes[i].instance);
  }
  for (uint32_t i = 0; i < project->delays->n; ++i) {
    added_delays_set(project->delays, i);
    put_plugin(project->stream, boxes[n_blocks + i].name, DELAY_PLUGIN, project->delays->plugin);
  }
}

static void put_project(const Project* project, const Graph* graph) {
  fputs("<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE CARLA-PROJECT>\n<CARLA-PROJECT VERSION='2.6'>\n",
        project->stream);
  put_origin(project->stream, " <!-- ", " -->", project->route->name);
  fputs(" <EngineSettings>\n  <ForceStereo>false</ForceStereo>\n  <PreferPluginBridges>false</PreferPluginBridges>\n"
        "  <PreferUiBridges>true</PreferUiBridges>\n  <UIsAlwaysOnTop>false</UIsAlwaysOnTop>\n"
        "  <MaxParameters>200</MaxParameters>\n  <UIBridgesTimeout>4000</UIBridgesTimeout>\n </EngineSettings>\n\n"
        " <Transport>\n  <BeatsPerMinute>120</BeatsPerMinute>\n </Transport>\n",
        project->stream);
  put_plugins(project, graph);
  put_patchbay(project);
  fputs("</CARLA-PROJECT>\n", project->stream);
}

bool carla_write(FILE* stream, const Route* route, const Graph* graph, const AddedDelays* delays, HostError* error) {
  Strips* strips = strips_new(route, graph, error);
  Canvas* canvas = strips ? canvas_new(route, graph, delays) : NULL;
  const bool good = canvas || (strips && route_fail_memory(route->name, error));
  if (canvas) {
    const Project project = {stream, route, strips, delays, canvas};
    put_project(&project, graph);
  }
  canvas_free(canvas);
  strips_free(strips);
  return good;
}
