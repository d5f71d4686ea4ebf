// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Take: what goes into a variant and what comes out of it in one render, with a reading of every control at its end. */

#ifndef SIGNALBOX_TEST_TAKE_H
#define SIGNALBOX_TEST_TAKE_H

#include "common/host/render.h"
#include "tests/lv2/suite.h"

typedef struct {
  uint64_t n_frames;
  uint32_t n_inputs, n_outputs, n_ports;
  float** in;        // float[n_inputs][n_frames]
  float** out;       // float[n_outputs][n_frames]
  float* controls;   // by port index, after the render
  bool* is_reading;  // by port index: control outputs
} Take;

/* An instance of a variant; fails the check where there can be none. */
Instance* take_instance(const Subject* subject, double rate_hz, uint32_t max_frames);

/* Room for a render, with silence in. */
Take* take_new(const Instance* instance, uint64_t n_frames);
void take_free(Take* take);

/* Unrelated programmes on all inputs, see noise_programme(); the same for the same seed. */
void take_fill(Take* take, uint64_t seed, double rate_hz);

/* Renders what is in. The plan's inputs, outputs and n_frames are the take's; a NULL plan is the longest blocks. */
void take_render(Take* take, Instance* instance, const Render* plan);

/* Fails the check where two takes, as long as one another, are not the same bits in all outputs from a frame on, or do
   not end with the same readings (which may differ in rounding). */
void take_check_same(const Take* take, const Take* expected, uint64_t from);

/* Fails the check where any output holds a sample, or any reading a value, that is not finite. */
void take_check_finite(const Take* take);

/* Largest difference of two takes' outputs from a frame on. */
double take_difference(const Take* a, const Take* b, uint64_t from);

/* The larger of two numbers; one that is none wins. */
double take_worse(double a, double b);

/* Largest |x| of a buffer. */
double take_peak(const float* buffer, uint64_t n_frames);

#endif
