// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/mistake_picture.h"

#include "common/demo/png.h"
#include "common/demo/scene_render.h"
#include "common/demo/spectrum.h"
#include "common/draw/numbers.h"
#include "common/draw/spectra.h"
#include "common/draw/wave.h"
#include "common/ports/specs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARGIN 28.0
#define WIDTH 980.0
#define WAVE_WIDTH 540.0
#define WAVE_HEIGHT 130.0
#define GAP 28.0
#define RIBBON_HEIGHT 24.0
#define SETTLED_SECONDS 1.5  // after which spectra are taken: the status has been named, and the mending is done

/* What is drawn beside words and the ribbon. */
typedef struct {
  WaveView wave;
  float level_db[MISTAKE_HALVES][SPECTRUM_POINTS];
} Seen;

static const char* status_word(unsigned status) {
  return spec_status_points[status].label;
}

void mistake_said(const MistakeRender* render, char out[MISTAKE_TEXT_SIZE]) {
  const unsigned last = render->status[render->n_blocks - 1];
  char pair[64] = "";
  char lag[64] = "";
  if (render->strips[0]) {
    snprintf(pair, sizeof pair, " of strips %u and %u", render->strips[0], render->strips[1]);
  }
  if (render->mistake->status == STATUS_LATE) {
    snprintf(lag, sizeof lag, ", by %.2f ms%s", fabs(render->lag_ms), render->inverted ? ", inverted" : "");
  }
  if (isinf(mistake_named_seconds(render))) {
    snprintf(out, MISTAKE_TEXT_SIZE, "Nothing was said of it.");
  } else {
    snprintf(out, MISTAKE_TEXT_SIZE, "Routing Status says %s%s after %.1f s%s; mended, it says %s.",
             status_word(render->mistake->status), pair, mistake_named_seconds(render), lag, status_word(last));
  }
}

/* What the status said, as a ribbon below the wave: what is wrong stands out, by a word too. */
static void ribbon_draw(cairo_t* cr, const MistakeRender* render, double x, double y) {
  const double step = WAVE_WIDTH / (double)render->n_blocks;
  for (uint64_t begin = 0, end = 0; begin < render->n_blocks; begin = end) {
    do {
      ++end;
    } while (end < render->n_blocks && end != render->n_blocks / 2 && render->status[end] == render->status[begin]);
    const unsigned status = render->status[begin];
    const double left = x + step * (double)begin, width = step * (double)(end - begin);
    const bool is_named = status == (unsigned)render->mistake->status;
    cairo_rectangle(cr, left, y, width, RIBBON_HEIGHT);
    ink_set(cr, is_named ? INK_HOT : status == STATUS_OK ? INK_RULE : INK_OFF, 1.0);
    cairo_fill(cr);
    if (text_width(cr, TEXT_BADGE, status_word(status)) < width - 6.0) {
      text_draw(cr, TEXT_BADGE, is_named ? INK_TEXT : INK_QUIET, ALIGN_CENTRE, status_word(status), left, width,
                y + (RIBBON_HEIGHT + text_capital(TEXT_BADGE)) / 2.0);
    }
  }
}

static void halves_draw(cairo_t* cr, const MistakeRender* render, double x, double y) {
  static const char* const names[] = {[MADE] = "Made", [MENDED] = "Mended"};
  for (unsigned half = MADE; half <= MENDED; ++half) {
    char number[DRAW_TEXT_SIZE];
    char text[DRAW_TEXT_SIZE + 16];
    snprintf(text, sizeof text, "%s LUFS", decibel_text(render->levels[half].loudness, number));
    const double left = x + half * WAVE_WIDTH / 2.0 + (half == MENDED ? 8.0 : 0.0), width = WAVE_WIDTH / 2.0 - 8.0;
    text_draw(cr, TEXT_NAME, INK_TEXT, ALIGN_LEFT, names[half], left, width, y);
    text_draw(cr, TEXT_SMALL, INK_QUIET, ALIGN_RIGHT, text, left, width - 8.0, y);
  }
}

