// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/pictures.h"

#include "common/draw/svg.h"
#include "common/gallery/gallery.h"
#include "common/manual/map_picture.h"
#include "common/manual/path_picture.h"
#include "common/manual/picture_sheet.h"
#include "common/panel/panels.h"
#include "common/routes/session_text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What draws one theme of a picture; `what` is its target without the scheme. */
typedef bool (*Drawer)(PictureSheet* sheet, const Manual* manual, const char* what, HostError* error);

static const char* const endings[N_THEMES] = {[THEME_LIGHT] = "", [THEME_DARK] = "-dark"};

const PanelType* panel_of(const PortFamily* family) {
  unsigned i = 0;
  while (i < n_panels && panel_type_family(panels[i]) != family) {
    ++i;
  }
  return i < n_panels ? panels[i] : NULL;
}

/* What the README shows of a family. */
static const ReadmePicture* shown_of(const PortFamily* family) {
  for (unsigned i = 0; i < n_readme_pictures; ++i) {
    if (family_named(readme_pictures[i].variant, NULL) == family) {
      return &readme_pictures[i];
    }
  }
  return NULL;
}

/* The state that a target asks for; of none, one at work, or what the README shows. */
static unsigned state_of(const PortFamily* family, const char* name) {
  const char* const wanted[] = {name, "work", shown_of(family) ? shown_of(family)->state : NULL};
  for (unsigned w = 0; w < sizeof wanted / sizeof *wanted; ++w) {
    for (unsigned i = 0; wanted[w] && i < gallery_count(family); ++i) {
      if (!strcmp(gallery_state(family, i)->name, wanted[w])) {
        return i;
      }
    }
    if (name) {
      break;
    }
  }
  return gallery_count(family);
}

static bool window_draw(PictureSheet* sheet, const Manual* manual, const char* what, HostError* error) {
  char name[CONTENTS_NAME_SIZE];
  const char* slash = strchr(what, '/');
  const PortVariant* variant = NULL;
  (void)manual;
  snprintf(name, sizeof name, "%.*s", (int)strcspn(what, "/"), what);
  const PortFamily* family = family_named(name, &variant);
  const ReadmePicture* shown = family ? shown_of(family) : NULL;
  if (family && !variant && shown) {
    family_named(shown->variant, &variant);
  }
  const unsigned state = family ? state_of(family, slash ? slash + 1 : variant ? NULL : "work") : 0;
  if (!family || !variant || state == gallery_count(family)) {
    return host_fail(error, "There is no window %s: name a variant, and a state of common/gallery behind a slash.",
                     what);
  }
  Panel* panel = gallery_panel(panel_of(family), variant, state, sheet->theme);
  if (!panel) {
    return host_fail(error, "There is not enough memory for the window %s.", what);
  }
  double width, height;
  panel_base_size(panel, &width, &height);
  panel_draw(panel, sheet_begin(sheet, width, height));
  panel_free(panel);
  return true;
}

static const struct {
  const char* scheme;
  Drawer draw;
} drawers[] = {{"route:", route_draw}, {"map:", map_draw}, {"window:", window_draw}, {"path:", path_draw}};

cairo_t* sheet_begin(PictureSheet* sheet, double width, double height) {
  sheet->width = ceil(width);
  sheet->height = ceil(height);
  sheet->surface = svg_surface_new(sheet->width, sheet->height, &sheet->bytes);
  sheet->cr = cairo_create(sheet->surface);
  theme_set(sheet->cr, sheet->theme);
  ink_set(sheet->cr, INK_PAPER, 1.0);
  cairo_paint(sheet->cr);
  return sheet->cr;
}

DiagramLayout* diagram_put(PictureSheet* sheet, const DiagramView* diagram) {
  cairo_surface_t* probe = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, NULL);
  cairo_t* cr = cairo_create(probe);
  DiagramLayout* layout = layout_new(cr, diagram);
  cairo_destroy(cr);
  cairo_surface_destroy(probe);
  if (layout) {
    diagram_draw(sheet_begin(sheet, layout->width, layout->height), diagram, layout);
  }
  return layout;
}

