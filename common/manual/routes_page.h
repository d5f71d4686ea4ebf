// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The page of all routes. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_ROUTES_PAGE_H
#define SIGNALBOX_MANUAL_ROUTES_PAGE_H

#include "common/manual/manual.h"

#include <stdio.h>

bool routes_page_write(FILE* file, Manual* manual, HostError* error);

/* Those that a family is in, on its page. */
bool routes_of_family_write(FILE* file, const Manual* manual, const PortFamily* family, HostError* error);

#endif
