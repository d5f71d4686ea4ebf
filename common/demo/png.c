// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/png.h"

#define SCALE 2.0  // device pixels per unit, for dense screens

bool png_save(const char* path, double width, double height, void (*draw)(cairo_t* cr, void* data), void* data,
              HostError* error) {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * SCALE),
                                                        (int)(height * SCALE));
  cairo_t* cr = cairo_create(surface);
  cairo_scale(cr, SCALE, SCALE);
  draw(cr, data);
  cairo_destroy(cr);
  const cairo_status_t status = cairo_surface_write_to_png(surface, path);
  cairo_surface_destroy(surface);
  return status == CAIRO_STATUS_SUCCESS ||
         host_fail(error, "Cannot write the picture %s (%s): is the folder yours, and the disk not full?", path,
                   cairo_status_to_string(status));
}
