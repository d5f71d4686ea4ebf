// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "ttl/family_prose.h"

#include "common/ports/families.h"
#include "common/ports/prototype.h"
#include "common/turtle/vocabulary.h"

#include <stdio.h>
#include <string.h>

#define GAP "\n\n"  // between paragraphs

enum { PATH_SIZE = 4096 };

bool family_prose_read(Statements* statements, const char* folder, char mistake[STATEMENTS_MISTAKE_SIZE]) {
  bool good = true;
  for (unsigned f = 0; good && f < n_families; ++f) {
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s_about.ttl", folder, families[f]->name);
    good = statements_read(statements, path, NULL, mistake);
  }
  return good;
}

static const char* text_of(const Statements* statements, const PortFamily* family, const char* predicate) {
  char uri[PORTS_TEXT_SIZE];
  prototype_uri(family, uri);
  SordNode* node = sord_new_uri(statements->world, (const uint8_t*)uri);
  const char* text = statements_text(statements, node, predicate);
  sord_node_free(statements->world, node);
  return text ? text : "";
}

const char* family_purpose(const Statements* statements, const PortFamily* family) {
  return text_of(statements, family, DOAP_NS "shortdesc");
}

const char* family_text(const Statements* statements, const PortFamily* family) {
  return text_of(statements, family, RDFS_NS "comment");
}

const char* family_paragraph(const char* text, char paragraph[FAMILY_PROSE_SIZE]) {
  const char* gap = strstr(text, GAP);
  const size_t length = gap ? (size_t)(gap - text) : strlen(text);
  snprintf(paragraph, FAMILY_PROSE_SIZE, "%.*s", (int)length, text);
  return text + length + (gap ? strlen(GAP) : 0);
}

bool family_prose_in(const Language* language, const char* text, char out[FAMILY_PROSE_SIZE]) {
  size_t length = 0;
  out[0] = '\0';
  while (*text && length < FAMILY_PROSE_SIZE) {
    char paragraph[FAMILY_PROSE_SIZE];
    text = family_paragraph(text, paragraph);
    const int n = snprintf(out + length, FAMILY_PROSE_SIZE - length, "%s%s",
                           language_text(language, FAMILY_PROSE_CONTEXT, paragraph), *text ? GAP : "");
    length += (size_t)n;
  }
  return length < FAMILY_PROSE_SIZE;
}
