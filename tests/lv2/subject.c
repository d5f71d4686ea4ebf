// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/subject.h"

#include "common/ports/families.h"

#include <stdlib.h>
#include <string.h>

Subject subject_of(Host* host, const char* uri) {
  return (Subject){.uri = uri, .name = uri, .host = host, .plugin = host_plugin(host, uri, NULL)};
}

static bool subject_init(Subject* subject, Host* host, const PortFamily* family, const PortVariant* variant) {
  *subject = subject_of(host, variant->uri);
  subject->name += strlen(SIGNALBOX_URI);
  subject->family = family;
  subject->variant = variant;
  subject->ports = ports_new(family, variant, &subject->n_ports);
  return subject->ports;
}

Subject* subjects_new(Host* host, size_t* n_subjects) {
  size_t n = 0;
  for (unsigned f = 0; f < n_families; ++f) {
    n += families[f]->n_variants;
  }
  Subject* subjects = (Subject*)calloc(n, sizeof(Subject));
  bool complete = subjects;
  Subject* subject = subjects;
  for (unsigned f = 0; complete && f < n_families; ++f) {
    for (unsigned v = 0; complete && v < families[f]->n_variants; ++v, ++subject) {
      complete = subject_init(subject, host, families[f], &families[f]->variants[v]);
    }
  }
  if (!complete) {
    subjects_free(subjects, n);
    return NULL;
  }
  *n_subjects = n;
  return subjects;
}

void subjects_free(Subject* subjects, size_t n_subjects) {
  for (size_t i = 0; subjects && i < n_subjects; ++i) {
    free(subjects[i].ports);
  }
  free(subjects);
}
