// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Pieces of text that sessions of more than one kind, and pages, are made of, put on a stream. Not realtime-safe. */

#ifndef SIGNALBOX_ROUTES_SESSION_TEXT_H
#define SIGNALBOX_ROUTES_SESSION_TEXT_H

#include <stdio.h>

/* Says of a session who has written it from which route, and its licence: lines of comments from `begin` to `end`. */
void put_origin(FILE* stream, const char* begin, const char* end, const char* route);

/* A number with as many digits as tell it from every other float. */
void put_number(FILE* stream, float value);

/* A text in quotes, as Turtle and PipeWire have it. */
void put_quoted(FILE* stream, const char* text);

/* A text as XML or HTML has it, with entities for what would be markup. */
void put_xml(FILE* stream, const char* text);

#endif
