// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The page of the demo: for each render its picture, what to listen for, and a player that switches between before and
   after without losing its place. It is index.html beside the pictures and sounds, and needs no network. Not
   realtime-safe. */

#ifndef SIGNALBOX_DEMO_PAGE_H
#define SIGNALBOX_DEMO_PAGE_H

#include "common/demo/mistake_render.h"
#include "common/demo/scene_render.h"
#include "common/demo/sharing.h"

typedef struct Page Page;

/* Begins the page in a folder. Its style and its script are taken from another. */
Page* page_new(const char* folder, const char* parts_folder, HostError* error);

/* Begins what has a heading of its own, and a name in the list of contents. */
void page_begin_part(Page* page, const char* heading, const char* words);

/* Adds a render, whose picture is NAME.png, and writes NAME-before.flac (its sources, added up), NAME.flac and NAME.js,
   all equally loud. Where it stands against another render, that one's mix is before, and its picture is shown too. */
bool page_add(Page* page, const SceneRender* render, const SceneRender* against, HostError* error);

/* Adds a mistake, whose picture is NAME.png, and writes NAME-made.flac, NAME.flac and NAME.js, as loud as they are.
   `said` is what the plugin said of it. */
bool page_add_mistake(Page* page, const MistakeRender* render, const char* said, HostError* error);

/* Adds what sharing an effect saves. */
void page_add_sharing(Page* page, const Sharing sharing[SHARING_REVERBS]);

/* Writes the page, all of it or nothing. */
bool page_save(Page* page, HostError* error);
void page_free(Page* page);

#endif
