// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/window/canvas.h"

#include <math.h>
#include <string.h>

static cairo_t* image_new(int width, int height, cairo_surface_t** image) {
  *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  return cairo_create(*image);
}

static void image_free(cairo_t* cr, cairo_surface_t* image) {
  cairo_destroy(cr);
  cairo_surface_destroy(image);
}

bool canvas_resize(Canvas* canvas, const Panel* panel, int width, int height) {
  width = width < 1 ? 1 : width > CANVAS_LONGEST_SIDE ? CANVAS_LONGEST_SIDE : width;
  height = height < 1 ? 1 : height > CANVAS_LONGEST_SIDE ? CANVAS_LONGEST_SIDE : height;
  Canvas resized = {.width = width, .height = height};
  resized.cr = image_new(width, height, &resized.image);
  resized.still_cr = image_new(width, height, &resized.still);
  if (cairo_status(resized.cr) != CAIRO_STATUS_SUCCESS || cairo_status(resized.still_cr) != CAIRO_STATUS_SUCCESS) {
    image_free(resized.cr, resized.image);
    image_free(resized.still_cr, resized.still);
    return false;
  }
  panel_base_size(panel, &resized.base_width, &resized.base_height);
  resized.scale = fmin(width / resized.base_width, height / resized.base_height);
  resized.left = floor((width - resized.base_width * resized.scale) / 2.0);
  resized.top = floor((height - resized.base_height * resized.scale) / 2.0);
  for (unsigned layer = 0; layer < N_PANEL_LAYERS; ++layer) {
    resized.damage[layer] = (CanvasDamage){1, {{0, 0, width, height}}};
  }
  canvas_clear(canvas);
  *canvas = resized;
  return true;
}

void canvas_clear(Canvas* canvas) {
  if (canvas->cr) {
    image_free(canvas->cr, canvas->image);
    image_free(canvas->still_cr, canvas->still);
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
static void add_damage(CanvasDamage* damage, CanvasRect rect) {
  for (unsigned i = 0; i < damage->n; ++i) {
    if (is_within(rect, damage->rects[i])) {
      return;
    }
  }
  if (damage->n < CANVAS_MAX_RECTS) {
    damage->rects[damage->n++] = rect;
  } else {
    damage->rects[CANVAS_MAX_RECTS - 1] = join(damage->rects[CANVAS_MAX_RECTS - 1], rect);
  }
}

bool canvas_collect(Canvas* canvas, Panel* panel) {
  PanelRect rect;
  for (unsigned layer = 0; layer < N_PANEL_LAYERS; ++layer) {
    while (panel_take_damage(panel, (PanelLayer)layer, &rect)) {
      const CanvasRect covered = cover(canvas, rect);
      if (covered.width) {
        add_damage(&canvas->damage[layer], covered);
      }
    }
  }
  return canvas->damage[PANEL_MOVING].n > 0;
}

/* Each by itself: within a clip of one rectangle Cairo is quickest, and the panel leaves out what is not in it. */
static void draw_rect(const Canvas* canvas, Panel* panel, PanelLayer layer, CanvasRect rect) {
  cairo_t* cr = layer == PANEL_STILL ? canvas->still_cr : canvas->cr;
  cairo_save(cr);
  cairo_rectangle(cr, rect.x, rect.y, rect.width, rect.height);
  cairo_clip(cr);
  if (layer == PANEL_MOVING) {
    cairo_set_source_surface(cr, canvas->still, 0.0, 0.0);
    cairo_paint(cr);
  }
  cairo_translate(cr, canvas->left, canvas->top);
  cairo_scale(cr, canvas->scale, canvas->scale);
  panel_draw_layer(panel, layer, cr);
  cairo_restore(cr);
}

unsigned canvas_draw(Canvas* canvas, Panel* panel, CanvasRect rects[CANVAS_MAX_RECTS]) {
  const unsigned n = canvas->damage[PANEL_MOVING].n;
  memcpy(rects, canvas->damage[PANEL_MOVING].rects, n * sizeof(*rects));
  for (unsigned layer = 0; layer < N_PANEL_LAYERS; ++layer) {
    for (unsigned i = 0; i < canvas->damage[layer].n; ++i) {
      draw_rect(canvas, panel, (PanelLayer)layer, canvas->damage[layer].rects[i]);
    }
    canvas->damage[layer].n = 0;
  }
  cairo_surface_flush(canvas->image);
  return n;
}
