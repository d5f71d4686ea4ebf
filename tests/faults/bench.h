// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Bench: takes of fresh instances. A plugin may lack or break activate(), which is not what most rows ask about. */

#ifndef SIGNALBOX_FAULTS_BENCH_H
#define SIGNALBOX_FAULTS_BENCH_H

#include "tests/lv2/take.h"
#include "tests/support/controls.h"

typedef struct {
  double rate_hz;
  uint32_t max_frames;
  uint64_t n_frames;
} Bench;

/* Room for a render of a subject; take_fill()ed with `seed`. */
Take* bench_take(const Subject* subject, const Bench* bench, uint64_t seed);

/* A new instance with controls from a seed (0 for defaults), enabled. */
Instance* bench_instance(const Subject* subject, const Bench* bench, uint64_t seed);

/* Renders a take through such an instance, which is freed. */
void bench_render(const Subject* subject, const Bench* bench, uint64_t seed, const Render* plan, Take* take);

/* Fails the check where one output, or any, of two takes is not the same bits; says by how much. */
void bench_check_same_output(const Take* take, const Take* expected, uint32_t output);
void bench_check_same(const Take* take, const Take* expected);

/* Fails the check where two takes differ in their last quarter of a second by more than a thousandth of the peak. */
void bench_check_recovered(const Bench* bench, const Take* take, const Take* expected);

#endif
