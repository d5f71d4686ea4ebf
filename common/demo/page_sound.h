// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The sounds of a player of the page: files, and waves to see. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_PAGE_SOUND_H
#define SIGNALBOX_DEMO_PAGE_SOUND_H

#include "common/demo/equal_loudness.h"
#include "common/host/host.h"
#include "common/host/wav.h"

#include <stdio.h>

/* One of the two. */
typedef struct {
  const char* caption;
  const char* ending;  // of its file, NAMEending.flac
  const Wav* wav;
  LoudSound loud;
} PageSound;

/* Measures one; a true peak that was not measured is NAN. */
bool page_sound_measure(PageSound* sound, HostError* error);

/* Writes both at their gains, cut at full scale, as FLAC, and NAME.js, which hands the same bytes to the page. */
bool page_sounds_save(const PageSound sounds[2], const char* folder, const char* name, HostError* error);

/* The outline of each as the path of an SVG of PAGE_WAVE_WIDTH by PAGE_WAVE_HEIGHT, both to the same scale. */
enum { PAGE_WAVE_WIDTH = 400, PAGE_WAVE_HEIGHT = 100 };
void page_waves_write(FILE* file, const PageSound sounds[2]);

#endif
