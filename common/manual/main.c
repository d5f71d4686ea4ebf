// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Writes the manual: pages and pictures, in a folder that is there.

   usage: pages SOURCES SESSIONS FOLDER

   SOURCES is the folder of the project, SESSIONS one with the sessions of Ardour that maps are drawn of. */

#include "common/manual/about.h"
#include "common/manual/frame.h"
#include "common/manual/plugin_page.h"
#include "common/manual/presets_list.h"
#include "common/manual/prose.h"
#include "common/manual/routes_page.h"
#include "common/routes/text_file.h"

#include <stdlib.h>

static bool body_write(FILE* file, Manual* manual, const ContentsPage* page, HostError* error) {
  switch (page->kind) {
    case PAGE_PROSE:
      return prose_write(file, manual, page, error);
    case PAGE_PLUGIN:
      return plugin_page_write(file, manual, page->family, error);
    case PAGE_PRESETS:
      return presets_write_all(file, manual, error);
    case PAGE_ROUTES:
      return routes_page_write(file, manual, error);
    case PAGE_STATUS:
      return status_page_write(file, manual);
  }
  return false;
}

static bool page_write(Manual* manual, const ContentsPage* page, HostError* error) {
  char path[MANUAL_PATH_SIZE];
  TextFile text;
  snprintf(path, sizeof path, "%s/%s.html", manual->folder, page ? page->name : "index");
  bool good = text_file_open(&text) || host_fail(error, "There is not enough memory for %s.", path);
  if (good) {
    frame_begin(text.stream, &manual->contents, page,
                !page ? "Which sound goes where, inside a DAW: many drums on one fader, many voices in one reverb, a "
                        "bass that makes room for the kick. How to set that up with Signalbox's plugins, step by step, "
                        "and what to do when something is wrong."
                : page->family ? about_sentence(manual, page->family)
                               : NULL);
    if (page) {
      good = body_write(text.stream, manual, page, error);
    } else {
      index_write(text.stream, manual);
    }
    frame_end(text.stream, &manual->contents, page);
    good = good && text_file_save(&text, path, error);
  }
  text_file_close(&text);
  return good;
}

/* Reads what pages are made of. */
static bool manual_read(Manual* manual, HostError* error) {
  char folder[MANUAL_PATH_SIZE];
  snprintf(folder, sizeof folder, "%s/presets", manual->sources);
  manual->presets = presets_read(folder);
  snprintf(folder, sizeof folder, "%s/common/manual/pages", manual->sources);
  return (manual->presets || host_fail(error, "The manual needs the presets.")) && about_read(manual, error) &&
         contents_read(&manual->contents, folder, error);
}

static bool manual_write(Manual* manual, HostError* error) {
  bool good = manual_read(manual, error) && page_write(manual, NULL, error);
  for (unsigned i = 0; good && i < manual->contents.n_pages; ++i) {
    good = page_write(manual, &manual->contents.pages[i], error);
  }
  return good;
}

int main(int argc, char** argv) {
  HostError error = {""};
  if (argc != 4) {
    fprintf(stderr, "usage: pages SOURCES SESSIONS FOLDER\n");
    return 2;
  }
  Manual* manual = calloc(1, sizeof *manual);
  bool good = manual || host_fail(&error, "There is not enough memory for the manual.");
  if (manual) {
    manual->sources = argv[1];
    manual->sessions = argv[2];
    manual->folder = argv[3];
    good = manual_write(manual, &error);
    statements_free(&manual->about);
    if (manual->presets) {
      presets_free(manual->presets);
    }
  }
  free(manual);
  if (!good) {
    fprintf(stderr, "%s\n", error.text);
  }
  return good ? 0 : 1;
}
