// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/frame.h"

#include "common/manual/about.h"
#include "common/manual/text.h"
#include "common/routes/session_text.h"

/* The pages of a chapter; with a manual, each with what it is for. */
static void chapter_write(FILE* file, const Contents* contents, unsigned chapter, const ContentsPage* current,
                          const Manual* manual) {
  fputs("<ul>\n", file);
  for (unsigned i = 0; i < contents->n_pages; ++i) {
    const ContentsPage* page = &contents->pages[i];
    if (page->chapter == chapter) {
      fprintf(file, "<li><a href=\"%s.html\"%s>", page->name, page == current ? " aria-current=\"page\"" : "");
      put_xml(file, page->title);
      fputs("</a>", file);
      if (manual) {
        fputs("<p>", file);
        put_prose(file, page->family ? about_sentence(manual, page->family) : page->sentence);
        fputs("</p>", file);
      }
      fputs("</li>\n", file);
    }
  }
  fputs("</ul>\n", file);
}

static void chapters_write(FILE* file, const Contents* contents, const ContentsPage* page, const Manual* manual) {
  fputs("<div class=\"chapters\">\n", file);
  for (unsigned chapter = 0; chapter < contents->n_chapters; ++chapter) {
    fputs("<div>\n<h2>", file);
    put_xml(file, contents->chapters[chapter]);
    fputs("</h2>\n", file);
    chapter_write(file, contents, chapter, page, manual);
    fputs("</div>\n", file);
  }
  fputs("</div>\n", file);
}

void index_write(FILE* file, const Manual* manual) {
  fputs("<nav class=\"index\" aria-label=\"Contents\">\n", file);
  chapters_write(file, &manual->contents, NULL, manual);
  fputs("</nav>\n", file);
}

void frame_begin(FILE* file, const Contents* contents, const ContentsPage* page, const char* lead) {
  fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
        file);
  put_xml(file, page ? page->title : "Signalbox");
  fputs(page ? " – Signalbox" : ", the manual", file);
  fputs("</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"base.css\">\n"
        "<link rel=\"stylesheet\" href=\"manual.css\">\n</head>\n<body>\n<header>\n",
        file);
  if (page) {
    fputs("<p class=\"where\"><a href=\"index.html\">Signalbox</a> · ", file);
    put_xml(file, contents->chapters[page->chapter]);
    fputs("</p>\n", file);
  }
  fputs("<h1>", file);
  put_xml(file, page ? page->title : "Signalbox, the manual");
  fputs("</h1>\n", file);
  if (lead) {
    fputs("<p>", file);
    put_xml(file, lead);
    fputs("</p>\n", file);
  }
  fputs("</header>\n", file);
  if (page) {
    fputs("<nav class=\"contents\" aria-label=\"Contents\">\n<details>\n<summary>Contents</summary>\n", file);
    chapters_write(file, contents, page, NULL);
    fputs("</details>\n</nav>\n", file);
  }
  fputs("<main>\n", file);
}

static void neighbour_write(FILE* file, const ContentsPage* page, bool is_next) {
  fprintf(file, "<a class=\"%s\" rel=\"%s\" href=\"%s.html\"><span>%s</span> ", is_next ? "next" : "previous",
          is_next ? "next" : "prev", page->name, is_next ? "Next" : "Previous");
  put_xml(file, page->title);
  fputs("</a>\n", file);
}

void frame_end(FILE* file, const Contents* contents, const ContentsPage* page) {
  const ContentsPage* next = page ? page + 1 : contents->pages;
  fputs("</main>\n<footer>\n<nav class=\"turn\" aria-label=\"Next and previous page\">\n", file);
  if (page && page > contents->pages) {
    neighbour_write(file, page - 1, false);
  }
  if (next < contents->pages + contents->n_pages) {
    neighbour_write(file, next, true);
  }
  fputs("</nav>\n</footer>\n</body>\n</html>\n", file);
}
