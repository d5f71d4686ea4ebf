// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What families are for, in other languages than English, in which it is written by hand. */

#ifndef SIGNALBOX_DESCRIBE_PROSE_H
#define SIGNALBOX_DESCRIBE_PROSE_H

#include "common/ports/ports.h"
#include "common/turtle/turtle_reader.h"

/* The file of a family, of its name, without ".ttl". */
#define DESCRIBE_PROSE_FORMAT "%s_translated"

/* Writes that file, at once and whole, of the prose that was read (see family_prose.h). False, after saying so, where
   it cannot be written. Not realtime-safe. */
bool describe_prose(const char* directory, const PortFamily* family, const Statements* prose);

#endif
