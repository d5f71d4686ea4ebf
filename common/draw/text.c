// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"

enum { FITTED_SIZE = 256, COPY_SIZE = 1024 };

typedef struct {
  double size;
  cairo_font_weight_t weight;
} Font;

static const Font fonts[] = {
  [TEXT_TITLE] = {22.0, CAIRO_FONT_WEIGHT_BOLD},   [TEXT_NAME] = {14.0, CAIRO_FONT_WEIGHT_BOLD},
  [TEXT_BODY] = {13.5, CAIRO_FONT_WEIGHT_NORMAL},  [TEXT_SMALL] = {12.0, CAIRO_FONT_WEIGHT_NORMAL},
  [TEXT_BADGE] = {12.0, CAIRO_FONT_WEIGHT_BOLD},   [TEXT_HEADING] = {13.0, CAIRO_FONT_WEIGHT_BOLD},
  [TEXT_VALUE] = {13.0, CAIRO_FONT_WEIGHT_NORMAL}, [TEXT_LABEL] = {11.0, CAIRO_FONT_WEIGHT_NORMAL},
  [TEXT_STRONG] = {11.0, CAIRO_FONT_WEIGHT_BOLD},  [TEXT_TICK] = {9.0, CAIRO_FONT_WEIGHT_NORMAL},
};

#define NARROWEST 0.8  // of the width of a style, where words of another language are longer than the English ones

/* Unhinted metrics, so that a text is as wide at any scale as it was measured. */
static void font_set(cairo_t* cr, TextStyle style) {
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_set_font_options(cr, options);
  cairo_font_options_destroy(options);
  cairo_select_font_face(cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, fonts[style].weight);
  cairo_set_font_size(cr, fonts[style].size);
}

static double advance(cairo_t* cr, const char* text) {
  cairo_text_extents_t extents;
  cairo_text_extents(cr, text, &extents);
  return extents.x_advance;
}

/* Makes the letters of a window narrower, as far as it takes for the text to fit. */
static void squeeze(cairo_t* cr, TextStyle style, const char* text, double width) {
  const double part = style < TEXT_HEADING ? 1.0 : fmin(width / fmax(advance(cr, text), 1.0), 1.0);
  if (part < 1.0) {
    cairo_matrix_t matrix;
    cairo_matrix_init_scale(&matrix, fonts[style].size * fmax(part, NARROWEST), fonts[style].size);
    cairo_set_font_matrix(cr, &matrix);
  }
}

/* Where the character that a byte belongs to begins. */
static size_t character_begin(const char* text, size_t at) {
  while (at > 0 && ((unsigned char)text[at] & 0xC0U) == 0x80U) {
    --at;
  }
  return at;
}

/* Where the character that begins at a byte ends. */
static size_t character_end(const char* text, size_t at) {
  ++at;
  while (((unsigned char)text[at] & 0xC0U) == 0x80U) {
    ++at;
  }
  return at;
}

/* How many bytes at the beginning of a text are a character that Cairo does not take, though it is UTF-8 (one that
   Unicode has none for), or that is to be no glyph (a control character). */
static size_t unfit_character(const unsigned char* text) {
  if (text[0] < 0xEFU) {
    return text[0] < 0x20U;
  }
  const bool is_long = text[0] >= 0xF0U;
  const unsigned char* end = is_long ? text + 1 : text;
  const bool is_last = (!is_long || (text[1] & 0x0FU) == 0x0FU) && end[1] == 0xBFU && end[2] >= 0xBEU;
  const bool is_inner = !is_long && text[1] == 0xB7U && text[2] >= 0x90U && text[2] <= 0xAFU;
  return is_last || is_inner ? (is_long ? 4 : 3) : 0;
}

/* A text with a space for each such character: itself, or as much of it as there is room for. */
static const char* fit_for_cairo(const char* text, char copy[COPY_SIZE]) {
  const char* at = text;
  while (*at && !unfit_character((const unsigned char*)at)) {
    ++at;
  }
  if (!*at) {
    return text;
  }
  size_t n = 0;
  for (at = text; *at && n + 1 < COPY_SIZE; ++n) {
    const size_t unfit = unfit_character((const unsigned char*)at);
    if (unfit > 0) {
      copy[n] = ' ';
      at += unfit;
    } else {
      copy[n] = *at++;
    }
  }
  copy[n] = *at;
  copy[character_begin(copy, n)] = '\0';
  return copy;
}

/* Set on a cairo_t once a text on it was cut, and where somebody listens. */
static const cairo_user_data_key_t cut_key, listener_key;

void text_listen(cairo_t* cr, const TextListener* listener) {
  cairo_set_user_data(cr, &listener_key, (void*)listener, NULL);
}

