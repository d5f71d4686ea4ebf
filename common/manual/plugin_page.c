// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/plugin_page.h"

#include "common/manual/about.h"
#include "common/manual/controls.h"
#include "common/manual/path_picture.h"
#include "common/manual/pictures.h"
#include "common/manual/presets_list.h"
#include "common/manual/prose.h"
#include "common/manual/routes_page.h"
#include "common/manual/text.h"
#include "common/panel/chrome.h"
#include "common/ports/status.h"
#include "common/routes/session_text.h"

#include <string.h>

enum { TARGET_SIZE = 96, WORDS_SIZE = 1024 };

static void variants_write(FILE* file, const PortFamily* family) {
  fputs("<h2 id=\"variants\">Variants</h2>\n<ul class=\"variants\">\n", file);
  for (unsigned v = 0; v < family->n_variants; ++v) {
    fputs("<li>", file);
    put_xml(file, family->variants[v].title);
    fprintf(file, " <code>%s</code></li>\n", family->variants[v].uri);
  }
  fputs("</ul>\n", file);
}

static bool picture_write(FILE* file, Manual* manual, const char* scheme, const PortFamily* family, const char* words,
                          HostError* error) {
  char name[CONTENTS_NAME_SIZE];
  char target[TARGET_SIZE];
  family_page_name(family, name);
  snprintf(target, sizeof target, "%s:%s", scheme, name);
  return picture_put(file, manual, target, words, error);
}

static bool pictures_write(FILE* file, Manual* manual, const PortFamily* family, HostError* error) {
  char words[WORDS_SIZE];
  char title[CONTENTS_TITLE_SIZE];
  char path[WORDS_SIZE / 2];
  family_title(family, title);
  path_words(family, path, sizeof path);
  snprintf(words, sizeof words, "The path through %s: %s.", title, path);
  fputs("<h2 id=\"path\">The path</h2>\n", file);
  if (path_has(family, WIRE_DOTTED)) {
    fputs("<p>Dotted wires lead to what listens: what comes there is not heard itself.</p>\n", file);
  }
  if (path_has(family, WIRE_DOUBLE)) {
    fputs("<p>Double wires are a send: it takes its copy before the fader or behind it.</p>\n", file);
  }
  bool good = picture_write(file, manual, "path", family, words, error);
  snprintf(words, sizeof words, "The window of %s at work, with its controls and meters along the path", title);
  fputs("<h2 id=\"window\">The window</h2>\n", file);
  return good && picture_write(file, manual, "window", family, words, error);
}

/* A clause as a sentence. */
static void put_sentence(FILE* file, const char* clause) {
  const char first[2] = {(char)(clause[0] >= 'a' && clause[0] <= 'z' ? clause[0] - 'a' + 'A' : clause[0]), '\0'};
  fputs(first, file);
  put_prose(file, clause + 1);
  fputs(".", file);
}

/* All of them, the most severe first. */
static void statuses_order(unsigned order[STATUS_COUNT]) {
  for (unsigned i = 0; i < STATUS_COUNT; ++i) {
    unsigned at = i;
    for (; at > 0 && status_worse((Status)order[at - 1], (Status)i) == (Status)i; --at) {
      order[at] = order[at - 1];
    }
    order[at] = i;
  }
}

/* The name of a status as a place, with something in front. */
static void put_place(FILE* file, const char* front, unsigned status) {
  char place[CONTENTS_TITLE_SIZE];
  place_name(status_word(status), place);
  fprintf(file, "%s%s", front, place);
}

static void mistakes_write(FILE* file, const Manual* manual, const PortFamily* family) {
  unsigned order[STATUS_COUNT];
  statuses_order(order);
  fputs(
    "<h2 id=\"mistakes\">Mistakes</h2>\n<p><i>Routing Status</i> says in a word what is wrong, the worst first; the "
    "head of the window says what mends it.</p>\n<ul class=\"rows statuses\">\n",
    file);
  for (unsigned i = 0; i < STATUS_COUNT; ++i) {
    char when[ABOUT_WHEN_SIZE];
    char mended[ABOUT_WHEN_SIZE];
    if (about_status(manual, family, order[i], when)) {
      about_mended(family, order[i], mended);
      put_place(file, "<li id=\"status-", order[i]);
      put_place(file, "\">\n<p class=\"name\"><a href=\"status.html#", order[i]);
      fprintf(file, "\">%s</a></p>\n<p>", status_word(order[i]));
      put_sentence(file, when);
      fputs("</p>\n<p class=\"mended\">", file);
      put_prose(file, mended);
      fputs("</p>\n</li>\n", file);
    }
  }
  fputs("</ul>\n", file);
}

