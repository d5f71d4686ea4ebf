// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Which pages the manual has, in which chapters and in which order: pages/contents.txt says so, in which a line is the
   name of a chapter and the lines behind it that begin with a space are the names of its pages, each, behind a colon,
   with a sentence on it, which the first page shows; plugins have one of their own. A page is a file of prose,
   pages/NAME.md, or one that is made of what the sources know. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_CONTENTS_H
#define SIGNALBOX_MANUAL_CONTENTS_H

#include "common/host/host.h"
#include "common/ports/ports.h"

enum { CONTENTS_PAGES = 96, CONTENTS_CHAPTERS = 16, CONTENTS_NAME_SIZE = 64, CONTENTS_TITLE_SIZE = 160 };

typedef enum { PAGE_PROSE, PAGE_PLUGIN, PAGE_PRESETS, PAGE_ROUTES, PAGE_STATUS } PageKind;

typedef struct {
  char name[CONTENTS_NAME_SIZE];  // of its file, without .html
  char title[CONTENTS_TITLE_SIZE];
  char sentence[CONTENTS_TITLE_SIZE];  // "" for none
  PageKind kind;
  unsigned chapter;
  const PortFamily* family;  // of PAGE_PLUGIN
} ContentsPage;

typedef struct {
  char chapters[CONTENTS_CHAPTERS][CONTENTS_TITLE_SIZE];
  unsigned n_chapters;
  ContentsPage pages[CONTENTS_PAGES];
  unsigned n_pages;
} Contents;

/* Reads the list of a folder of pages. False where a name is no page, or a page of prose or of a plugin is not in it,
   or is so twice. */
bool contents_read(Contents* contents, const char* folder, HostError* error);

/* NULL where there is none. */
const ContentsPage* contents_find(const Contents* contents, const char* name);

/* The name of the page of a family: "aux-send" of "aux_send". */
void family_page_name(const PortFamily* family, char name[CONTENTS_NAME_SIZE]);

/* What people call a family: "Aux Send". */
void family_title(const PortFamily* family, char title[CONTENTS_TITLE_SIZE]);

/* The family of a variant, by the last part of its URI, or of all variants, by the name of its page; NULL for none.
   `variant` may be NULL; it becomes NULL where the family itself is named. */
const PortFamily* family_named(const char* name, const PortVariant** variant);

#endif
