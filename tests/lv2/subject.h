// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Subject: a plugin that is tested, as the host finds it; and its port table where it is a variant of the suite. */

#ifndef SIGNALBOX_TEST_SUBJECT_H
#define SIGNALBOX_TEST_SUBJECT_H

#include "common/host/host.h"
#include "common/ports/ports.h"

#include <stddef.h>

typedef struct {
  const char* uri;
  const char* name;  // of a variant: its URI without SIGNALBOX_URI
  Host* host;
  const LilvPlugin* plugin;    // NULL where the host does not find it
  const PortFamily* family;    // NULL, as what follows, for other plugins than those of the suite
  const PortVariant* variant;  //
  Port* ports;                 // by index
  unsigned n_ports;
} Subject;

/* Any plugin; the URI must live as long. */
Subject subject_of(Host* host, const char* uri);

/* Every variant of every family, to be freed with subjects_free(); NULL where memory is short. */
Subject* subjects_new(Host* host, size_t* n_subjects);
void subjects_free(Subject* subjects, size_t n_subjects);

#endif