bool plugin_page_write(FILE* file, Manual* manual, const PortFamily* family, HostError* error) {
  fputs(
    "<p class=\"places\"><a href=\"#path\">Path</a> <a href=\"#window\">Window</a> <a href=\"#about\">How it works</a> "
    "<a href=\"#controls\">Controls</a> <a href=\"#readings\">Readings</a> <a href=\"#mistakes\">Mistakes</a> "
    "<a href=\"#presets\">Presets</a> <a href=\"#routes\">Routes</a> <a href=\"#ports\">Inputs and outputs</a> <a "
    "href=\"#variants\">Variants</a></p>\n",
    file);
  if (!pictures_write(file, manual, family, error)) {
    return false;
  }
  fputs("<h2 id=\"about\">How it works</h2>\n", file);
  paragraphs_write(file, about_text(manual, family));
  fputs("<h2 id=\"controls\">Controls</h2>\n", file);
  controls_write(file, family, LIST_CONTROLS);
  fputs("<h2 id=\"readings\">Readings</h2>\n", file);
  controls_write(file, family, LIST_READINGS);
  mistakes_write(file, manual, family);
  fputs("<h2 id=\"presets\">Presets</h2>\n", file);
  if (!presets_of_family_write(file, manual, family, error)) {
    return false;
  }
  if (!routes_of_family_write(file, manual, family, error)) {
    return false;
  }
  fputs("<h2 id=\"ports\">Inputs and outputs</h2>\n", file);
  controls_write(file, family, LIST_AUDIO);
  variants_write(file, family);
  return true;
}

/* The plugins that show a status, each with when. */
static void shown_by_write(FILE* file, const Manual* manual, unsigned status) {
  fputs("<ul class=\"rows presets\">\n", file);
  for (unsigned i = 0; i < manual->contents.n_pages; ++i) {
    const ContentsPage* page = &manual->contents.pages[i];
    char when[ABOUT_WHEN_SIZE];
    char mended[ABOUT_WHEN_SIZE];
    if (page->kind == PAGE_PLUGIN && about_status(manual, page->family, status, when)) {
      about_mended(page->family, status, mended);
      fprintf(file, "<li><p class=\"name\"><a href=\"%s.html", page->name);
      put_place(file, "#status-", status);
      fprintf(file, "\">%s</a></p>\n<p>", page->title);
      put_sentence(file, when);
      if (strcmp(mended, status_sentence(status)) != 0) {
        fputs("</p>\n<p class=\"mended\">", file);
        put_prose(file, mended);
      }
      fputs("</p></li>\n", file);
    }
  }
  fputs("</ul>\n", file);
}

bool status_page_write(FILE* file, const Manual* manual) {
  unsigned order[STATUS_COUNT];
  statuses_order(order);
  fputs(
    "<p>Every plugin has a reading, <i>Routing Status</i>, that says in a word what is wrong with the routing around "
    "it. Of several things the worst is told, and a cause before its symptom. Here they are, the worst first, with the "
    "plugins that say so, when they do, and what mends it.</p>\n",
    file);
  for (unsigned i = 0; i < STATUS_COUNT; ++i) {
    put_place(file, "<h2 id=\"", order[i]);
    fprintf(file, "\">%s</h2>\n", status_word(order[i]));
    fputs("<p>", file);
    put_prose(file, order[i] == STATUS_OK ? "Nothing is wrong." : status_sentence(order[i]));
    fputs("</p>\n", file);
    if (order[i] != STATUS_OK) {
      shown_by_write(file, manual, order[i]);
    }
  }
  return true;
}
