// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/fuzz/rig.h"

#include <stdlib.h>

void rig_init(Rig* rig, const LV2_Descriptor* descriptor, const Port* ports, unsigned n_ports) {
  *rig = (Rig){.descriptor = descriptor, .ports = ports, .n_ports = n_ports};
  rig->values = (float*)calloc(n_ports, sizeof(float));
  rig->buffers = (float**)calloc(n_ports, sizeof(float*));
  rig->is_nowhere = (bool*)calloc(n_ports, sizeof(bool));
  if (!rig->values || !rig->buffers || !rig->is_nowhere) {
    abort();
  }
  for (unsigned i = 0; i < n_ports; ++i) {
    rig->values[i] = ports[i].spec->initial;
  }
}

static void give_up(Rig* rig) {
  if (rig->handle) {
    if (rig->descriptor->deactivate) {
      rig->descriptor->deactivate(rig->handle);
    }
    rig->descriptor->cleanup(rig->handle);
    rig->handle = NULL;
  }
}

void rig_free(Rig* rig) {
  give_up(rig);
  free(rig->values);
  free(rig->buffers);
  free(rig->is_nowhere);
}

bool rig_renew(Rig* rig, double rate_hz) {
  static const LV2_Feature* const features[] = {NULL};
  give_up(rig);
  rig->handle = rig->descriptor->instantiate(rig->descriptor, rate_hz, "/", features);
  if (!rig->handle) {
    return false;
  }
  for (unsigned i = 0; i < rig->n_ports; ++i) {
    if (!port_is_audio(rig->ports[i].spec)) {
      rig_connect_control(rig, i, rig->is_nowhere[i]);
    }
  }
  rig->descriptor->activate(rig->handle);
  return true;
}

void rig_reset(Rig* rig) {
  if (rig->descriptor->deactivate) {
    rig->descriptor->deactivate(rig->handle);
  }
  rig->descriptor->activate(rig->handle);
}

void rig_connect_control(Rig* rig, unsigned port, bool nowhere) {
  rig->is_nowhere[port] = nowhere;
  if (rig->handle) {
    rig->descriptor->connect_port(rig->handle, port, nowhere ? NULL : &rig->values[port]);
  }
}

void rig_run(const Rig* rig, uint32_t at, uint32_t n_frames) {
  for (unsigned i = 0; i < rig->n_ports; ++i) {
    if (port_is_audio(rig->ports[i].spec)) {
      rig->descriptor->connect_port(rig->handle, i, rig->buffers[i] ? rig->buffers[i] + at : NULL);
    }
  }
  rig->descriptor->run(rig->handle, n_frames);
}
