// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* State-variable filter with trapezoidal integrators: Zavalishin, "The Art of VA Filter Design", 2012; Simper, "Linear
   Trapezoidal Integrated State Variable Filter", 2013. Here are the published names, and the step that filter.h,
   loudness.h and crossover.h are made of. With g = tan(pi cutoff / rate) and k = 1/Q:

     a1 = 1 / (1 + g (g + k))      a2 = g a1      a3 = g a2

   and of each frame, with v0 the input, ic1eq and ic2eq the states of the two integrators:

     v3 = v0 - ic2eq
     v1 = a1 ic1eq + a2 v3                        the band-pass
     v2 = ic2eq + a2 ic1eq + a3 v3                the low-pass
     ic1eq becomes 2 v1 - ic1eq, ic2eq becomes 2 v2 - ic2eq

   Each frame waits for the states of the frame before. So that it waits for few operations, the outputs are taken out
   of the last line:

     ic1eq becomes (2 a1 - 1) ic1eq + 2 a2 v3
     ic2eq becomes (ic2eq + 2 a2 ic1eq) + 2 a3 v3

   Any thread, realtime-safe. */

#ifndef SIGNALBOX_SVF_H
#define SIGNALBOX_SVF_H

/* Coefficients of the step. */
typedef struct {
  double two_a1_minus_1, two_a2, two_a3;
} SvfStep;

/* Moves both states on by a frame, given v3: doubles, or vectors of doubles. (A macro, as C has no function of both.)
 */
#define SVF_STEP(step, ic1eq, ic2eq, v3)                                         \
  do {                                                                           \
    const __typeof__(ic1eq) svf_last_ic1eq = (ic1eq);                            \
    (ic1eq) = (step).two_a1_minus_1 * svf_last_ic1eq + (step).two_a2 * (v3);     \
    (ic2eq) = ((ic2eq) + (step).two_a2 * svf_last_ic1eq) + (step).two_a3 * (v3); \
  } while (0)

#endif