static void wave_and_ribbon_draw(cairo_t* cr, const MistakeRender* render, WaveView* wave, double x, double y) {
  wave->n_channels = 2;
  for (unsigned c = 0; c < 2; ++c) {
    wave_read(wave, c, render->out->channels[c], render->out->n_frames);
  }
  cairo_rectangle(cr, x, y, WAVE_WIDTH, WAVE_HEIGHT + RIBBON_HEIGHT);
  ink_set(cr, INK_CARD, 1.0);
  cairo_fill(cr);
  wave_draw(cr, wave, x, y, WAVE_WIDTH, WAVE_HEIGHT);
  ribbon_draw(cr, render, x, y + WAVE_HEIGHT);
  cairo_rectangle(cr, x + WAVE_WIDTH / 2.0 - 0.75, y - 16.0, 1.5, WAVE_HEIGHT + RIBBON_HEIGHT + 16.0);
  ink_set(cr, INK_TEXT, 1.0);
  cairo_fill(cr);
}

static bool halves_measure(Seen* seen, const MistakeRender* render) {
  const uint64_t from = (uint64_t)(SETTLED_SECONDS * render->out->rate_hz);
  return spectrum_measure(seen->level_db[MADE], render->halves[MADE], from) &&
         spectrum_measure(seen->level_db[MENDED], render->halves[MENDED], from);
}

static void halves_spectra_draw(cairo_t* cr, const Seen* seen, double x, double y) {
  const SpectrumView spectra[] = {{"made", INK_HOT, seen->level_db[MADE]},
                                  {"mended", INK_ACCENT, seen->level_db[MENDED]}};
  const SpectraView view = {.lowest_hz = SPECTRUM_LOWEST_HZ,
                            .highest_hz = SPECTRUM_HIGHEST_HZ,
                            .n_points = SPECTRUM_POINTS,
                            .spectra = spectra,
                            .n_spectra = MISTAKE_HALVES};
  spectra_draw(cr, &view, x, y, WIDTH - MARGIN - x, WAVE_HEIGHT + RIBBON_HEIGHT);
}

static double head_height(void) {
  return MARGIN + text_line(TEXT_TITLE) + text_line(TEXT_BODY) + text_line(TEXT_NAME) + 10.0;
}

static double picture_height(void) {
  return head_height() + WAVE_HEIGHT + RIBBON_HEIGHT + text_line(TEXT_SMALL) + MARGIN;
}

/* What a picture is made of. */
typedef struct {
  const MistakeRender* render;
  Seen seen;
} Picture;

static void picture_draw(cairo_t* cr, void* data) {
  Picture* picture = data;
  const MistakeRender* render = picture->render;
  char said[MISTAKE_TEXT_SIZE];
  const double space = WIDTH - 2.0 * MARGIN, top = head_height();
  ink_set(cr, INK_PAPER, 1.0);
  cairo_paint(cr);
  mistake_said(render, said);
  const double title = MARGIN + text_capital(TEXT_TITLE);
  text_draw(cr, TEXT_TITLE, INK_TEXT, ALIGN_LEFT, render->mistake->title, MARGIN, space, title);
  text_draw(cr, TEXT_BODY, INK_QUIET, ALIGN_LEFT, said, MARGIN, space, title + text_line(TEXT_TITLE));
  halves_draw(cr, render, MARGIN, top - 6.0);
  wave_and_ribbon_draw(cr, render, &picture->seen.wave, MARGIN, top);
  halves_spectra_draw(cr, &picture->seen, MARGIN + WAVE_WIDTH + GAP, top);
}

bool mistake_picture_save(const MistakeRender* render, const char* path, HostError* error) {
  Picture* picture = calloc(1, sizeof *picture);
  if (!picture || !halves_measure(&picture->seen, render)) {
    free(picture);
    return render_fail_memory(error);
  }
  picture->render = render;
  const bool ok = png_save(path, WIDTH, picture_height(), picture_draw, picture, error);
  free(picture);
  return ok;
}
