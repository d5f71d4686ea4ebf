// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/contents.h"

#include "common/ports/families.h"

#include <ctype.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

enum { PATH_SIZE = 4096, LINE_SIZE = 1024 };

/* Pages that are made, and are not of a plugin. */
static const struct {
  const char *name, *title;
  PageKind kind;
} made[] = {{"presets", "Presets", PAGE_PRESETS},
            {"routes", "Routes", PAGE_ROUTES},
            {"status", "What Routing Status says", PAGE_STATUS}};

void family_page_name(const PortFamily* family, char name[CONTENTS_NAME_SIZE]) {
  snprintf(name, CONTENTS_NAME_SIZE, "%s", family->name);
  for (char* c = name; *c; ++c) {
    *c = (char)(*c == '_' ? '-' : *c);
  }
}

void family_title(const PortFamily* family, char title[CONTENTS_TITLE_SIZE]) {
  bool begins = true;
  snprintf(title, CONTENTS_TITLE_SIZE, "%s", family->name);
  for (char* c = title; *c; ++c) {
    *c = (char)(*c == '_' ? ' ' : begins ? toupper((unsigned char)*c) : *c);
    begins = *c == ' ';
  }
}

const PortFamily* family_named(const char* name, const PortVariant** variant) {
  for (unsigned f = 0; f < n_families; ++f) {
    char own[CONTENTS_NAME_SIZE];
    family_page_name(families[f], own);
    for (unsigned v = 0; v <= families[f]->n_variants; ++v) {
      const PortVariant* one = v ? &families[f]->variants[v - 1] : NULL;
      if (!strcmp(name, one ? one->uri + strlen(SIGNALBOX_URI) : own)) {
        if (variant) {
          *variant = one;
        }
        return families[f];
      }
    }
  }
  return NULL;
}

const ContentsPage* contents_find(const Contents* contents, const char* name) {
  for (unsigned i = 0; i < contents->n_pages; ++i) {
    if (!strcmp(contents->pages[i].name, name)) {
      return &contents->pages[i];
    }
  }
  return NULL;
}

/* The title of a page of prose is its first line. False where there is no such file. */
static bool prose_title(ContentsPage* page, const char* folder, bool* is_there, HostError* error) {
  char path[PATH_SIZE];
  char line[LINE_SIZE] = "";
  snprintf(path, sizeof path, "%s/%s.md", folder, page->name);
  FILE* file = fopen(path, "r");
  *is_there = file != NULL;
  if (!file) {
    return true;
  }
  const bool good = fgets(line, sizeof line, file) && !strncmp(line, "# ", 2);
  fclose(file);
  line[strcspn(line, "\n")] = '\0';
  snprintf(page->title, sizeof page->title, "%.150s", line + (good ? 2 : 0));
  return good ||
         host_fail(error, "%s does not begin with a title: write `# ` and the title into its first line.", path);
}

static bool page_fill(ContentsPage* page, const char* folder, HostError* error) {
  bool is_prose = false;
  page->kind = PAGE_PROSE;
  if (!prose_title(page, folder, &is_prose, error)) {
    return false;
  }
  if (is_prose) {
    return true;
  }
  const PortVariant* variant = NULL;
  page->family = family_named(page->name, &variant);
  if (page->family && !variant) {
    page->kind = PAGE_PLUGIN;
    family_title(page->family, page->title);
    return true;
  }
  for (unsigned i = 0; i < sizeof made / sizeof *made; ++i) {
    if (!strcmp(page->name, made[i].name)) {
      page->kind = made[i].kind;
      snprintf(page->title, sizeof page->title, "%s", made[i].title);
      return true;
    }
  }
  return host_fail(error,
                   "The contents of the manual name the page %s, which is neither %s/%s.md nor made of anything.",
                   page->name, folder, page->name);
}

/* Takes the sentence off a line that holds a name and, behind a colon, a sentence; "" where there is none. */
static const char* sentence_take(char* line) {
  char* colon = strchr(line, ':');
  if (!colon) {
    return "";
  }
  *colon = '\0';
  return colon + 1 + strspn(colon + 1, " ");
}

static bool page_add(Contents* contents, char* name, const char* folder, HostError* error) {
  const char* sentence = sentence_take(name);
  if (contents->n_pages == CONTENTS_PAGES || !contents->n_chapters) {
    return host_fail(error, "The contents of the manual have %s.",
                     contents->n_chapters ? "too many pages" : "a page before the first chapter");
  }
  if (contents_find(contents, name)) {
    return host_fail(error, "The contents of the manual name the page %s twice.", name);
  }
  ContentsPage* page = &contents->pages[contents->n_pages];
  snprintf(page->name, sizeof page->name, "%.60s", name);
  snprintf(page->sentence, sizeof page->sentence, "%.150s", sentence);
  page->chapter = contents->n_chapters - 1;
  ++contents->n_pages;
  return page_fill(page, folder, error);
}

static bool chapter_add(Contents* contents, const char* title, HostError* error) {
  if (contents->n_chapters == CONTENTS_CHAPTERS) {
    return host_fail(error, "The contents of the manual have too many chapters.");
  }
  snprintf(contents->chapters[contents->n_chapters++], CONTENTS_TITLE_SIZE, "%.150s", title);
  return true;
}

static bool line_read(Contents* contents, char* line, const char* folder, HostError* error) {
  const size_t indent = strspn(line, " \t");
  size_t end = strcspn(line, "\r\n");
  while (end > indent && line[end - 1] == ' ') {
    --end;
  }
  line[end] = '\0';
  if (!line[indent] || line[indent] == '#') {
    return true;
  }
  return indent ? page_add(contents, line + indent, folder, error) : chapter_add(contents, line, error);
}

/* Whether every file of prose and every plugin has its place. */
static bool check(const Contents* contents, const char* folder, HostError* error) {
  char text[PATH_SIZE];
  for (unsigned f = 0; f < n_families; ++f) {
    family_page_name(families[f], text);
    if (!contents_find(contents, text)) {
      return host_fail(error, "The contents of the manual lack the plugin %s.", text);
    }
  }
  snprintf(text, sizeof text, "%s/*.md", folder);
  glob_t files;
  bool good = true;
  if (glob(text, 0, NULL, &files) == 0) {
    for (size_t i = 0; good && i < files.gl_pathc; ++i) {
      const char* name = strrchr(files.gl_pathv[i], '/') + 1;
      snprintf(text, sizeof text, "%.*s", (int)(strlen(name) - strlen(".md")), name);
      good = contents_find(contents, text) || host_fail(error, "The contents of the manual lack the page %s.", text);
    }
    globfree(&files);
  }
  return good;
}

bool contents_read(Contents* contents, const char* folder, HostError* error) {
  char path[PATH_SIZE];
  char line[LINE_SIZE];
  snprintf(path, sizeof path, "%s/contents.txt", folder);
  *contents = (Contents){.n_pages = 0};
  FILE* file = fopen(path, "r");
  if (!file) {
    return host_fail(error, "Cannot read %s (%s).", path, strerror(errno));
  }
  bool good = true;
  while (good && fgets(line, sizeof line, file)) {
    good = line_read(contents, line, folder, error);
  }
  fclose(file);
  return good && check(contents, folder, error);
}
