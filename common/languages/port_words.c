// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/languages/port_words.h"

#include "common/ports/specs.h"

#include <stdio.h>
#include <string.h>

static const char* side_of(const Port* port, const char* left, const char* right) {
  return port->channels < 2 ? NULL : port->channel ? right : left;
}

PortWords port_name_words(const Port* port) {
  return (PortWords){"port", port->spec->name, port->copy,
                     side_of(port, LANGUAGE_TEXT("side", "Left"), LANGUAGE_TEXT("side", "Right"))};
}

PortWords port_short_name_words(const Port* port) {
  return (PortWords){"short name", port->spec->short_name, port->copy,
                     side_of(port, LANGUAGE_TEXT("side", "L"), LANGUAGE_TEXT("side", "R"))};
}

PortWords port_comment_words(const Port* port) {
  return (PortWords){"comment", port->spec->comment, port->copy, NULL};
}

PortWords group_name_words(const PortSection* section, unsigned copy) {
  return (PortWords){"group", section->name, copy, NULL};
}

void port_words_in(const Language* language, const PortWords* words, char out[PORTS_TEXT_SIZE]) {
  ports_expand(language_text(language, words->context, words->english), words->copy, out);
  if (words->side) {
    const size_t at = strlen(out);
    snprintf(out + at, PORTS_TEXT_SIZE - at, " %s", language_text(language, "side", words->side));
  }
}

const char* scale_point_context(const PortSpec* spec) {
  return spec->points == spec_status_points ? "status" : "scale point";
}
