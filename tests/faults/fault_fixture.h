// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Fault fixture: recordings of fresh instances. A plugin may lack or break activate(), which is not what most rows ask
   about. */

#ifndef SIGNALBOX_FAULTS_FIXTURE_H
#define SIGNALBOX_FAULTS_FIXTURE_H

#include "tests/lv2/recording.h"
#include "tests/support/controls.h"

typedef struct {
  double rate_hz;
  uint32_t max_frames;
  uint64_t n_frames;
} FaultFixture;

/* Room for a render of a subject; recording_fill()ed with `seed`. */
Recording* fault_recording(const Subject* subject, const FaultFixture* fixture, uint64_t seed);

/* A new instance with controls from a seed (0 for defaults), enabled. */
Instance* fault_instance(const Subject* subject, const FaultFixture* fixture, uint64_t seed);

/* Renders a recording through such an instance, which is freed. */
void fault_render(const Subject* subject, const FaultFixture* fixture, uint64_t seed, const Render* plan,
                  Recording* recording);

/* Fails the check where one output, or any, of two recordings is not equal in all samples; says by how much. */
void fault_check_same_output(const Recording* recording, const Recording* expected, uint32_t output);
void fault_check_same(const Recording* recording, const Recording* expected);

/* Fails the check where two recordings differ in their last quarter of a second by more than a thousandth of the peak.
 */
void fault_check_recovered(const FaultFixture* fixture, const Recording* recording, const Recording* expected);

#endif
