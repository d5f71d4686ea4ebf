// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/map_texts.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_SIZE = 1 << 14 };

/* Texts stand one behind the other on pages; a text that is longer than a page has one of its own. */
typedef struct Page {
  struct Page* next;
  size_t used, size;
  char bytes[];
} Page;

struct MapTexts {
  Page* pages;
};

MapTexts* map_texts_new(void) {
  return (MapTexts*)calloc(1, sizeof(MapTexts));
}

void map_texts_free(MapTexts* texts) {
  while (texts && texts->pages) {
    Page* page = texts->pages;
    texts->pages = page->next;
    free(page);
  }
  free(texts);
}

/* How many bytes of well-formed UTF-8 a text begins with: those of one character, or 0. */
static size_t character(const unsigned char* text) {
  static const struct {
    unsigned char first, last, second_low, second_high;
    size_t size;
  } rows[] = {{0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
              {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
              {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4}};
  if (text[0] < 0x80) {
    return (text[0] >= ' ' && text[0] != 0x7f) || text[0] == '\n' || text[0] == '\t';
  }
  for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); ++i) {
    if (text[0] >= rows[i].first && text[0] <= rows[i].last) {
      size_t n = text[1] >= rows[i].second_low && text[1] <= rows[i].second_high ? 2 : 0;
      while (n && n < rows[i].size) {
        n = (text[n] & 0xc0) == 0x80 ? n + 1 : 0;
      }
      return n;
    }
  }
  return 0;
}

static void sanitize(char* text) {
  while (*text) {
    const size_t n = character((const unsigned char*)text);
    if (n == 0) {
      *text = '?';
    }
    text += n ? n : 1;
  }
}

const char* map_texts_add(MapTexts* texts, const char* text) {
  const size_t size = strlen(text) + 1;
  if (!texts->pages || texts->pages->size - texts->pages->used < size) {
    const size_t room = size > PAGE_SIZE ? size : PAGE_SIZE;
    Page* page = (Page*)malloc(sizeof(Page) + room);
    if (!page) {
      return NULL;
    }
    *page = (Page){.next = texts->pages, .size = room};
    texts->pages = page;
  }
  char* kept = texts->pages->bytes + texts->pages->used;
  memcpy(kept, text, size);
  texts->pages->used += size;
  sanitize(kept);
  return kept;
}
