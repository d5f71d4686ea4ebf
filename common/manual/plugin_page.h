// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The page of a family of plugins, and the page of what Routing Status says of all. Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_PLUGIN_PAGE_H
#define SIGNALBOX_MANUAL_PLUGIN_PAGE_H

#include "common/manual/manual.h"

#include <stdio.h>

bool plugin_page_write(FILE* file, Manual* manual, const PortFamily* family, HostError* error);
bool status_page_write(FILE* file, const Manual* manual);

#endif
