// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Numbers in words and figures as producers write them, in UTF-8. Each function writes into `out`, which it returns.
   Any thread; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_NUMBERS_H
#define SIGNALBOX_DRAW_NUMBERS_H

enum { DRAW_TEXT_SIZE = 64 };

/* From here down a level is shown as off. */
#define DRAW_OFF_DB (-90.0f)

/* "−14.2 dB", "+1.0 dB"; "off" at DRAW_OFF_DB and below. */
const char* level_text(float level_db, char out[DRAW_TEXT_SIZE]);

/* The same without its unit: "−14.2", "−∞". */
const char* decibel_text(float level_db, char out[DRAW_TEXT_SIZE]);

/* Any other number, to four digits: "−0.2098", "0", "440". */
const char* number_text(float value, char out[DRAW_TEXT_SIZE]);

/* "L 30", "C", "R 100" of a pan from -1 to 1. */
const char* pan_text(float pan, char out[DRAW_TEXT_SIZE]);

#endif
