// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/links.h"

#include "common/gallery/gallery.h"
#include "common/ports/families.h"

#include <stdio.h>
#include <string.h>

#define TOP "../../../"

/* The parts of a target: what stands between its beginning and its ending, and #PLACE or nothing. False where it does
   not begin and end so. */
static bool parts_of(const char* target, const char* begins, const char* ends, char name[LINK_SIZE],
                     const char** place) {
  const size_t before = strlen(begins);
  const size_t behind = strlen(ends);
  const size_t size = strcspn(target, "#");
  *place = target + size;
  if (size <= before + behind || strncmp(target, begins, before) != 0 ||
      strncmp(target + size - behind, ends, behind) != 0 || size >= LINK_SIZE) {
    return false;
  }
  snprintf(name, LINK_SIZE, "%.*s", (int)(size - before - behind), target + before);
  return true;
}

static bool page_address(const Manual* manual, const char* name, const char* place, char address[LINK_SIZE]) {
  snprintf(address, LINK_SIZE, "%.200s.html%.200s", name, place);
  return contents_find(&manual->contents, name) != NULL;
}

/* Pages that a file alone stands for. */
static bool made_page_address(const Manual* manual, const char* target, char address[LINK_SIZE]) {
  static const struct {
    const char *file, *page;
  } made[] = {{TOP "presets/routes/README.md", "routes"}, {"../../ports/status.c", "status"}};
  for (unsigned i = 0; i < sizeof made / sizeof *made; ++i) {
    if (!strcmp(target, made[i].file)) {
      return page_address(manual, made[i].page, "", address);
    }
  }
  return false;
}

static bool plugin_address(const Manual* manual, const char* name, char address[LINK_SIZE]) {
  for (unsigned f = 0; f < n_families; ++f) {
    if (!strcmp(name, families[f]->name)) {
      char page[CONTENTS_NAME_SIZE];
      family_page_name(families[f], page);
      return page_address(manual, page, "", address);
    }
  }
  return false;
}

static bool route_name(const char* target, char name[LINK_SIZE]) {
  const char* place = "";
  return parts_of(target, TOP "presets/routes/", ".ttl", name, &place) && !*place && !strchr(name, '/');
}

bool link_address(const Manual* manual, const char* target, char address[LINK_SIZE]) {
  char name[LINK_SIZE];
  char place[LINK_SIZE];
  const char* behind = "";
  if (target[0] == '#') {
    snprintf(address, LINK_SIZE, "%.200s", target);
    return true;
  }
  if (made_page_address(manual, target, address)) {
    return true;
  }
  if (route_name(target, name)) {
    snprintf(place, sizeof place, "#%.200s", name);
    return page_address(manual, "routes", place, address);
  }
  if (parts_of(target, TOP "ttl/", "_about.ttl", name, &behind)) {
    return !*behind && plugin_address(manual, name, address);
  }
  if (parts_of(target, TOP "presets/", ".ttl", name, &behind)) {
    return *behind && page_address(manual, "presets", behind, address);
  }
  return parts_of(target, "", ".md", name, &behind) && page_address(manual, name, behind, address);
}

bool link_route_picture(const char* target, char picture[LINK_SIZE]) {
  char name[LINK_SIZE];
  if (!route_name(target, name)) {
    return false;
  }
  snprintf(picture, LINK_SIZE, "route:%.200s", name);
  return true;
}

bool link_file_picture(const char* target, char picture[LINK_SIZE]) {
  static const char gallery[] = "../../gallery/";
  const size_t before = sizeof gallery - 1;
  if (!strcmp(target, "../../map/map.png")) {
    snprintf(picture, LINK_SIZE, "map:loud-drums");
    return true;
  }
  for (unsigned i = 0; i < n_readme_pictures && !strncmp(target, gallery, before); ++i) {
    if (!strcmp(target + before, readme_pictures[i].file)) {
      snprintf(picture, LINK_SIZE, "window:%s/%s", readme_pictures[i].variant, readme_pictures[i].state);
      return true;
    }
  }
  return false;
}
