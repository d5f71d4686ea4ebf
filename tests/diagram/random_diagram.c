// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/diagram/random_diagram.h"

#include "common/host/noise.h"

#include <string.h>

/* Words of 1 to 24 letters, wide and narrow ones. */
static const char* random_text(Noise* noise, char out[DRAW_TEXT_SIZE]) {
  const uint32_t length = 1 + noise_below(noise, 24);
  for (uint32_t i = 0; i < length; ++i) {
    out[i] = "WMaeilt.-0"[noise_below(noise, 10)];
  }
  out[length] = '\0';
  return out;
}

/* In compact boxes, there is room for a text where one pin alone is beside the name. */
static void drop_texts(BoxView* box) {
  unsigned n_free = 0, last_free = 0;
  for (unsigned pin = 0; pin < box->n_outputs; ++pin) {
    bool is_free = true;
    for (unsigned i = 0; i < box->n_rows; ++i) {
      is_free &= box->rows[i].output != pin + 1;
    }
    n_free += is_free;
    last_free = is_free ? pin : last_free;
    box->outputs[pin].text = "";
  }
  box->outputs[last_free].text = n_free == 1 ? NULL : "";
}

static void random_box(Noise* noise, RandomDiagram* random, unsigned index) {
  BoxView* box = &random->boxes[index];
  char(*texts)[DRAW_TEXT_SIZE] = random->texts[index];
  box->name = random_text(noise, texts[0]);
  box->note = noise_below(noise, 2) ? random_text(noise, texts[1]) : NULL;
  box->foot = noise_below(noise, 4) == 0 ? texts[0] : NULL;
  box->wave_place = (WavePlace)noise_below(noise, 3);
  box->wave = &random->wave;
  box->n_inputs = noise_below(noise, 5);
  box->n_outputs = 1 + noise_below(noise, 4);
  box->rows = random->rows[index];
  box->n_rows = noise_below(noise, RANDOM_MAX_ROWS);
  for (unsigned i = 0; i < box->n_outputs; ++i) {
    box->outputs[i].level_db = noise_between(noise, -95.0f, 6.0f);
    box->outputs[i].clips = noise_below(noise, 4) == 0;
  }
  for (unsigned i = 0; i < box->n_rows; ++i) {
    RowView* row = &random->rows[index][i];
    random_text(noise, texts[2 + i]);
    for (unsigned column = 0; column < BOX_CELLS; ++column) {
      row->cells[column] = (CellView){.kind = (CellKind)noise_below(noise, CELL_BADGE + 1), .text = texts[2 + i]};
    }
    row->off = noise_below(noise, 4) == 0;
    row->input = i < box->n_inputs && noise_below(noise, 2) ? i + 1 : 0;
    row->output = i < box->n_outputs && noise_below(noise, 2) ? i + 1 : 0;
  }
  box->compact = noise_below(noise, 2);
  if (box->compact) {
    drop_texts(box);
  }
  box->off = noise_below(noise, 4) == 0;
  box->least_column = noise_below(noise, 3);
  box->keeps_column = noise_below(noise, 2);
  box->marks = random->marks[index];
  box->n_marks = noise_below(noise, RANDOM_MAX_MARKS);
  for (unsigned i = 0; i < box->n_marks; ++i) {
    random->marks[index][i] = (MarkView){(BadgeKind)noise_below(noise, BADGE_HINT + 1), texts[i % 2]};
  }
}

/* How a wire looks, which is heeded in some diagrams. */
static WireLook random_look(Noise* noise) {
  return (WireLook){.stroke = (WireStroke)noise_below(noise, WIRE_DOTTED + 1),
                    .level_db = (double)noise_between(noise, -60.0f, 6.0f),
                    .alarm = noise_below(noise, 4) == 0,
                    .off = noise_below(noise, 4) == 0};
}

/* Wires go from an earlier place in a random order of the boxes to a later one, so that there is no loop. */
void random_diagram_fill(uint64_t seed, RandomDiagram* random) {
  Noise noise = {seed};
  unsigned order[RANDOM_MAX_BOXES] = {0};
  memset(random, 0, sizeof *random);
  random->wave.n_channels = 1 + noise_below(&noise, 2);
  const unsigned n_boxes = 2 + noise_below(&noise, RANDOM_MAX_BOXES - 1);
  for (unsigned i = 0; i < n_boxes; ++i) {
    const unsigned k = noise_below(&noise, i + 1);
    order[i] = order[k];
    order[k] = i;
    random_box(&noise, random, i);
  }
  unsigned n_wires = 0;
  for (uint32_t i = noise_below(&noise, RANDOM_MAX_WIRES); i > 0; --i) {
    const unsigned a = noise_below(&noise, n_boxes - 1);
    const unsigned from = order[a];
    const unsigned to = order[a + 1 + noise_below(&noise, n_boxes - 1 - a)];
    if (random->boxes[to].n_inputs > 0) {
      const unsigned output = noise_below(&noise, random->boxes[from].n_outputs);
      const unsigned input = noise_below(&noise, random->boxes[to].n_inputs);
      random->looks[n_wires] = random_look(&noise);
      random->wires[n_wires++] = (WireView){from, output, to, input, false};
    } else if (random->boxes[from].n_inputs > 0) {
      const unsigned output = noise_below(&noise, random->boxes[to].n_outputs);
      const unsigned input = noise_below(&noise, random->boxes[from].n_inputs);
      random->looks[n_wires] = random_look(&noise);
      random->wires[n_wires++] = (WireView){to, output, from, input, true};
    }
  }
  random->diagram = (DiagramView){.title = random->texts[0][0],
                                  .subtitle = random->texts[1][0],
                                  .legend = noise_below(&noise, 2) ? "Legend" : NULL,
                                  .boxes = random->boxes,
                                  .n_boxes = n_boxes,
                                  .wires = random->wires,
                                  .n_wires = n_wires,
                                  .looks = noise_below(&noise, 2) ? random->looks : NULL};
}
