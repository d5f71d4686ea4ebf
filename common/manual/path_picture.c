// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/path_picture.h"

#include "common/diagram/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BOXES = 40, MOST_WIRES = 64, WORDS_SIZE = 64 };

#define WIRE_LEVEL_DB (-18.0)

/* From a section to another: what the port tables do not tell. Sections are named by the symbols of their groups; "cv"
   is one without. Where both have as many copies, copies go to copies. */
typedef struct {
  const char *family, *from, *to;
  WireStroke stroke;
} PathStep;

static const PathStep steps[] = {
  {"bus_summer", "in_{n}", "strip_{n}", WIRE_PLAIN},
  {"bus_summer", "strip_{n}", "bus", WIRE_PLAIN},
  {"bus_summer", "bus", "out", WIRE_PLAIN},
  {"aux_send", "in", "main", WIRE_PLAIN},
  {"aux_send", "main", "out", WIRE_PLAIN},
  {"aux_send", "in", "send_{n}", WIRE_DOUBLE},
  {"aux_send", "main", "send_{n}", WIRE_DOUBLE},
  {"aux_send", "send_{n}", "send_out_{n}", WIRE_DOUBLE},
  {"aux_return", "in", "blend", WIRE_PLAIN},
  {"aux_return", "return_in", "return", WIRE_PLAIN},
  {"aux_return", "in", "duck", WIRE_DOTTED},
  {"aux_return", "return", "duck", WIRE_PLAIN},
  {"aux_return", "duck", "main", WIRE_PLAIN},
  {"aux_return", "main", "blend", WIRE_PLAIN},
  {"aux_return", "blend", "out", WIRE_PLAIN},
  {"parallel_splitter", "in", "split", WIRE_PLAIN},
  {"parallel_splitter", "split", "branch_{a}", WIRE_PLAIN},
  {"parallel_splitter", "branch_{a}", "out_{a}", WIRE_PLAIN},
  {"parallel_compressor", "in", "dynamics", WIRE_PLAIN},
  {"parallel_compressor", "in", "blend", WIRE_PLAIN},
  {"parallel_compressor", "key_in", "key", WIRE_DOTTED},
  {"parallel_compressor", "key", "dynamics", WIRE_DOTTED},
  {"parallel_compressor", "dynamics", "blend", WIRE_PLAIN},
  {"parallel_compressor", "blend", "out", WIRE_PLAIN},
  {"sidechain_router", "in", "dynamics", WIRE_PLAIN},
  {"sidechain_router", "key_{a}", "key", WIRE_DOTTED},
  {"sidechain_router", "key", "dynamics", WIRE_DOTTED},
  {"sidechain_router", "key", "key_out", WIRE_DOTTED},
  {"sidechain_router", "dynamics", "out", WIRE_PLAIN},
  {"sidechain_router", "dynamics", "cv", WIRE_DOTTED},
};

enum { N_STEPS = sizeof steps / sizeof *steps };

typedef struct {
  BoxView view;
  RowView rows[PORTS_MAX_SPECS];
  char texts[PORTS_MAX_SPECS][WORDS_SIZE];
  char name[WORDS_SIZE];
} PathBox;

typedef struct {
  const PortFamily* family;
  const PortVariant* variant;
  PathBox boxes[MOST_BOXES];
  BoxView views[MOST_BOXES];
  unsigned first[PORTS_MAX_SECTIONS];  // box of each section; of those that are not drawn, MOST_BOXES
  unsigned n_boxes;
  WireView wires[MOST_WIRES];
  WireLook looks[MOST_WIRES];
  unsigned n_wires;
} Path;

/* The variant that has most to show, and of those, the one with the fewest copies. */
static const PortVariant* shown_variant(const PortFamily* family) {
  const PortVariant* best = NULL;
  int best_worth = 0;
  for (unsigned v = 0; v < family->n_variants; ++v) {
    int worth = 0;
    for (unsigned s = 0; s < family->n_sections; ++s) {
      const SectionShape shape = family->variants[v].shape[s];
      worth += (shape.copies ? 1000 : 0) - shape.copies;
    }
    if (!best || worth >= best_worth) {
      best = &family->variants[v];
      best_worth = worth;
    }
  }
  return best;
}

static const char* section_symbol(const PortSection* section) {
  return section->symbol ? section->symbol : "cv";
}

/* The section that a step names, or PORTS_MAX_SECTIONS. */
static unsigned section_find(const PortFamily* family, const char* symbol) {
  for (unsigned s = 0; s < family->n_sections; ++s) {
    if (family->sections[s].role != GROUP_JOINED && !strcmp(section_symbol(&family->sections[s]), symbol)) {
      return s;
    }
  }
  return PORTS_MAX_SECTIONS;
}

static bool is_in_path(const PortFamily* family, unsigned section) {
  for (unsigned i = 0; i < N_STEPS; ++i) {
    if (!strcmp(steps[i].family, family->name) &&
        (section_find(family, steps[i].from) == section || section_find(family, steps[i].to) == section)) {
      return true;
    }
  }
  return false;
}

static void text_put(char out[WORDS_SIZE], const char* text, unsigned copy) {
  char whole[PORTS_TEXT_SIZE];
  ports_expand(text, copy, whole);
  snprintf(out, WORDS_SIZE, "%.60s", whole);
}

static void row_add(PathBox* box, const PortSpec* spec, unsigned copy) {
  const unsigned row = box->view.n_rows++;
  text_put(box->texts[row], spec->name, copy);
  box->rows[row] = (RowView){.cells = {{.kind = CELL_QUIET, .text = box->texts[row]}}};
}

/* What of a section stands in the box of its last copy: its controls, or, of a section without a name, its ports. (A
   box that is higher than others goes below them.) */
