// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The page of the demo: for each render its picture, what to listen for, and players for before and after. It is one
   file beside the pictures and sounds, index.html, and needs no network. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_PAGE_H
#define SIGNALBOX_DEMO_PAGE_H

#include "common/demo/mistake_render.h"
#include "common/demo/scene_render.h"

typedef struct Page Page;

/* Begins the page in a folder. */
Page* page_new(const char* folder, HostError* error);

/* Adds a render, whose picture is NAME.png, and writes NAME-before.flac (its sources, added up) and NAME.flac. */
bool page_add(Page* page, const SceneRender* render, HostError* error);

/* Adds a mistake, whose picture is NAME.png, and writes NAME-made.flac and NAME.flac. `said` is what the plugin said of
   it. */
bool page_add_mistake(Page* page, const MistakeRender* render, const char* said, HostError* error);

/* Begins what has a heading of its own. */
void page_begin_part(Page* page, const char* heading, const char* words);

/* Ends the page; false where not all of it could be written. NULL is nothing to end. */
bool page_close(Page* page, HostError* error);

#endif
