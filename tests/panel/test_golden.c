// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Windows look as they did when they were last looked at. What is kept of each, in golden/, is its picture shrunk to an
   eighth, which what fonts and libraries do to edges hardly changes, but a widget that has moved or gone does. Where a
   window is meant to look different, copy the picture that is named to golden/, once it has been looked at. */

#include "common/gallery/gallery.h"
#include "common/panel/panels.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
  SHRINK = 8,
  FURTHEST = 24,  // of 255, that a channel of a shrunk pixel may be off
};

#define MEAN_FURTHEST 1.5  // and that all of them may be off on average

static unsigned char* pixel(cairo_surface_t* surface, int x, int y) {
  return cairo_image_surface_get_data(surface) + (ptrdiff_t)y * cairo_image_surface_get_stride(surface) + 4 * x;
}

/* The mean of each square of SHRINK x SHRINK pixels. */
static cairo_surface_t* shrunk(cairo_surface_t* large) {
  const int width = cairo_image_surface_get_width(large) / SHRINK;
  const int height = cairo_image_surface_get_height(large) / SHRINK;
  cairo_surface_t* small = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_surface_flush(large);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int channel = 0; channel < 3; ++channel) {
        unsigned sum = 0;
        for (int i = 0; i < SHRINK * SHRINK; ++i) {
          sum += pixel(large, x * SHRINK + i % SHRINK, y * SHRINK + i / SHRINK)[channel];
        }
        pixel(small, x, y)[channel] = (unsigned char)(sum / (SHRINK * SHRINK));
      }
    }
  }
  cairo_surface_mark_dirty(small);
  return small;
}

static bool looks_the_same(cairo_surface_t* a, cairo_surface_t* b) {
  const int width = cairo_image_surface_get_width(a);
  const int height = cairo_image_surface_get_height(a);
  if (width != cairo_image_surface_get_width(b) || height != cairo_image_surface_get_height(b)) {
    return false;
  }
  double sum = 0.0;
  int most = 0;
  for (int i = 0; i < width * height * 3; ++i) {
    const int place = i / 3;
    const int off = abs(pixel(a, place % width, place / width)[i % 3] - pixel(b, place % width, place / width)[i % 3]);
    most = off > most ? off : most;
    sum += off;
  }
  return most <= FURTHEST && sum / (width * height * 3) <= MEAN_FURTHEST;
}

static const char* folder(const char* variable) {
  const char* path = getenv(variable);
  assert_non_null(path);
  return path;
}

/* The second state, which is that of a plugin at work, and the theme that alternates. */
static unsigned compare(const PanelType* type, const PortVariant* variant, Theme theme) {
  char golden[1024];
  char found[1024];
  const char* name = variant->uri + strlen(SIGNALBOX_URI);
  const char* theme_name = theme == THEME_LIGHT ? "light" : "dark";
  snprintf(golden, sizeof golden, "%s/tests/panel/golden/%s-%s.png", folder("SIGNALBOX_TOP"), name, theme_name);
  snprintf(found, sizeof found, "%s/tests/panel/%s-%s.png", folder("SIGNALBOX_BUILD"), name, theme_name);
  Panel* panel = gallery_panel(type, variant, 1, theme);
  assert_non_null(panel);
  cairo_surface_t* large = gallery_draw(panel, 1.0);
  cairo_surface_t* small = shrunk(large);
  cairo_surface_t* expected = cairo_image_surface_create_from_png(golden);
  const bool is_there = cairo_surface_status(expected) == CAIRO_STATUS_SUCCESS;
  const bool same = is_there && looks_the_same(small, expected);
  if (!same) {
    assert_int_equal(cairo_surface_write_to_png(small, found), CAIRO_STATUS_SUCCESS);
    print_error("%s looks different: %s\n", golden, found);
  }
  cairo_surface_destroy(expected);
  cairo_surface_destroy(small);
  cairo_surface_destroy(large);
  panel_free(panel);
  return !same;
}

static void test_windows_look_as_they_did(void** state) {
  unsigned n_different = 0;
  (void)state;
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    for (unsigned v = 0; v < family->n_variants; ++v) {
      n_different += compare(panels[i], &family->variants[v], v % 2 ? THEME_DARK : THEME_LIGHT);
    }
  }
  assert_int_equal(n_different, 0);
}

/* And as the README shows them; `./waf windows --update` draws these anew. */
static void test_the_readme_shows_them_as_they_are(void** state) {
  (void)state;
  for (unsigned i = 0; i < n_readme_pictures; ++i) {
    char path[1024];
    snprintf(path, sizeof path, "%s/common/gallery/%s", folder("SIGNALBOX_TOP"), readme_pictures[i].file);
    cairo_surface_t* now = readme_picture_draw(&readme_pictures[i]);
    cairo_surface_t* shown = cairo_image_surface_create_from_png(path);
    assert_non_null(now);
    assert_int_equal(cairo_surface_status(shown), CAIRO_STATUS_SUCCESS);
    cairo_surface_t* small[] = {shrunk(now), shrunk(shown)};
    if (!looks_the_same(small[0], small[1])) {
      fail_msg("%s is out of date: run ./waf windows --update, and look at it", path);
    }
    cairo_surface_destroy(small[0]);
    cairo_surface_destroy(small[1]);
    cairo_surface_destroy(now);
    cairo_surface_destroy(shown);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_windows_look_as_they_did),
                                     cmocka_unit_test(test_the_readme_shows_them_as_they_are)};
  return cmocka_run_group_tests_name("golden", tests, NULL, NULL);
}
