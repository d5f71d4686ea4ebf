// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/prose.h"

#include "common/manual/links.h"
#include "common/manual/pictures.h"
#include "common/routes/session_text.h"
#include "common/routes/text_file.h"

#include <cmark.h>
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_SIZE = 512, NODES = 4096, LONG_PAGE = 5 };  // in headings

typedef struct {
  Manual* manual;
  const ContentsPage* page;
  HostError* error;
} Prose;

void place_name(const char* text, char name[CONTENTS_TITLE_SIZE]) {
  size_t n = 0;
  for (; *text && n + 2 < CONTENTS_TITLE_SIZE; ++text) {
    const unsigned char c = (unsigned char)*text;
    if (isalnum(c)) {
      name[n++] = (char)tolower(c);
    } else if (n && name[n - 1] != '-') {
      name[n++] = '-';
    }
  }
  name[n - (n && name[n - 1] == '-')] = '\0';
}

/* The text in a node and below, without its marks. */
static void node_words(cmark_node* node, char words[WORDS_SIZE]) {
  size_t n = 0;
  cmark_iter* iter = cmark_iter_new(node);
  words[0] = '\0';
  for (cmark_event_type event = cmark_iter_next(iter); event != CMARK_EVENT_DONE; event = cmark_iter_next(iter)) {
    const cmark_node_type type = cmark_node_get_type(cmark_iter_get_node(iter));
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
      snprintf(words + n, WORDS_SIZE - n, "%s", cmark_node_get_literal(cmark_iter_get_node(iter)));
      n = strlen(words);
    } else if (type == CMARK_NODE_SOFTBREAK && n + 1 < WORDS_SIZE) {
      words[n++] = ' ';
      words[n] = '\0';
    }
  }
  cmark_iter_free(iter);
}

static bool refuse(const Prose* prose, const char* target) {
  return host_fail(prose->error,
                   "The page %s of the manual leads to %s, which is not there: see common/manual/links.h.",
                   prose->page->name, target);
}

/* Puts markup where a node was; its children go with it, or into what takes its place. */
static bool node_become(cmark_node* node, const char* before, const char* after, bool keeps_children) {
  cmark_node* custom = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
  bool good = custom && cmark_node_set_on_enter(custom, before) && cmark_node_set_on_exit(custom, after) &&
              cmark_node_replace(node, custom);
  for (cmark_node* child = cmark_node_first_child(node); good && keeps_children && child;
       child = cmark_node_first_child(node)) {
    good = cmark_node_append_child(custom, child);
  }
  cmark_node_free(node);
  return good;
}

/* The title goes elsewhere; other headings get a name. */
static bool heading_name(cmark_node* heading) {
  char words[WORDS_SIZE];
  char name[CONTENTS_TITLE_SIZE];
  char before[WORDS_SIZE];
  char after[WORDS_SIZE];
  const int level = cmark_node_get_heading_level(heading);
  if (level == 1) {
    cmark_node_unlink(heading);
    cmark_node_free(heading);
    return true;
  }
  node_words(heading, words);
  place_name(words, name);
  snprintf(before, sizeof before, "<h%d id=\"%s\">", level, name);
  snprintf(after, sizeof after, "</h%d>", level);
  return node_become(heading, before, after, true);
}

/* Whether a node is all of a paragraph. */
static bool is_alone(cmark_node* node) {
  return cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_PARAGRAPH && !cmark_node_previous(node) &&
         !cmark_node_next(node);
}

/* Puts a picture where a paragraph was that holds one node. */
static bool picture_draw(const Prose* prose, cmark_node* node, const char* picture) {
  char words[WORDS_SIZE];
  TextFile text;
  node_words(node, words);
  if (!is_alone(node) || !words[0]) {
    return host_fail(prose->error,
                     "On the page %s of the manual, the picture %s needs a paragraph of its own, and words for those "
                     "who do not see it.",
                     prose->page->name, cmark_node_get_url(node));
  }
  bool good = text_file_open(&text) && picture_put(text.stream, prose->manual, picture, words, prose->error) &&
              fflush(text.stream) == 0 && node_become(cmark_node_parent(node), text.bytes, "", false);
  text_file_close(&text);
  return good;
}

