// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A player of the demo's page in HTML: what switches between two sounds, how loud these are, and the picture beside it.
   Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_PAGE_PLAYER_H
#define SIGNALBOX_DEMO_PAGE_PLAYER_H

#include "common/demo/page_sound.h"
#include "common/demo/scene_render.h"

#include <stdbool.h>
#include <stdio.h>

/* Both sounds last so many seconds. */
void page_player_write(FILE* file, const PageSound sounds[2], const char* title, double seconds);

/* How loud each is, and what was done about it. */
void page_levels_write(FILE* file, const PageSound sounds[2], bool equally_loud);

/* The picture NAME.png. Who cannot see it is told `words`, or else what the path of a render is; either may be NULL. */
void page_picture_write(FILE* file, const char* name, const char* words, const SceneRender* render);

#endif
