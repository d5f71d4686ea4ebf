// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Letters as dots: 5 columns and 7 rows. Any thread, realtime-safe. */

#ifndef SIGNALBOX_GLANCE_LETTERS_H
#define SIGNALBOX_GLANCE_LETTERS_H

enum { LETTER_COLUMNS = 5, LETTER_ROWS = 7 };

/* The columns of a character, from the left; bit 0 is the dot at the top. What is not there is empty. */
const unsigned char* letter_columns(char character);

#endif