static void rows_fill(PathBox* box, const Path* path, unsigned section, unsigned copy) {
  for (unsigned s = 0; s < path->family->n_sections; ++s) {
    const PortSection* part = &path->family->sections[s];
    const SectionShape shape = path->variant->shape[s];
    for (unsigned i = 0; ports_group_section(path->family, s) == section && shape.copies && i < part->n_specs; ++i) {
      const PortSpec* spec = &part->specs[i];
      const bool is_there = shape.channels > 1 || !(spec->flags & PORT_STEREO_ONLY);
      if (is_there && !(spec->flags & PORT_ENABLED) &&
          (spec->kind == PORT_CONTROL_IN || (port_is_audio(spec) && part->role == GROUP_NONE))) {
        row_add(box, spec, copy);
      }
    }
  }
}

static void boxes_fill(Path* path) {
  for (unsigned s = 0; s < path->family->n_sections; ++s) {
    const PortSection* section = &path->family->sections[s];
    path->first[s] = path->n_boxes;
    for (unsigned copy = 0; is_in_path(path->family, s) && copy < path->variant->shape[s].copies; ++copy) {
      PathBox* box = &path->boxes[path->n_boxes++];
      text_put(box->name, section->name ? section->name : "CV Out", copy);
      box->view = (BoxView){.name = box->name, .rows = box->rows, .compact = true};
      if (copy + 1 == path->variant->shape[s].copies) {
        rows_fill(box, path, s, copy);
      }
    }
  }
}

/* Dotted wires come in below the others. */
static void wire_add(Path* path, unsigned from, unsigned to, WireStroke stroke) {
  WireView* wire = &path->wires[path->n_wires];
  *wire = (WireView){.from = from, .to = to, .input = stroke == WIRE_DOTTED};
  path->looks[path->n_wires++] = (WireLook){.stroke = stroke, .level_db = WIRE_LEVEL_DB};
  BoxView* out = &path->boxes[from].view;
  BoxView* in = &path->boxes[to].view;
  out->n_outputs = 1;
  out->outputs[0].text = "";
  in->n_inputs = in->n_inputs > wire->input + 1 ? in->n_inputs : wire->input + 1;
}

/* A box into which dotted wires alone lead has one input. */
static void inputs_settle(Path* path) {
  for (unsigned b = 0; b < path->n_boxes; ++b) {
    bool has_plain = false;
    for (unsigned i = 0; i < path->n_wires; ++i) {
      has_plain |= path->wires[i].to == b && path->wires[i].input == 0;
    }
    for (unsigned i = 0; !has_plain && i < path->n_wires; ++i) {
      path->wires[i].input = path->wires[i].to == b ? 0 : path->wires[i].input;
    }
    if (!has_plain && path->boxes[b].view.n_inputs) {
      path->boxes[b].view.n_inputs = 1;
    }
  }
}

static void wires_fill(Path* path) {
  for (unsigned i = 0; i < N_STEPS; ++i) {
    const PathStep* step = &steps[i];
    if (strcmp(step->family, path->family->name) != 0) {
      continue;
    }
    const unsigned from = section_find(path->family, step->from);
    const unsigned to = section_find(path->family, step->to);
    const unsigned n_from = path->variant->shape[from].copies;
    const unsigned n_to = path->variant->shape[to].copies;
    for (unsigned copy = 0; n_from && n_to && copy < (n_from > n_to ? n_from : n_to); ++copy) {
      wire_add(path, path->first[from] + (n_from > 1 ? copy : 0), path->first[to] + (n_to > 1 ? copy : 0),
               step->stroke);
    }
  }
  inputs_settle(path);
}

static void path_fill(Path* path, const PortFamily* family) {
  path->family = family;
  path->variant = shown_variant(family);
  boxes_fill(path);
  wires_fill(path);
  for (unsigned i = 0; i < path->n_boxes; ++i) {
    path->views[i] = path->boxes[i].view;
  }
}

bool path_draw(PictureSheet* sheet, const Manual* manual, const char* name, HostError* error) {
  const PortFamily* family = family_named(name, NULL);
  Path* path = family ? calloc(1, sizeof *path) : NULL;
  DiagramView view = {.title = NULL};
  DiagramLayout* layout = NULL;
  (void)manual;
  if (path) {
    path_fill(path, family);
    view.boxes = path->views;
    view.n_boxes = path->n_boxes;
    view.wires = path->wires;
    view.n_wires = path->n_wires;
    view.looks = path->looks;
    layout = diagram_put(sheet, &view);
  }
  layout_free(layout);
  free(path);
  return layout || host_fail(error, "The path of the plugin %s cannot be drawn.", name);
}

bool path_has(const PortFamily* family, WireStroke stroke) {
  for (unsigned i = 0; i < N_STEPS; ++i) {
    if (!strcmp(steps[i].family, family->name) && steps[i].stroke == stroke) {
      return true;
    }
  }
  return false;
}

void path_words(const PortFamily* family, char* words, size_t size) {
  size_t n = 0;
  words[0] = '\0';
  for (unsigned i = 0; i < N_STEPS && n < size; ++i) {
    if (!strcmp(steps[i].family, family->name)) {
      char ends[2][WORDS_SIZE];
      const char* const symbols[2] = {steps[i].from, steps[i].to};
      for (unsigned e = 0; e < 2; ++e) {
        const PortSection* section = &family->sections[section_find(family, symbols[e])];
        text_put(ends[e], section->name ? section->name : "CV Out", 0);
      }
      snprintf(words + n, size - n, "%s%s to %s", n ? ", " : "", ends[0], ends[1]);
      n = strlen(words);
    }
  }
}
