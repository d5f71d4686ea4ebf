// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Sample rates from 8 kHz to 768 kHz, odd ones included; and those that there are none of. */

#include "tests/faults/fault_fixture.h"
#include "tests/faults/rows.h"
#include "tests/lv2/sample_rates.h"

#include <lv2/core/lv2.h>

#include <math.h>

void rates_check_any(const Subject* subject) {
  enum { CHANGES = 20 };
  for (unsigned i = 0; i < N_RATES; ++i) {
    suite_note("at %g Hz", rates_hz[i]);
    const FaultFixture fixture = {rates_hz[i], 4096, (uint64_t)(rates_hz[i] * 0.25)};
    ControlChange changes[CHANGES];
    Noise noise = {i};
    Recording* recording = fault_recording(subject, &fixture, i);
    Instance* instance = fault_instance(subject, &fixture, 0);
    const size_t n_changes = controls_changes(instance, &noise, recording->n_frames, changes, CHANGES);
    recording_render(recording, instance, &(Render){.cut_seed = i + 1, .changes = changes, .n_changes = n_changes});
    recording_check_finite(recording);
    instance_free(instance);
    recording_free(recording);
  }
}

/* Straight through the descriptor, since lilv tells the user of every failure. */
void rates_check_none(const Subject* subject) {
  static const double none_hz[] = {0.0, -1.0, -48000.0, (double)NAN, (double)INFINITY, -(double)INFINITY};
  Instance* instance = suite_instance(subject, 48000.0, 64);
  const LV2_Descriptor* descriptor = lilv_instance_get_descriptor(instance_lilv(instance));
  char* path = lilv_file_uri_parse(lilv_node_as_uri(lilv_plugin_get_bundle_uri(subject->plugin)), NULL);
  for (size_t i = 0; i < sizeof(none_hz) / sizeof(none_hz[0]); ++i) {
    suite_note("at %g Hz", none_hz[i]);
    CHECK(!descriptor->instantiate(descriptor, none_hz[i], path, instance_features(instance)), "gives an instance");
  }
  lilv_free(path);
  instance_free(instance);
}
