// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/carla_canvas.h"
#include "common/routes/route_wires.h"
#include "common/routes/session.h"
#include "common/routes/session_text.h"

#include <string.h>

/* MOD draws pedals some three times as large as Carla draws boxes. */
enum { SCALE = 3, MARGIN = 900 };

typedef struct {
  FILE* stream;
  const Route* route;
  const Canvas* canvas;
} Board;

static const char prefixes[] = "@prefix doap: <http://usefulinc.com/ns/doap#> .\n"
                               "@prefix ingen: <http://drobilla.net/ns/ingen#> .\n"
                               "@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n"
                               "@prefix mod: <http://moddevices.com/ns/mod#> .\n"
                               "@prefix pedal: <http://moddevices.com/ns/modpedal#> .\n"
                               "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n";

static const char is_a_pedalboard[] = "a lv2:Plugin , ingen:Graph , pedal:Pedalboard";

/* The letters and digits of a name, and the number of its box, which tells it from others of the like. */
static void put_symbol(const Board* board, uint32_t box) {
  static const char kept[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const char* name = board->canvas->boxes[box].name;
  fputs(name[0] >= '0' && name[0] <= '9' ? "_" : "", board->stream);
  for (; *name; ++name) {
    putc(strchr(kept, *name) ? *name : '_', board->stream);
  }
  fprintf(board->stream, "_%u", box);
}

static void put_port(const Board* board, uint32_t box, const char* symbol) {
  putc('<', board->stream);
  put_symbol(board, box);
  fprintf(board->stream, "/%s>", symbol);
}

/* MOD knows its sockets by such names alone. */
static void put_socket(const Board* board, bool is_input, uint32_t number) {
  fprintf(board->stream, "<%s_%u>", is_input ? "capture" : "playback", number + 1);
}

static void put_end(const Board* board, CanvasEnd end, bool is_source) {
  if (canvas_is_own(board->canvas, end)) {
    put_socket(board, is_source, end.port);
  } else {
    put_port(board, end.box, instance_port(board->canvas->boxes[end.box].instance, end.port)->symbol);
  }
}

static void put_wire(const Board* board, const CanvasWire* wire) {
  fputs("<> ingen:arc [ ingen:tail ", board->stream);
  put_end(board, wire->from, true);
  fputs(" ; ingen:head ", board->stream);
  put_end(board, wire->to, false);
  fputs(" ] .\n", board->stream);
}

static const char* kind_of(const HostPort* port) {
  return port->kind == HOST_PORT_AUDIO ? "lv2:AudioPort"
         : port->kind == HOST_PORT_CV  ? "lv2:CVPort"
                                       : "lv2:ControlPort";
}

/* Routes have no wires between others. */
static bool is_told(const HostPort* port) {
  return host_port_is_audio(port) || port->kind == HOST_PORT_CONTROL;
}

static void put_ports(const Board* board, uint32_t box, bool is_on) {
  const Instance* instance = board->canvas->boxes[box].instance;
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    const HostPort* port = instance_port(instance, i);
    if (!is_told(port)) {
      continue;
    }
    put_port(board, box, port->symbol);
    fprintf(board->stream, " a %s , %s", kind_of(port), port->is_input ? "lv2:InputPort" : "lv2:OutputPort");
    if (port->kind == HOST_PORT_CONTROL && port->is_input) {
      fputs(" ; ingen:value ", board->stream);
      put_number(board->stream, instance_get(instance, i));
    }
    fputs(" .\n", board->stream);
  }
  put_port(board, box, ":bypass");
  fprintf(board->stream, " a lv2:ControlPort , lv2:InputPort ; ingen:value %d .\n", !is_on);
}

static void put_block(const Board* board, uint32_t box, const char* uri, bool is_on) {
  const CanvasBox* what = &board->canvas->boxes[box];
  fputs("\n<> ingen:block <", board->stream);
  put_symbol(board, box);
  fputs("> .\n<", board->stream);
  put_symbol(board, box);
  fprintf(board->stream, "> a ingen:Block ;\n  lv2:prototype <%s> ;\n  mod:label ", uri);
  put_quoted(board->stream, what->name);
  fprintf(board->stream,
          " ;\n  ingen:canvasX %d.0 ;\n  ingen:canvasY %d.0 ;\n  ingen:enabled true ;\n  ingen:polyphonic false ;\n"
          "  pedal:instanceNumber %u ;\n  pedal:preset <> ;\n  lv2:port ",
          SCALE * what->x, SCALE * what->y, box - 1);
  for (uint32_t i = 0; i < instance_n_ports(what->instance); ++i) {
    if (is_told(instance_port(what->instance, i))) {
      put_port(board, box, instance_port(what->instance, i)->symbol);
      fputs(" , ", board->stream);
    }
  }
  put_port(board, box, ":bypass");
  fputs(" .\n", board->stream);
  put_ports(board, box, is_on);
}

