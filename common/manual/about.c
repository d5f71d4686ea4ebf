// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/about.h"

#include "common/gallery/states.h"
#include "common/manual/pictures.h"
#include "common/manual/text.h"
#include "common/panel/chrome.h"
#include "common/panel/model.h"
#include "common/ports/specs.h"
#include "ttl/family_prose.h"

#include <string.h>

bool about_read(Manual* manual, HostError* error) {
  char folder[MANUAL_PATH_SIZE];
  char mistake[STATEMENTS_MISTAKE_SIZE] = "";
  statements_init(&manual->about);
  snprintf(folder, sizeof folder, "%s/ttl", manual->sources);
  return family_prose_read(&manual->about, folder, mistake) || host_fail(error, "%s", mistake);
}

const char* about_sentence(const Manual* manual, const PortFamily* family) {
  return family_purpose(&manual->about, family);
}

const char* about_text(const Manual* manual, const PortFamily* family) {
  return family_text(&manual->about, family);
}

void paragraphs_write(FILE* file, const char* text) {
  while (*text) {
    char paragraph[FAMILY_PROSE_SIZE];
    text = family_paragraph(text, paragraph);
    fputs("<p>", file);
    put_prose(file, paragraph);
    fputs("</p>\n", file);
  }
}

const char* status_word(unsigned status) {
  const ScalePoint* point = spec_status_points;
  while (point->label && point->value != (float)status) {
    ++point;
  }
  return point->label ? point->label : "";
}

/* What a text says behind the last "Routing Status". */
static const char* status_text(const char* text) {
  static const char subject[] = "Routing Status";
  const char* last = "";
  for (const char* at = strstr(text, subject); at; at = strstr(at + 1, subject)) {
    last = at + sizeof subject - 1;
  }
  return last;
}

/* The status whose word a text begins with, or STATUS_COUNT. */
static unsigned status_at(const char* text) {
  for (unsigned status = STATUS_SILENT; status < STATUS_COUNT; ++status) {
    const char* word = status_word(status);
    if (!strncmp(text, word, strlen(word)) && text[strlen(word)] == ' ') {
      return status;
    }
  }
  return STATUS_COUNT;
}

/* A clause goes on to the word of the next status, or to the end of the sentence; two words may share one: "Cancelling
   or Duplicate when …". */
bool about_status(const Manual* manual, const PortFamily* family, unsigned status, char when[ABOUT_WHEN_SIZE]) {
  static const char joint[] = " or ";
  for (const char* at = status_text(about_text(manual, family)); *at; ++at) {
    if (status_at(at) != status) {
      continue;
    }
    at += strlen(status_word(status));
    const size_t joined = strncmp(at, joint, sizeof joint - 1) ? 0 : sizeof joint - 1;
    const unsigned other = joined ? status_at(at + joined) : (unsigned)STATUS_COUNT;
    at += other < STATUS_COUNT ? joined + strlen(status_word(other)) : 0;
    const char* end = at;
    while (*end && status_at(end) == STATUS_COUNT) {
      ++end;
    }
    while (end > at && strchr(" ,.", end[-1])) {
      --end;
    }
    snprintf(when, ABOUT_WHEN_SIZE, "%.*s", (int)(end - at - 1), at + 1);
    return true;
  }
  return false;
}

void about_mended(const PortFamily* family, unsigned status, char text[ABOUT_WHEN_SIZE]) {
  static const StateValue example[] = {{"status_a", 1}, {"status_b", 2}, {"status_lag", 3}, {"lag", 3}};
  char said[PANEL_TEXT_SIZE];
  const PanelType* type = panel_of(family);
  Panel* panel = gallery_panel(type, &family->variants[family->n_variants - 1], 0, THEME_LIGHT);
  snprintf(said, sizeof said, "%s", status_sentence(status));
  if (panel && type->explain) {
    state_put(panel, family, panel->view.variant, "status", status);
    state_puts(panel, family, panel->view.variant, example, sizeof example / sizeof *example);
    type->explain(panel, said);
  }
  panel_free(panel);
  snprintf(text, ABOUT_WHEN_SIZE, "%s", said);
}
