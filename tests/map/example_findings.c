// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/map/example_findings.h"

#include <stdlib.h>
#include <string.h>

enum { N_TEXTS = 3 };

static const char* const what_texts[N_TEXTS] = {
  "The same sound reaches Master twice: directly, and by way of Drums.",
  "Nothing leads from here to anywhere, so it is not heard.",
  "Nine tracks each have a reverb of their own: one that they share would do.",
};
static const char* const cure_texts[N_TEXTS] = {
  "Click its output button, Routing Grid, and leave one of the two: take it off Master to hear it through Drums alone.",
  "Click its output button and choose Master.",
  "Make a bus with the reverb alone on it, fully wet, and give each track a send there.",
};

Finding* example_finding(Findings* findings, FindingKind kind, bool is_hint, uint32_t strip, const char* where) {
  if (findings->n == findings->room) {
    findings->room = findings->room ? 2 * findings->room : 8;
    findings->at = (Finding*)realloc(findings->at, findings->room * sizeof(Finding));
  }
  Finding* finding = &findings->at[findings->n++];
  const unsigned text = is_hint ? 2 : kind == FINDING_DOUBLED_PATH ? 0 : 1;
  *finding = (Finding){.kind = kind,
                       .is_hint = is_hint,
                       .what = what_texts[text],
                       .where = where,
                       .why = "So it is louder than its fader says.",
                       .cure = cure_texts[text],
                       .plugin = MAP_NONE};
  example_finding_strip(finding, strip);
  return finding;
}

static void add(uint32_t** at, uint32_t* n, uint32_t* room, uint32_t value) {
  if (*n == *room) {
    *room = *room ? 2 * *room : 4;
    *at = (uint32_t*)realloc(*at, *room * sizeof(uint32_t));
  }
  (*at)[(*n)++] = value;
}

void example_finding_strip(Finding* finding, uint32_t strip) {
  add(&finding->strips, &finding->n_strips, &finding->room_strips, strip);
}

void example_finding_wire(Finding* finding, uint32_t wire) {
  add(&finding->wires, &finding->n_wires, &finding->room_wires, wire);
}

void example_findings_free(Findings* findings) {
  for (uint32_t i = 0; i < findings->n; ++i) {
    free(findings->at[i].strips);
    free(findings->at[i].wires);
  }
  free(findings->at);
  memset(findings, 0, sizeof(*findings));
}
