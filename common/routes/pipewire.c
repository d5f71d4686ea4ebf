// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/carla_canvas.h"
#include "common/routes/session.h"
#include "common/routes/session_text.h"

/* A mixer of the filter chain has so many inputs; a port takes one wire alone. */
enum { MIXER_INPUTS = 8, MOST_PLACED = 8, MOST_CHANNELS = 64 };

/* What PipeWire routes by itself. Channels without such places, which more of them have, are for those who wire ports.
 */
static const char* const positions[MOST_PLACED] = {"MONO",
                                                   "FL FR",
                                                   "FL FR FC",
                                                   "FL FR RL RR",
                                                   "FL FR FC RL RR",
                                                   "FL FR FC LFE RL RR",
                                                   "FL FR FC LFE RC SL SR",
                                                   "FL FR FC LFE RL RR SL SR"};

/* What is written: all nodes, then all links between them. */
typedef enum { PUT_NODES, PUT_LINKS } Part;

typedef struct {
  FILE* stream;
  const Canvas* canvas;
  const Route* route;
  Part part;
  uint32_t n_mixers;  // that have been written of this part
} Chain;

/* Nodes of the filter chain's own have a slash in their names, which names of plugins have not. */
static void put_source(const Chain* chain, CanvasEnd end) {
  char text[2 * CANVAS_NAME_SIZE + 64];
  const CanvasBox* box = &chain->canvas->boxes[end.box];
  if (box->instance) {
    snprintf(text, sizeof(text), "%s:%s", box->name, instance_port(box->instance, end.port)->symbol);
  } else {
    snprintf(text, sizeof(text), "in/%u:Out", end.port + 1);
  }
  put_quoted(chain->stream, text);
}

static void put_sink(const Chain* chain, CanvasEnd end) {
  char text[2 * CANVAS_NAME_SIZE + 64];
  const CanvasBox* box = &chain->canvas->boxes[end.box];
  if (box->instance) {
    snprintf(text, sizeof(text), "%s:%s", box->name, instance_port(box->instance, end.port)->symbol);
  } else {
    snprintf(text, sizeof(text), "out/%u:In", end.port + 1);
  }
  put_quoted(chain->stream, text);
}

static void put_plugin(const Chain* chain, const CanvasBox* box, const char* uri) {
  fputs("          { type = lv2 name = ", chain->stream);
  put_quoted(chain->stream, box->name);
  fputs(" plugin = ", chain->stream);
  put_quoted(chain->stream, uri);
  fputs("\n            control = {", chain->stream);
  for (uint32_t i = 0; i < instance_n_ports(box->instance); ++i) {
    const HostPort* port = instance_port(box->instance, i);
    if (port->kind == HOST_PORT_CONTROL && port->is_input) {
      fputs(" ", chain->stream);
      put_quoted(chain->stream, port->symbol);
      fputs(" = ", chain->stream);
      put_number(chain->stream, instance_get(box->instance, i));
    }
  }
  fputs(" } }\n", chain->stream);
}

static void put_copies(const Chain* chain, const char* name, uint32_t n) {
  for (uint32_t i = 0; i < n; ++i) {
    fprintf(chain->stream, "          { type = builtin label = copy name = \"%s/%u\" }\n", name, i + 1);
  }
}

/* One of several wires to a port, into the last mixer before it; where that is full, into one behind that. */
static void put_mixed(Chain* chain, const CanvasWire* wire, uint32_t number) {
  const bool is_in_first = number < MIXER_INPUTS;
  const uint32_t place = is_in_first ? number : (number - MIXER_INPUTS) % (MIXER_INPUTS - 1) + 1;
  if (place == (is_in_first ? 0 : 1)) {
    ++chain->n_mixers;
    if (chain->part == PUT_NODES) {
      fprintf(chain->stream, "          { type = builtin label = mixer name = \"sum/%u\" }\n", chain->n_mixers);
    } else if (!is_in_first) {
      fprintf(chain->stream, "          { output = \"sum/%u:Out\" input = \"sum/%u:In 1\" }\n", chain->n_mixers - 1,
              chain->n_mixers);
    }
  }
  if (chain->part == PUT_LINKS) {
    fputs("          { output = ", chain->stream);
    put_source(chain, wire->from);
    fprintf(chain->stream, " input = \"sum/%u:In %u\" }\n", chain->n_mixers, place + 1);
  }
}

