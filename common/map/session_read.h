// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Reads the session of any program. Not realtime-safe. */

#ifndef SIGNALBOX_MAP_SESSION_READ_H
#define SIGNALBOX_MAP_SESSION_READ_H

#include "common/map/map.h"

enum { SESSION_PATH_SIZE = 4096 };

/* The file that a path means: itself, or, where it is a folder, the one session in it. False with a sentence where
   there is none, or more than one. */
bool session_find(const char* path, char file[SESSION_PATH_SIZE], MapError* error);

/* The session in a file, told by what is in it. NULL with a sentence where it cannot be read. */
Map* session_read(const char* file, MapError* error);

/* What people have accepted in a file of the name .signalbox-map beside a session, to be freed with free(); NULL where
   there is none. */
char* session_accepted(const char* file);

#endif
