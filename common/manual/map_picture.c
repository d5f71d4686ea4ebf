// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/map_picture.h"

#include "common/map/picture_page.h"
#include "common/map/session_read.h"

#include <stdio.h>

bool route_draw(PictureSheet* sheet, const Manual* manual, const char* name, HostError* error) {
  char path[MANUAL_PATH_SIZE];
  MapError why = {""};
  PicturePage page;
  snprintf(path, sizeof path, "%s/presets/routes/%s.ttl", manual->sources, name);
  Map* map = session_read(path, &why);
  if (!map || !picture_page_init(&page, map, NULL, &why)) {
    map_free(map);
    return host_fail(error, "The route %s cannot be drawn: %s", name, why.text);
  }
  /* The page says in words what the route is, so its picture needs no title. */
  DiagramView diagram = page.diagram;
  diagram.title = diagram.subtitle = NULL;
  DiagramLayout* layout = diagram_put(sheet, &diagram);
  layout_free(layout);
  picture_page_free(&page);
  map_free(map);
  return layout || host_fail(error, "There is not enough memory for the route %s.", name);
}

bool map_draw(PictureSheet* sheet, const Manual* manual, const char* name, HostError* error) {
  char path[MANUAL_PATH_SIZE];
  MapError why = {""};
  PicturePage page;
  Findings findings;
  snprintf(path, sizeof path, "%s/%s.ardour", manual->sessions, name);
  Map* map = session_read(path, &why);
  const bool is_read = map && findings_init(&findings, map, NULL);
  const bool good = is_read && picture_page_init(&page, map, &findings, &why);
  if (good) {
    picture_page_draw(sheet_begin(sheet, page.width, page.height), &page);
    picture_page_free(&page);
  }
  if (is_read) {
    findings_free(&findings);
  }
  map_free(map);
  return good || host_fail(error, "The session %s cannot be drawn: %s", name, why.text);
}
