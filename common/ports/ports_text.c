// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/ports/ports.h"

#include <stdio.h>
#include <string.h>

void ports_expand(const char* text, unsigned copy, char out[PORTS_TEXT_SIZE]) {
  size_t at = 0;
  while (*text && at + 1 < PORTS_TEXT_SIZE) {
    char piece[12] = {*text};
    size_t taken = 1;
    if (text[0] == '{' && text[1] && text[2] == '}') {
      taken = 3;
      if (text[1] == 'n') {
        snprintf(piece, sizeof(piece), "%u", copy + 1);
      } else {
        piece[0] = (char)(text[1] + (char)copy);
      }
    }
    at += (size_t)snprintf(out + at, PORTS_TEXT_SIZE - at, "%s", piece);
    text += taken;
  }
  out[at < PORTS_TEXT_SIZE ? at : PORTS_TEXT_SIZE - 1] = '\0';
}

static void expand_with_side(const Port* port, const char* text, const char* left, const char* right,
                             char out[PORTS_TEXT_SIZE]) {
  ports_expand(text, port->copy, out);
  if (port->channels > 1) {
    const size_t at = strlen(out);
    snprintf(out + at, PORTS_TEXT_SIZE - at, "%s", port->channel ? right : left);
  }
}

void port_symbol(const Port* port, char out[PORTS_TEXT_SIZE]) {
  expand_with_side(port, port->spec->symbol, "_l", "_r", out);
}

void port_name(const Port* port, char out[PORTS_TEXT_SIZE]) {
  expand_with_side(port, port->spec->name, " Left", " Right", out);
}

void port_short_name(const Port* port, char out[PORTS_TEXT_SIZE]) {
  expand_with_side(port, port->spec->short_name, " L", " R", out);
}