/* Ends the drawing, and writes what it has become. */
static bool sheet_end(PictureSheet* sheet, const char* path, bool good, HostError* error) {
  if (sheet->cr) {
    cairo_destroy(sheet->cr);
    cairo_surface_finish(sheet->surface);
    const cairo_status_t status = cairo_surface_status(sheet->surface);
    good = good && (status == CAIRO_STATUS_SUCCESS ||
                    host_fail(error, "The picture %s cannot be drawn (%s).", path, cairo_status_to_string(status)));
    cairo_surface_destroy(sheet->surface);
    svg_settle(&sheet->bytes);
  }
  FILE* file = good ? fopen(path, "wb") : NULL;
  if (good) {
    good = file && fwrite(sheet->bytes.at, 1, sheet->bytes.size, file) == sheet->bytes.size;
    good = (!file || fclose(file) == 0) && good;
    good = good || host_fail(error, "Cannot write %s (%s).", path, strerror(errno));
  }
  free(sheet->bytes.at);
  return good;
}

/* "window:aux-send/work" is in the files window-aux-send-work.svg and window-aux-send-work-dark.svg. */
static void file_name(const char* target, Theme theme, char out[CONTENTS_TITLE_SIZE]) {
  snprintf(out, CONTENTS_TITLE_SIZE, "%.140s%s.svg", target, endings[theme]);
  for (char* c = out; *c; ++c) {
    *c = (char)(*c == ':' || *c == '/' ? '-' : *c);
  }
}

static bool picture_draw(Manual* manual, ManualPicture* picture, const char* target, HostError* error) {
  const char* what = strchr(target, ':');
  Drawer draw = NULL;
  for (unsigned i = 0; what && i < sizeof drawers / sizeof *drawers; ++i) {
    draw = strncmp(target, drawers[i].scheme, strlen(drawers[i].scheme)) ? draw : drawers[i].draw;
  }
  if (!draw) {
    return host_fail(error, "There are no pictures like %s: see common/manual/pictures.h.", target);
  }
  bool good = true;
  for (unsigned theme = 0; good && theme < N_THEMES; ++theme) {
    char name[CONTENTS_TITLE_SIZE];
    char path[MANUAL_PATH_SIZE];
    PictureSheet sheet = {.theme = (Theme)theme, .cr = NULL};
    file_name(target, (Theme)theme, name);
    snprintf(path, sizeof path, "%s/%s", manual->folder, name);
    good = sheet_end(&sheet, path, draw(&sheet, manual, what + 1, error), error);
    picture->width = sheet.width;
    picture->height = sheet.height;
  }
  return good;
}

static const ManualPicture* picture_of(Manual* manual, const char* target, HostError* error) {
  for (unsigned i = 0; i < manual->n_pictures; ++i) {
    if (!strcmp(manual->pictures[i].target, target)) {
      return &manual->pictures[i];
    }
  }
  ManualPicture* picture = &manual->pictures[manual->n_pictures];
  if (manual->n_pictures == MANUAL_PICTURES || strlen(target) >= sizeof picture->target) {
    host_fail(error, "There is no room for the picture %s.", target);
    return NULL;
  }
  if (!picture_draw(manual, picture, target, error)) {
    return NULL;
  }
  snprintf(picture->target, sizeof picture->target, "%s", target);
  ++manual->n_pictures;
  return picture;
}

bool picture_put(FILE* file, Manual* manual, const char* target, const char* words, HostError* error) {
  char light[CONTENTS_TITLE_SIZE];
  char dark[CONTENTS_TITLE_SIZE];
  const ManualPicture* picture = picture_of(manual, target, error);
  if (!picture) {
    return false;
  }
  file_name(target, THEME_LIGHT, light);
  file_name(target, THEME_DARK, dark);
  fprintf(file,
          "<figure class=\"picture\"><a href=\"%s\"><picture>"
          "<source media=\"(prefers-color-scheme: dark)\" srcset=\"%s\">"
          "<img src=\"%s\" width=\"%.0f\" height=\"%.0f\" alt=\"",
          light, dark, light, picture->width, picture->height);
  put_xml(file, words);
  fputs("\"></picture></a></figure>\n", file);
  return true;
}
