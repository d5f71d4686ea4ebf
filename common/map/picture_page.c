// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/picture_page.h"

#include "common/map/picture_list.h"
#include "common/map/report.h"

#include <math.h>
#include <string.h>

#define LEGEND_GAP 22.0
#define LONGEST_TITLE 900.0

/* "1 track", "3 tracks", and a comma where there is more before it; "" for none. */
static const char* count_text(PictureScene* scene, bool is_first, uint32_t n, const char* one, const char* many) {
  return n == 0 ? "" : picture_say(scene, "%s%u %s", is_first ? "" : ", ", n, n == 1 ? one : many);
}

static const char* found_text(PictureScene* scene) {
  if (!scene->findings) {
    return "";
  }
  const uint32_t n_mistakes = report_count(scene->findings, false), n_hints = report_count(scene->findings, true);
  const char* mistakes = n_mistakes == 0 ? "no mistakes" : count_text(scene, true, n_mistakes, "mistake", "mistakes");
  return picture_say(scene, ": %s%s", mistakes, count_text(scene, false, n_hints, "hint", "hints"));
}

static const char* subtitle(PictureScene* scene) {
  const Map* map = scene->map;
  uint32_t n[MAP_SINK + 1] = {0};
  for (uint32_t i = 0; i < map->n_strips; ++i) {
    ++n[map->strips[i].kind];
  }
  const uint32_t n_busses = n[MAP_BUS] + n[MAP_CUE];
  return picture_say(scene, "%s%s%s%s%s", map->program, count_text(scene, false, n[MAP_TRACK], "track", "tracks"),
                     count_text(scene, false, n_busses, "bus", "busses"),
                     count_text(scene, false, map->n_plugins, "plugin", "plugins"), found_text(scene));
}

/* `cr` is what texts are measured with. */
static bool page_fill(PicturePage* page, cairo_t* cr, MapError* error) {
  PictureScene* scene = &page->scene;
  page->diagram = (DiagramView){.title = scene->map->title[0] ? scene->map->title : "Session",
                                .subtitle = subtitle(scene),
                                .most_title_width = LONGEST_TITLE,
                                .boxes = scene->boxes,
                                .n_boxes = scene->plan.n_boxes,
                                .wires = scene->wires,
                                .n_wires = scene->n_wires,
                                .looks = scene->looks};
  page->layout = layout_new(cr, &page->diagram);
  if (!page->layout) {
    picture_page_free(page);
    return map_fail(error, "There is not enough memory for the picture.");
  }
  page->width = fmax(page->layout->width, ceil(map_legend_width(cr)) + 2.0 * LAYOUT_MARGIN);
  page->findings_y = page->layout->height;
  page->findings_height = findings_height(cr, scene->findings, page->width - 2.0 * LAYOUT_MARGIN);
  page->legend_y = page->findings_y + page->findings_height + (page->findings_height > 0.0 ? LEGEND_GAP : 0.0);
  page->height = ceil(page->legend_y + map_legend_height() + LAYOUT_MARGIN);
  return true;
}

bool picture_page_init(PicturePage* page, const Map* map, const Findings* findings, MapError* error) {
  cairo_surface_t* probe = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t* cr = cairo_create(probe);
  memset(page, 0, sizeof(*page));
  const bool good = picture_scene_init(&page->scene, cr, map, findings, error) && page_fill(page, cr, error);
  cairo_destroy(cr);
  cairo_surface_destroy(probe);
  return good;
}

void picture_page_free(PicturePage* page) {
  layout_free(page->layout);
  picture_scene_free(&page->scene);
}

void picture_page_draw(cairo_t* cr, const PicturePage* page) {
  const double space = page->width - 2.0 * LAYOUT_MARGIN;
  ink_set(cr, INK_PAPER, 1.0);
  cairo_rectangle(cr, 0.0, 0.0, page->width, page->height);
  cairo_fill(cr);
  diagram_draw(cr, &page->diagram, page->layout);
  findings_draw(cr, page->scene.findings, LAYOUT_MARGIN, page->findings_y, space);
  map_legend_draw(cr, LAYOUT_MARGIN, page->legend_y, space);
}
