// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/window/canvas.h"

#include <math.h>
#include <string.h>

bool canvas_resize(Canvas* canvas, const Panel* panel, int width, int height) {
  width = width < 1 ? 1 : width > CANVAS_LONGEST_SIDE ? CANVAS_LONGEST_SIDE : width;
  height = height < 1 ? 1 : height > CANVAS_LONGEST_SIDE ? CANVAS_LONGEST_SIDE : height;
  cairo_surface_t* image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_t* cr = cairo_create(image);
  if (cairo_status(cr) != CAIRO_STATUS_SUCCESS) {
    cairo_destroy(cr);
    cairo_surface_destroy(image);
    return false;
  }
  canvas_clear(canvas);
  canvas->image = image;
  canvas->cr = cr;
  canvas->width = width;
  canvas->height = height;
  panel_base_size(panel, &canvas->base_width, &canvas->base_height);
  canvas->scale = fmin(width / canvas->base_width, height / canvas->base_height);
  canvas->left = floor((width - canvas->base_width * canvas->scale) / 2.0);
  canvas->top = floor((height - canvas->base_height * canvas->scale) / 2.0);
  canvas->damage[0] = (CanvasRect){0, 0, width, height};
  canvas->n_damaged = 1;
  return true;
}

void canvas_clear(Canvas* canvas) {
  if (canvas->cr) {
    cairo_destroy(canvas->cr);
    cairo_surface_destroy(canvas->image);
  }
  memset(canvas, 0, sizeof(*canvas));
}

void canvas_locate(const Canvas* canvas, double x, double y, double* panel_x, double* panel_y) {
  *panel_x = (x - canvas->left) / canvas->scale;
  *panel_y = (y - canvas->top) / canvas->scale;
}

/* Whole pixels that cover a rectangle of the panel, cut to the image. */
static CanvasRect cover(const Canvas* canvas, PanelRect rect) {
  const double left = fmax(floor(canvas->left + rect.x * canvas->scale), 0.0);
  const double top = fmax(floor(canvas->top + rect.y * canvas->scale), 0.0);
  const double right = fmin(ceil(canvas->left + (rect.x + rect.width) * canvas->scale), canvas->width);
  const double bottom = fmin(ceil(canvas->top + (rect.y + rect.height) * canvas->scale), canvas->height);
  return right > left && bottom > top ? (CanvasRect){(int)left, (int)top, (int)(right - left), (int)(bottom - top)}
                                      : (CanvasRect){0, 0, 0, 0};
}

static bool is_within(CanvasRect inner, CanvasRect outer) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width &&
         inner.y + inner.height <= outer.y + outer.height;
}

static CanvasRect join(CanvasRect a, CanvasRect b) {
  const int left = a.x < b.x ? a.x : b.x;
  const int top = a.y < b.y ? a.y : b.y;
  const int right = a.x + a.width > b.x + b.width ? a.x + a.width : b.x + b.width;
  const int bottom = a.y + a.height > b.y + b.height ? a.y + a.height : b.y + b.height;
  return (CanvasRect){left, top, right - left, bottom - top};
}

/* Where there are too many, the last is as large as all that come after it. */
static void add_damage(Canvas* canvas, CanvasRect rect) {
  for (unsigned i = 0; i < canvas->n_damaged; ++i) {
    if (is_within(rect, canvas->damage[i])) {
      return;
    }
  }
  if (canvas->n_damaged < CANVAS_MAX_RECTS) {
    canvas->damage[canvas->n_damaged++] = rect;
  } else {
    canvas->damage[CANVAS_MAX_RECTS - 1] = join(canvas->damage[CANVAS_MAX_RECTS - 1], rect);
  }
}

bool canvas_collect(Canvas* canvas, Panel* panel) {
  PanelRect rect;
  while (panel_take_damage(panel, &rect)) {
    const CanvasRect covered = cover(canvas, rect);
    if (covered.width) {
      add_damage(canvas, covered);
    }
  }
  return canvas->n_damaged > 0;
}

/* Each by itself: within a clip of one rectangle Cairo is quickest, and the panel leaves out what is not in it. */
static void draw_rect(Canvas* canvas, Panel* panel, CanvasRect rect) {
  cairo_save(canvas->cr);
  cairo_rectangle(canvas->cr, rect.x, rect.y, rect.width, rect.height);
  cairo_clip(canvas->cr);
  cairo_translate(canvas->cr, canvas->left, canvas->top);
  cairo_scale(canvas->cr, canvas->scale, canvas->scale);
  panel_draw(panel, canvas->cr);
  cairo_restore(canvas->cr);
}

unsigned canvas_draw(Canvas* canvas, Panel* panel, CanvasRect rects[CANVAS_MAX_RECTS]) {
  const unsigned n = canvas->n_damaged;
  memcpy(rects, canvas->damage, n * sizeof(*rects));
  canvas->n_damaged = 0;
  for (unsigned i = 0; i < n; ++i) {
    draw_rect(canvas, panel, rects[i]);
  }
  cairo_surface_flush(canvas->image);
  return n;
}
