// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The picture of a mistake: what came out while it was made and when it was mended, what the plugin said of it, and the
   spectra of both over one another. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_MISTAKE_PICTURE_H
#define SIGNALBOX_DEMO_MISTAKE_PICTURE_H

#include "common/demo/mistake_render.h"

enum { MISTAKE_TEXT_SIZE = 192 };

/* What the plugin said, in a sentence: "Late after 1.3 s: strip 2 is 3.10 ms late and inverted. Mended, OK after
   0.2 s." */
void mistake_said(const MistakeRender* render, char out[MISTAKE_TEXT_SIZE]);

/* Writes a PNG, two device pixels per unit. False where memory is short or the file cannot be written. */
bool mistake_picture_save(const MistakeRender* render, const char* path, HostError* error);

#endif
