// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Host: the LV2 plugins of one bundle, or of the whole LV2 path, with the features that instances of them are given.

   A small lilv host for tests, benchmarks and the demo, not a product. Everything here is for one thread and not
   realtime-safe, except where a function says so. What can fail for a reason outside the program says why in one
   sentence, in a HostError (which may be NULL); what only a wrong program can cause is an assertion. */

#ifndef SIGNALBOX_HOST_H
#define SIGNALBOX_HOST_H

#include <lilv/lilv.h>
#include <lv2/urid/urid.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  char text[512];
} HostError;

typedef struct Host Host;

/* Opens one bundle (the folder that holds manifest.ttl), or every bundle on LV2_PATH where it is NULL. NULL where there
   is no such bundle or it holds no plugin. */
Host* host_open(const char* bundle, HostError* error);

/* Opens one bundle, and beside it what the system's packages have installed, in SYSTEM_LV2_PATH, which the build finds
   out; of one plugin the bundle's comes first. */
Host* host_open_with_system(const char* bundle, HostError* error);
void host_close(Host* host);

/* URIs of the plugins whose URI starts with `prefix` ("" for all), in the order of their text, ended by a NULL. Owned
   by the host until the next call. */
const char* const* host_plugins(Host* host, const char* prefix);

/* A URI as lilv has it, to be freed with lilv_node_free(). NULL where the text is none, of which lilv itself would
   complain on stderr. */
LilvNode* host_uri(const Host* host, const char* text);

/* NULL where no such plugin is there. */
const LilvPlugin* host_plugin(const Host* host, const char* uri, HostError* error);

/* For what this library does not cover. */
LilvWorld* host_world(const Host* host);

/* The URI map that all instances of a host share. */
LV2_URID_Map* host_map(Host* host);
LV2_URID_Unmap* host_unmap(Host* host);

/* Writes a sentence into an error, which may be NULL; returns false, for `return host_fail(…)`. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
bool host_fail(HostError* error, const char* format, ...);

#endif
