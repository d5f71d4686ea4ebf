// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What all pages of the manual are made from. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_MANUAL_H
#define SIGNALBOX_MANUAL_MANUAL_H

#include "common/manual/contents.h"
#include "common/presets/presets.h"
#include "common/turtle/turtle_reader.h"

enum { MANUAL_PATH_SIZE = 4096, MANUAL_PICTURES = 256 };

/* A picture that has been drawn. */
typedef struct {
  char target[CONTENTS_TITLE_SIZE];
  double width, height;
} ManualPicture;

typedef struct {
  const char* sources;   // the folder of the project
  const char* sessions;  // a folder with those that maps are drawn of
  const char* folder;    // where pages and pictures go
  Contents contents;
  Statements about;  // what ttl/X_about.ttl says of families
  Presets* presets;
  ManualPicture pictures[MANUAL_PICTURES];
  unsigned n_pictures;
} Manual;

#endif
