// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Writes the manual: pages and pictures, in a folder that is there.

   usage: manual SOURCES FOLDER

   SOURCES is the folder of the project. */

#include "common/manual/frame.h"
#include "common/manual/prose.h"
#include "common/routes/text_file.h"

#include <stdlib.h>

static bool body_write(FILE* file, Manual* manual, const ContentsPage* page, HostError* error) {
  switch (page->kind) {
    case PAGE_PROSE:
      return prose_write(file, manual, page, error);
    default:
      return true;
  }
}

static bool page_write(Manual* manual, const ContentsPage* page, HostError* error) {
  char path[MANUAL_PATH_SIZE];
  TextFile text;
  snprintf(path, sizeof path, "%s/%s.html", manual->folder, page ? page->name : "index");
  bool good = text_file_open(&text) || host_fail(error, "There is not enough memory for %s.", path);
  if (good) {
    frame_begin(text.stream, &manual->contents, page, NULL);
    if (page) {
      good = body_write(text.stream, manual, page, error);
    } else {
      index_write(text.stream, &manual->contents);
    }
    frame_end(text.stream, &manual->contents, page);
    good = good && text_file_save(&text, path, error);
  }
  text_file_close(&text);
  return good;
}

static bool manual_write(Manual* manual, HostError* error) {
  char pages[MANUAL_PATH_SIZE];
  snprintf(pages, sizeof pages, "%s/common/manual/pages", manual->sources);
  bool good = contents_read(&manual->contents, pages, error) && page_write(manual, NULL, error);
  for (unsigned i = 0; good && i < manual->contents.n_pages; ++i) {
    good = page_write(manual, &manual->contents.pages[i], error);
  }
  return good;
}

int main(int argc, char** argv) {
  HostError error = {""};
  if (argc != 3) {
    fprintf(stderr, "usage: manual SOURCES FOLDER\n");
    return 2;
  }
  Manual* manual = calloc(1, sizeof *manual);
  bool good = manual || host_fail(&error, "There is not enough memory for the manual.");
  if (manual) {
    manual->sources = argv[1];
    manual->folder = argv[2];
    good = manual_write(manual, &error);
  }
  free(manual);
  if (!good) {
    fprintf(stderr, "%s\n", error.text);
  }
  return good ? 0 : 1;
}