static void tell(cairo_t* cr, TextStyle style, const char* text, const char* fitted, double x, double baseline) {
  const TextListener* listener = cairo_get_user_data(cr, &listener_key);
  if (listener) {
    listener->hear(listener->handle, style, text, x, advance(cr, fitted), baseline, strcmp(text, fitted) != 0);
  }
}

bool text_was_cut(cairo_t* cr) {
  return cairo_get_user_data(cr, &cut_key) != NULL;
}

/* Copies what fits into `fitted`, whole characters only, with an ellipsis when something is lost. */
static void fit(cairo_t* cr, const char* text, double width, char fitted[FITTED_SIZE]) {
  size_t length = strlen(text);
  snprintf(fitted, FITTED_SIZE, "%s", text);
  if (length < FITTED_SIZE && advance(cr, fitted) <= width + 0.01) {
    return;
  }
  cairo_set_user_data(cr, &cut_key, cr, NULL);
  length = length < FITTED_SIZE ? length : FITTED_SIZE - sizeof ELLIPSIS;
  size_t least = 0;
  while (least < length) {  // what is as long as `least` fits, and what is longer than `length` does not
    const size_t half = character_begin(text, (least + length + 1) / 2);
    const size_t tried = half > least ? half : character_end(text, least);
    snprintf(fitted, FITTED_SIZE, "%.*s" ELLIPSIS, (int)tried, text);
    if (tried > length || advance(cr, fitted) > width) {
      length = character_begin(text, tried - 1);
    } else {
      least = tried;
    }
  }
  snprintf(fitted, FITTED_SIZE, "%.*s" ELLIPSIS, (int)least, text);
}

double text_width(cairo_t* cr, TextStyle style, const char* text) {
  if (!text || !*text) {
    return 0.0;
  }
  char copy[COPY_SIZE];
  font_set(cr, style);
  return advance(cr, fit_for_cairo(text, copy));
}

double text_line(TextStyle style) {
  return ceil(fonts[style].size * 1.35);
}

double text_capital(TextStyle style) {
  return fonts[style].size * 0.73;
}

/* Whether any of it can be seen: to shape text that is cut away altogether takes as long as to show it. */
static bool meets_clip(cairo_t* cr, TextStyle style, double x, double width, double baseline) {
  const double line = text_line(style);
  double x0, y0, x1, y1;
  cairo_clip_extents(cr, &x0, &y0, &x1, &y1);
  return x0 < x + width + line && x1 > x - line && y0 < baseline + line && y1 > baseline - line;
}

/* Goes to where the text begins, and puts into `fitted` what of it is drawn; false where that is nothing. */
static bool begin(cairo_t* cr, TextStyle style, TextAlign align, const char* text, double x, double width,
                  double baseline, char fitted[FITTED_SIZE]) {
  char copy[COPY_SIZE];
  if (!text || !*text || !meets_clip(cr, style, x, width, baseline)) {
    return false;
  }
  font_set(cr, style);
  text = fit_for_cairo(text, copy);
  squeeze(cr, style, text, width);
  fit(cr, text, width, fitted);
  const double spare = width - advance(cr, fitted);
  const double start = x + (align == ALIGN_LEFT ? 0.0 : align == ALIGN_RIGHT ? spare : spare / 2.0);
  cairo_move_to(cr, start, baseline);
  tell(cr, style, text, fitted, start, baseline);
  return true;
}

void text_draw(cairo_t* cr, TextStyle style, Ink ink, TextAlign align, const char* text, double x, double width,
               double baseline) {
  char fitted[FITTED_SIZE];
  if (begin(cr, style, align, text, x, width, baseline, fitted)) {
    ink_set(cr, ink, 1.0);
    cairo_show_text(cr, fitted);
  }
}

/* The rim is the text itself around where it stands: its glyphs are kept by Cairo, where outlines would be made anew.
 */
void text_draw_over(cairo_t* cr, TextStyle style, Ink ink, Ink rim, TextAlign align, const char* text, double x,
                    double width, double baseline) {
  static const double around[][2] = {{-1.2, 0.0},  {1.2, 0.0},  {0.0, -1.2}, {0.0, 1.2},
                                     {-0.9, -0.9}, {0.9, -0.9}, {-0.9, 0.9}, {0.9, 0.9}};
  char fitted[FITTED_SIZE];
  if (begin(cr, style, align, text, x, width, baseline, fitted)) {
    double start, y;
    cairo_get_current_point(cr, &start, &y);
    ink_set(cr, rim, 1.0);
    for (unsigned i = 0; i < sizeof around / sizeof *around; ++i) {
      cairo_move_to(cr, start + around[i][0], y + around[i][1]);
      cairo_show_text(cr, fitted);
    }
    cairo_move_to(cr, start, y);
    ink_set(cr, ink, 1.0);
    cairo_show_text(cr, fitted);
  }
}
