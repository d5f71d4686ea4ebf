// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/chart.h"

#include "common/draw/bars.h"
#include "common/draw/numbers.h"

#include <stdio.h>
#include <stdlib.h>

#define SCALE 2.0

typedef struct {
  BarGroup groups[WORKS_MOST];
  BarView bars[WORKS_MOST][WORK_MOST_CANDIDATES];
  char texts[WORKS_MOST][WORK_MOST_CANDIDATES][DRAW_TEXT_SIZE];
} Chart;

static BarView fill_bar(const Results* results, unsigned w, unsigned c, char text[DRAW_TEXT_SIZE]) {
  const CandidateSpec* spec = &works[w].candidates[c];
  const double ours = times_least(&results->times[w][0], SIGNAL_NOISE, 256, TIMES_SETTLED);
  const double ns = times_least(&results->times[w][c], SIGNAL_NOISE, 256, TIMES_SETTLED);
  if (c == 0) {
    snprintf(text, DRAW_TEXT_SIZE, "%.2f ns", ns);
  } else {
    snprintf(text, DRAW_TEXT_SIZE, "%.2f ns, %.*f×", ns, ns < 9.95 * ours ? 2 : 0, ns / ours);
  }
  return (BarView){.name = spec->name,
                   .value = ns,
                   .text = text,
                   .kind = c == 0        ? BAR_OURS
                           : spec->limit ? BAR_LIMIT
                                         : BAR_OTHER};
}

static BarGroup fill_group(Chart* chart, const Results* results, unsigned w) {
  BarGroup group = {.title = works[w].title, .bars = chart->bars[w]};
  for (unsigned c = 0; c < WORK_MOST_CANDIDATES && works[w].candidates[c].name; ++c) {
    if (results->times[w][c].present) {
      chart->bars[w][group.n_bars++] = fill_bar(results, w, c, chart->texts[w][c]);
    }
  }
  return group;
}

static bool save(const BarsView* view, const char* path, HostError* error) {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(BARS_WIDTH * SCALE),
                                                        (int)(bars_height(view) * SCALE));
  cairo_t* cr = cairo_create(surface);
  cairo_scale(cr, SCALE, SCALE);
  bars_draw(cr, view);
  cairo_destroy(cr);
  const cairo_status_t status = cairo_surface_write_to_png(surface, path);
  cairo_surface_destroy(surface);
  return status == CAIRO_STATUS_SUCCESS ||
         host_fail(error, "Cannot write the chart %s: %s.", path, cairo_status_to_string(status));
}

bool chart_save(const Results* results, const char* path, HostError* error) {
  Chart* chart = (Chart*)calloc(1, sizeof(Chart));
  if (!chart) {
    return host_fail(error, "There is not enough memory for the chart %s.", path);
  }
  char subtitle[DRAW_TEXT_SIZE + sizeof(results->machine)];
  snprintf(subtitle, sizeof(subtitle), "Blocks of 256 frames at 48 kHz, settled, noise; one core of %s",
           results->machine);
  BarsView view = {.title = "Nanoseconds per frame", .subtitle = subtitle, .groups = chart->groups};
  for (unsigned w = 0; w < n_works; ++w) {
    chart->groups[view.n_groups] = fill_group(chart, results, w);
    view.n_groups += chart->groups[view.n_groups].n_bars > 1;  // one alone would show nothing
  }
  const bool good = save(&view, path, error);
  free(chart);
  return good;
}