/* A plugin's own bypass says so too, which MOD moves along with its own. */
static bool is_on(const RouteBlock* block, const Instance* instance) {
  const uint32_t enabled = route_enabled_port(instance);
  return block->is_on && (enabled == UINT32_MAX || instance_get(instance, enabled) > 0.0f);
}

static void put_blocks(const Board* board, const Graph* graph, const AddedDelays* delays) {
  const uint32_t n_blocks = board->route->n_blocks;
  for (uint32_t i = 0; i < n_blocks; ++i) {
    const RouteBlock* block = &board->route->blocks[graph_order(graph)[i]];
    put_block(board, 1 + i, block->plugin, is_on(block, board->canvas->boxes[1 + i].instance));
  }
  for (uint32_t i = 0; i < delays->n; ++i) {
    added_delays_set(delays, i);
    put_block(board, 1 + n_blocks + i, DELAY_PLUGIN, true);
  }
}

static void put_sockets(const Board* board, bool is_input, uint32_t n, uint32_t first) {
  const char* name = is_input ? "capture" : "playback";
  for (uint32_t i = 0; i < n; ++i) {
    fputs("<> lv2:port ", board->stream);
    put_socket(board, is_input, i);
    fputs(" .\n", board->stream);
    put_socket(board, is_input, i);
    fprintf(board->stream,
            " a lv2:AudioPort , %s ; lv2:index %u ; lv2:symbol \"%s_%u\" ; lv2:name \"%c%s %u\" ;\n"
            "  lv2:portProperty lv2:connectionOptional .\n",
            is_input ? "lv2:InputPort" : "lv2:OutputPort", first + i, name, i + 1, name[0] + 'A' - 'a', name + 1,
            i + 1);
  }
}

static void put_head(const Board* board) {
  int width = 0, height = 0;
  for (uint32_t i = 0; i < board->canvas->n_boxes; ++i) {
    const CanvasBox* box = &board->canvas->boxes[i];
    width = box->x > width ? box->x : width;
    height = box->y > height ? box->y : height;
  }
  fprintf(board->stream, "\n<> %s ;\n  doap:name ", is_a_pedalboard);
  put_quoted(board->stream, board->route->label);
  if (board->route->comment) {
    fputs(" ;\n  rdfs:comment ", board->stream);
    put_quoted(board->stream, board->route->comment);
  }
  fprintf(board->stream, " ;\n  ingen:polyphony 1 ;\n  pedal:width %d ;\n  pedal:height %d .\n", SCALE * width + MARGIN,
          SCALE * height + MARGIN);
}

bool mod_write(FILE* stream, const Route* route, const Graph* graph, const AddedDelays* delays, HostError* error) {
  Canvas* canvas = canvas_new(route, graph, delays);
  if (!canvas) {
    return route_fail_memory(route->name, error);
  }
  const Board board = {stream, route, canvas};
  put_origin(stream, "# ", "", route->name);
  fprintf(stream, "\n%s", prefixes);
  put_head(&board);
  put_sockets(&board, true, route->n_inputs, 0);
  put_sockets(&board, false, route->n_outputs, route->n_inputs);
  put_blocks(&board, graph, delays);
  putc('\n', stream);
  for (uint32_t i = 0; i < canvas->n_wires; ++i) {
    put_wire(&board, &canvas->wires[i]);
  }
  canvas_free(canvas);
  return true;
}

void mod_write_manifest(FILE* stream, const Route* route) {
  put_origin(stream, "# ", "", route->name);
  fprintf(stream, "\n%s\n<%s.ttl> %s ;\n  lv2:prototype ingen:GraphPrototype ;\n  rdfs:seeAlso <%s.ttl> .\n", prefixes,
          route->name, is_a_pedalboard, route->name);
}
