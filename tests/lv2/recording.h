// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Recording: what goes into a variant and what comes out of it in one render, with a reading of every control at its
   end. */

#ifndef SIGNALBOX_TEST_RECORDING_H
#define SIGNALBOX_TEST_RECORDING_H

#include "common/host/render.h"
#include "tests/lv2/suite.h"

typedef struct {
  uint64_t n_frames;
  uint32_t n_inputs, n_outputs, n_ports;
  float** in;        // float[n_inputs][n_frames]
  float** out;       // float[n_outputs][n_frames]
  float* controls;   // by port index, after the render
  bool* is_reading;  // by port index: control outputs
} Recording;

/* Room for a render, with silence in. */
Recording* recording_new(const Instance* instance, uint64_t n_frames);
void recording_free(Recording* recording);

/* Unrelated programmes on all inputs, see noise_programme(); the same for the same seed. */
void recording_fill(Recording* recording, uint64_t seed, double rate_hz);

/* Renders what is in. The plan's inputs, outputs and n_frames are the recording's; a NULL plan is the longest blocks.
 */
void recording_render(Recording* recording, Instance* instance, const Render* plan);

/* Fails the check where two recordings, as long as one another, are not equal in every sample of the outputs from a
   frame on, or do not end with the same readings (which may differ in rounding). */
void recording_check_same(const Recording* recording, const Recording* expected, uint64_t from);

/* Fails the check where any output holds a sample, or any reading a value, that is not finite. */
void recording_check_finite(const Recording* recording);

/* Largest difference of two recordings' outputs from a frame on. */
double recording_difference(const Recording* a, const Recording* b, uint64_t from);

/* The larger of two numbers; a NaN is larger than any. */
double larger_or_nan(double a, double b);

/* Largest |x| of a buffer. */
double buffer_peak(const float* buffer, uint64_t n_frames);

#endif