/* All that is wired to one port: a link, or what sums it up. */
static void put_port(Chain* chain, CanvasEnd to) {
  const Canvas* canvas = chain->canvas;
  uint32_t n = 0, done = 0;
  for (uint32_t i = 0; i < canvas->n_wires; ++i) {
    n += canvas->wires[i].to.box == to.box && canvas->wires[i].to.port == to.port;
  }
  for (uint32_t i = 0; i < canvas->n_wires; ++i) {
    const CanvasWire* wire = &canvas->wires[i];
    if (wire->to.box != to.box || wire->to.port != to.port) {
      continue;
    }
    if (n > 1) {
      put_mixed(chain, wire, done++);
    } else if (chain->part == PUT_LINKS) {
      fputs("          { output = ", chain->stream);
      put_source(chain, wire->from);
      fputs(" input = ", chain->stream);
      put_sink(chain, to);
      fputs(" }\n", chain->stream);
    }
  }
  if (n > 1 && chain->part == PUT_LINKS) {
    fprintf(chain->stream, "          { output = \"sum/%u:Out\" input = ", chain->n_mixers);
    put_sink(chain, to);
    fputs(" }\n", chain->stream);
  }
}

static void put_ports(Chain* chain, Part part) {
  const Canvas* canvas = chain->canvas;
  chain->part = part;
  chain->n_mixers = 0;
  for (uint32_t box = 0; box < canvas->n_boxes; ++box) {
    const Instance* instance = canvas->boxes[box].instance;
    for (uint32_t i = 0; i < canvas->boxes[box].n_inputs; ++i) {
      put_port(chain, (CanvasEnd){box, instance ? instance_input(instance, i) : i});
    }
  }
}

static void put_own_ports(const Chain* chain, const char* list, const char* name, const char* port, uint32_t n) {
  fprintf(chain->stream, "        %s = [", list);
  for (uint32_t i = 0; i < n; ++i) {
    fprintf(chain->stream, " \"%s/%u:%s\"", name, i + 1, port);
  }
  fputs(" ]\n", chain->stream);
}

static void put_props(const Chain* chain, const char* side, const char* extra, uint32_t n) {
  fprintf(chain->stream, "      %s.props = { node.name = \"signalbox.%s.%s\" %saudio.channels = %u", side,
          chain->route->name, side, extra, n);
  fputs(" audio.position = [", chain->stream);
  for (uint32_t i = 0; n > MOST_PLACED && i < n; ++i) {
    fprintf(chain->stream, " AUX%u", i);
  }
  fprintf(chain->stream, " %s%s] }\n", n > MOST_PLACED ? "" : positions[n - 1], n > MOST_PLACED ? "" : " ");
}

static void put_graph(Chain* chain, const Graph* graph, const AddedDelays* delays) {
  const Canvas* canvas = chain->canvas;
  fputs("      filter.graph = {\n        nodes = [\n", chain->stream);
  put_copies(chain, "in", chain->route->n_inputs);
  put_copies(chain, "out", chain->route->n_outputs);
  for (uint32_t i = 0; i < chain->route->n_blocks; ++i) {
    put_plugin(chain, &canvas->boxes[1 + i], chain->route->blocks[graph_order(graph)[i]].plugin);
  }
  for (uint32_t i = 0; i < delays->n; ++i) {
    added_delays_set(delays, i);
    put_plugin(chain, &canvas->boxes[1 + chain->route->n_blocks + i], DELAY_PLUGIN);
  }
  put_ports(chain, PUT_NODES);
  fputs("        ]\n        links = [\n", chain->stream);
  put_ports(chain, PUT_LINKS);
  fputs("        ]\n", chain->stream);
  put_own_ports(chain, "inputs", "in", "In", chain->route->n_inputs);
  put_own_ports(chain, "outputs", "out", "Out", chain->route->n_outputs);
  fputs("      }\n", chain->stream);
}

bool pipewire_write(FILE* stream, const Route* route, const Graph* graph, const AddedDelays* delays, HostError* error) {
  if (!route->n_inputs || !route->n_outputs || route->n_inputs > MOST_CHANNELS || route->n_outputs > MOST_CHANNELS) {
    return host_fail(error, "The route %s makes no filter chain for PipeWire, which takes 1 to %d inputs and outputs.",
                     route->name, MOST_CHANNELS);
  }
  Canvas* canvas = canvas_new(route, graph, delays);
  if (!canvas) {
    return route_fail_memory(route->name, error);
  }
  Chain chain = {.stream = stream, .canvas = canvas, .route = route};
  put_origin(stream, "# ", "", route->name);
  fputs("context.modules = [\n  { name = libpipewire-module-filter-chain\n    args = {\n", stream);
  for (unsigned i = 0; i < 2; ++i) {
    fprintf(stream, "      %s = ", i ? "media.name" : "node.description");
    put_quoted(stream, route->label);
    putc('\n', stream);
  }
  put_graph(&chain, graph, delays);
  put_props(&chain, "capture", "media.class = Audio/Sink ", route->n_inputs);
  put_props(&chain, "playback", "node.passive = true ", route->n_outputs);
  fputs("    }\n  }\n]\n", stream);
  canvas_free(canvas);
  return true;
}
