// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The page that a map is drawn on: a diagram, below it the findings, and a legend. One thread; not realtime-safe. */

#ifndef SIGNALBOX_MAP_PICTURE_PAGE_H
#define SIGNALBOX_MAP_PICTURE_PAGE_H

#include "common/diagram/layout.h"
#include "common/map/picture_scene.h"

typedef struct {
  PictureScene scene;
  DiagramView diagram;
  DiagramLayout* layout;
  double width, height;
  double findings_y, findings_height, legend_y;
} PicturePage;

/* Map and findings, which may be NULL, have to last as long as the page. False, with nothing to free, where there is
   too little memory or too much to draw. */
bool picture_page_init(PicturePage* page, const Map* map, const Findings* findings, MapError* error);
void picture_page_free(PicturePage* page);

/* Draws all of it from 0, 0 on, in the theme of `cr`. */
void picture_page_draw(cairo_t* cr, const PicturePage* page);

#endif
