// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Texts of the sources on pages. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_TEXT_H
#define SIGNALBOX_MANUAL_TEXT_H

#include <stdio.h>

/* A text as HTML has it, as put_xml() does it, with a real minus in front of numbers, and with numbers that keep to
   their units at the end of a line. */
void put_prose(FILE* file, const char* text);

#endif
