// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/carla_canvas.h"

#include "common/routes/carla_places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RATE_TEXT_SIZE = 32, KILO = 1000 };

#define INPUT_NAME "Audio Input"
#define OUTPUT_NAME "Audio Output"

/* Boxes that Carla may have beside those. */
static const char* const taken_names[] = {INPUT_NAME,  OUTPUT_NAME,  "CV Input",
                                          "CV Output", "Midi Input", "Midi Output"};

/* At most as many bytes as there is room for, with no letter cut in two. */
static size_t cut(const char* text, size_t room) {
  size_t length = strlen(text);
  if (length > room) {
    length = room;
    while (length && ((unsigned char)text[length] & 0xc0u) == 0x80u) {
      --length;
    }
  }
  return length;
}

/* What Carla makes of a label: a colon or a slash would end the name, and spaces around it are lost. */
static void clean_name(const char* label, char name[CANVAS_NAME_SIZE]) {
  label += strspn(label, " \t\r\n");
  const size_t length = cut(label, CANVAS_NAME_SIZE - 1);
  for (size_t i = 0; i < length; ++i) {
    const char c = label[i];
    name[i] = c;
    if (c == ':' || c == '/') {
      name[i] = '.';
    } else if ((unsigned char)c < ' ') {
      name[i] = ' ';
    }
  }
  name[length] = '\0';
  for (size_t end = length; end && name[end - 1] == ' '; --end) {
    name[end - 1] = '\0';
  }
}

static bool is_taken(const Canvas* canvas, const char* name) {
  bool taken = !*name;
  for (size_t i = 0; i < sizeof(taken_names) / sizeof(*taken_names); ++i) {
    taken |= !strcmp(name, taken_names[i]);
  }
  for (uint32_t i = 0; i < canvas->n_boxes; ++i) {
    taken |= !strcmp(name, canvas->boxes[i].name);
  }
  return taken;
}

/* A name like a label that no other box has: with a number behind it where it would be one of another. */
static void find_name(const Canvas* canvas, const char* label, const char* symbol, char name[CANVAS_NAME_SIZE]) {
  char clean[CANVAS_NAME_SIZE], number[RATE_TEXT_SIZE];
  clean_name(label, clean);
  if (!*clean) {
    clean_name(symbol, clean);
  }
  snprintf(name, CANVAS_NAME_SIZE, "%s", clean);
  for (unsigned n = 2; is_taken(canvas, name); ++n) {
    const int digits = snprintf(number, sizeof(number), " %u", n);
    snprintf(name, CANVAS_NAME_SIZE, "%.*s%s", (int)cut(clean, CANVAS_NAME_SIZE - 1 - (size_t)digits), clean, number);
  }
}

/* Adds a box for a plugin that is so called. */
static void add_box(Canvas* canvas, const char* label, const char* symbol, const Instance* instance) {
  CanvasBox box = {
    .instance = instance, .n_inputs = instance_n_inputs(instance), .n_outputs = instance_n_outputs(instance)};
  find_name(canvas, label, symbol, box.name);
  canvas->boxes[canvas->n_boxes++] = box;
}

static void add_delays(Canvas* canvas, const AddedDelays* delays) {
  for (uint32_t i = 0; i < delays->n; ++i) {
    char label[CANVAS_NAME_SIZE], rate[RATE_TEXT_SIZE] = "";
    if (!delays->delays[i].is_right_at_all) {
      snprintf(rate, sizeof(rate), " at %g kHz", instance_rate_hz(delays->plugin) / KILO);
    }
    snprintf(label, sizeof(label), "Wait %u%s", i + 1, rate);
    add_box(canvas, label, label, delays->plugin);
  }
}

/* Fills the boxes; `box_of` becomes the box of each block. */
static void fill_boxes(Canvas* canvas, const Route* route, const Graph* graph, const AddedDelays* delays,
                       uint32_t* box_of) {
  canvas->boxes[canvas->n_boxes++] = (CanvasBox){.name = INPUT_NAME, .n_outputs = route->n_inputs};
  for (uint32_t i = 0; i < route->n_blocks; ++i) {
    const uint32_t block = graph_order(graph)[i];
    box_of[block] = canvas->n_boxes;
    add_box(canvas, route->blocks[block].name, route->blocks[block].symbol, graph_instance(graph, block));
  }
  add_delays(canvas, delays);
  canvas->boxes[canvas->n_boxes++] = (CanvasBox){.name = OUTPUT_NAME, .n_inputs = route->n_outputs};
}

static void fill_wires(Canvas* canvas, const Graph* graph, const AddedDelays* delays, const uint32_t* box_of) {
  uint32_t n_wires = 0;
  const GraphWire* wires = graph_wires(graph, &n_wires);
  const uint32_t first_delay = 1 + graph_n_blocks(graph), output = canvas->n_boxes - 1;
  for (uint32_t i = 0; i < delays->n; ++i) {
    const GraphEnd from = delays->delays[i].from;
    canvas->wires[canvas->n_wires++] = (CanvasWire){{from.block == GRAPH_ITSELF ? 0 : box_of[from.block], from.port},
                                                    {first_delay + i, instance_find(delays->plugin, DELAY_INPUT)}};
  }
  for (uint32_t i = 0; i < n_wires; ++i) {
    const GraphEnd from = wires[i].from, to = wires[i].to;
    const uint32_t delay = added_delays_find(delays, graph, &wires[i]);
    CanvasWire wire = {{from.block == GRAPH_ITSELF ? 0 : box_of[from.block], from.port},
                       {to.block == GRAPH_ITSELF ? output : box_of[to.block], to.port}};
    if (delay < delays->n) {
      wire.from = (CanvasEnd){first_delay + delay, instance_find(delays->plugin, DELAY_OUTPUT)};
    }
    canvas->wires[canvas->n_wires++] = wire;
  }
}

Canvas* canvas_new(const Route* route, const Graph* graph, const AddedDelays* delays) {
  uint32_t n_wires = 0;
  graph_wires(graph, &n_wires);
  Canvas* canvas = (Canvas*)calloc(1, sizeof(Canvas));
  uint32_t* box_of = (uint32_t*)calloc(route->n_blocks + 1, sizeof(uint32_t));
  if (canvas) {
    canvas->boxes = (CanvasBox*)calloc((size_t)route->n_blocks + delays->n + 2, sizeof(CanvasBox));
    canvas->wires = (CanvasWire*)calloc((size_t)n_wires + delays->n + 1, sizeof(CanvasWire));
  }
  bool good = canvas && box_of && canvas->boxes && canvas->wires;
  if (good) {
    fill_boxes(canvas, route, graph, delays, box_of);
    fill_wires(canvas, graph, delays, box_of);
    good = canvas_place(canvas);
  }
  free(box_of);
  if (!good) {
    canvas_free(canvas);
    return NULL;
  }
  return canvas;
}

void canvas_free(Canvas* canvas) {
  if (canvas) {
    free(canvas->boxes);
    free(canvas->wires);
    free(canvas);
  }
}
