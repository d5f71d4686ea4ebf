// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The routes of the demo. One thread; not realtime-safe. */

#ifndef SIGNALBOX_DEMO_ROUTES_H
#define SIGNALBOX_DEMO_ROUTES_H

#include "common/demo/page.h"

typedef struct Routes Routes;

/* Reads all routes of a tree of sources, so that a mistake in any is told before anything is written; NULL then. */
Routes* routes_load(const char* top, Host* host, HostError* error);
void routes_free(Routes* routes);

/* Plays each once, prints its table, and writes its picture, its sounds and its section of the page. A route that
   another is heard against has no section of its own. */
bool routes_play(Routes* routes, Page* page, const char* folder, const char* samples_folder, HostError* error);

#endif
