// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/picture.h"

#include "common/draw/svg.h"
#include "common/map/picture_page.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define POINTS_PER_UNIT 0.75  // of a PDF, which makes a unit the 96th part of an inch
#define LONGEST_SIDE 30000.0  // in pixels; Cairo has 32767
#define MOST_PIXELS 4.0e6     // of a picture at more than one pixel per unit
#define DENSE 2.0             // pixels per unit, for dense screens
#define FIXED_DATE "2000-01-01T00:00:00Z"

static const char* const endings[N_PICTURE_FORMATS] = {
  [PICTURE_SVG] = ".svg", [PICTURE_PNG] = ".png", [PICTURE_PDF] = ".pdf"};

bool picture_format(const char* path, PictureFormat* format, MapError* error) {
  const size_t length = strlen(path);
  for (unsigned i = 0; i < N_PICTURE_FORMATS; ++i) {
    if (length > strlen(endings[i]) && !strcasecmp(path + length - strlen(endings[i]), endings[i])) {
      *format = (PictureFormat)i;
      return true;
    }
  }
  return map_fail(error, "The name of the picture %s has to end in .svg, .png or .pdf, to say what it is to be.", path);
}

/* Pixels per unit: as dense as the demo's pictures, where that is not too many. */
static double pixel_scale(double width, double height) {
  const double dense = fmin(fmax(sqrt(MOST_PIXELS / (width * height)), 1.0), DENSE);
  return fmin(dense, LONGEST_SIDE / fmax(width, height));
}

static cairo_surface_t* surface_new(PictureFormat format, double width, double height, double scale,
                                    DrawnBytes* bytes) {
  cairo_surface_t* surface = NULL;
  switch (format) {
    case PICTURE_SVG:
      surface = svg_surface_new(width, height, bytes);
      break;
    case PICTURE_PDF:
      surface = cairo_pdf_surface_create_for_stream(drawn_bytes_add, bytes, width * scale, height * scale);
      cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);  // later ones differ between Cairos
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, FIXED_DATE);
      break;
    default:
      surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * scale), (int)(height * scale));
      break;
  }
  return surface;
}

static cairo_status_t page_write(const PicturePage* page, PictureFormat format, Theme theme, DrawnBytes* bytes) {
  const double scale = format == PICTURE_SVG   ? 1.0
                       : format == PICTURE_PDF ? POINTS_PER_UNIT
                                               : pixel_scale(page->width, page->height);
  cairo_surface_t* surface = surface_new(format, page->width, page->height, scale, bytes);
  cairo_t* cr = cairo_create(surface);
  theme_set(cr, theme);
  cairo_scale(cr, scale, scale);
  picture_page_draw(cr, page);
  cairo_status_t status = cairo_status(cr);
  cairo_destroy(cr);
  if (status == CAIRO_STATUS_SUCCESS && format == PICTURE_PNG) {
    status = cairo_surface_write_to_png_stream(surface, drawn_bytes_add, bytes);
  }
  cairo_surface_finish(surface);
  status = status == CAIRO_STATUS_SUCCESS ? cairo_surface_status(surface) : status;
  cairo_surface_destroy(surface);
  return status;
}

static bool file_write(const char* path, const DrawnBytes* bytes, MapError* error) {
  FILE* file = fopen(path, "wb");
  bool good = file && fwrite(bytes->at, 1, bytes->size, file) == bytes->size;
  good = (!file || fclose(file) == 0) && good;
  return good ||
         map_fail(error, "Cannot write the picture %s: is the folder there and yours, and the disk not full?", path);
}

bool picture_save(const Map* map, const Findings* findings, Theme theme, const char* path, MapError* error) {
  PictureFormat format;
  PicturePage page;
  if (!picture_format(path, &format, error)) {
    return false;
  }
  bool good = picture_page_init(&page, map, findings, error);
  if (good) {
    DrawnBytes bytes = {NULL, 0, 0};
    const cairo_status_t status = page_write(&page, format, theme, &bytes);
    if (format == PICTURE_SVG) {
      svg_settle(&bytes);
    }
    good = status == CAIRO_STATUS_SUCCESS
             ? file_write(path, &bytes, error)
             : map_fail(error, "The picture %s cannot be drawn (%s).", path, cairo_status_to_string(status));
    free(bytes.at);
    picture_page_free(&page);
  }
  return good;
}