static bool image_resolve(const Prose* prose, cmark_node* image) {
  char picture[LINK_SIZE];
  return link_file_picture(cmark_node_get_url(image), picture) ? picture_draw(prose, image, picture)
                                                               : refuse(prose, cmark_node_get_url(image));
}

static bool link_resolve(const Prose* prose, cmark_node* link) {
  char address[LINK_SIZE];
  const char* target = cmark_node_get_url(link);
  if (is_alone(link) && link_route_picture(target, address)) {
    return picture_draw(prose, link, address);
  }
  return (link_address(prose->manual, target, address) && cmark_node_set_url(link, address)) || refuse(prose, target);
}

static bool node_resolve(const Prose* prose, cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
      return heading_name(node);
    case CMARK_NODE_LINK:
      return link_resolve(prose, node);
    case CMARK_NODE_IMAGE:
      return image_resolve(prose, node);
    default:
      return host_fail(prose->error, "The page %s of the manual has HTML in it, which is not for such pages.",
                       prose->page->name);
  }
}

/* Leads to the headings of a long page. */
static void places_write(FILE* file, cmark_node* document) {
  char words[WORDS_SIZE];
  char name[CONTENTS_TITLE_SIZE];
  unsigned n = 0;
  for (cmark_node* node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
    n += cmark_node_get_heading_level(node) == 2;
  }
  if (n < LONG_PAGE) {
    return;
  }
  fputs("<nav class=\"contents\" aria-label=\"On this page\">\n<details>\n<summary>On this page</summary>\n<ul>\n",
        file);
  for (cmark_node* node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
    if (cmark_node_get_heading_level(node) == 2) {
      node_words(node, words);
      place_name(words, name);
      fprintf(file, "<li><a href=\"#%s\">", name);
      put_xml(file, words);
      fputs("</a></li>\n", file);
    }
  }
  fputs("</ul>\n</details>\n</nav>\n", file);
}

/* Resolves what is not plain text, from the end of the page on: what is inside comes before what is around it. */
static bool document_resolve(const Prose* prose, cmark_node* document) {
  cmark_node** nodes = (cmark_node**)calloc(NODES, sizeof(cmark_node*));
  unsigned n = 0;
  cmark_iter* iter = cmark_iter_new(document);
  for (cmark_event_type event = cmark_iter_next(iter); nodes && event != CMARK_EVENT_DONE && n < NODES;
       event = cmark_iter_next(iter)) {
    cmark_node* node = cmark_iter_get_node(iter);
    const cmark_node_type type = cmark_node_get_type(node);
    if (event == CMARK_EVENT_ENTER &&
        (type == CMARK_NODE_HEADING || type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE ||
         type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE)) {
      nodes[n++] = node;
    }
  }
  cmark_iter_free(iter);
  bool good = nodes && n < NODES;
  while (good && n) {
    good = node_resolve(prose, nodes[--n]);
  }
  free((void*)nodes);
  return good;
}

static cmark_node* document_read(const Manual* manual, const ContentsPage* page, HostError* error) {
  char path[MANUAL_PATH_SIZE];
  snprintf(path, sizeof path, "%s/common/manual/pages/%s.md", manual->sources, page->name);
  FILE* file = fopen(path, "r");
  if (!file) {
    host_fail(error, "Cannot read %s (%s).", path, strerror(errno));
    return NULL;
  }
  cmark_node* document = cmark_parse_file(file, CMARK_OPT_VALIDATE_UTF8);
  fclose(file);
  return document;
}

bool prose_write(FILE* file, Manual* manual, const ContentsPage* page, HostError* error) {
  const Prose prose = {manual, page, error};
  cmark_node* document = document_read(manual, page, error);
  if (document) {
    places_write(file, document);
  }
  bool good = document && document_resolve(&prose, document);
  if (good) {
    char* html = cmark_render_html(document, CMARK_OPT_DEFAULT);
    good = html && fputs(html, file) >= 0;
    cmark_get_default_mem_allocator()->free(html);
  }
  cmark_node_free(document);
  return good;
}
