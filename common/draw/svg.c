// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/svg.h"

#include <cairo-svg.h>
#include <stdlib.h>
#include <string.h>

cairo_status_t drawn_bytes_add(void* closure, const unsigned char* data, unsigned length) {
  DrawnBytes* bytes = closure;
  if (bytes->room - bytes->size < length) {
    const size_t room = 2 * bytes->room + length;
    unsigned char* moved = realloc(bytes->at, room);
    if (!moved) {
      return CAIRO_STATUS_NO_MEMORY;
    }
    bytes->at = moved;
    bytes->room = room;
  }
  memcpy(bytes->at + bytes->size, data, length);
  bytes->size += length;
  return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t* svg_surface_new(double width, double height, DrawnBytes* bytes) {
  cairo_surface_t* surface = cairo_svg_surface_create_for_stream(drawn_bytes_add, bytes, width, height);
  cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX);
  return surface;
}

/* Cairo numbers the surfaces that a program makes, and writes the number of this one into an SVG, once. */
void svg_settle(DrawnBytes* bytes) {
  static const char before[] = "<g id=\"surface";
  const size_t length = sizeof before - 1;
  for (size_t at = 0; at + length < bytes->size; ++at) {
    if (!memcmp(bytes->at + at, before, length)) {
      const size_t begin = at + length;
      size_t end = begin;
      while (end < bytes->size && bytes->at[end] >= '0' && bytes->at[end] <= '9') {
        ++end;
      }
      memmove(bytes->at + begin, bytes->at + end, bytes->size - end);
      bytes->size -= end - begin;
      return;
    }
  }
}
