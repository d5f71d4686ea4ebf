// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Fast Fourier transform of complex signals, in place, in steps that may lie apart in time.

   The transform halves the signal again and again, as one reduces a polynomial modulo X^n - 1 to its remainders modulo
   X^(n/2) - r and X^(n/2) + r (R. Crandall and C. Pomerance, "Prime Numbers", 2nd ed., ch. 9.5). Its bins come out in
   bit-reversed order, and nothing reorders them: most of what is done to bins is done to each alone, or to a bin and
   its mirror (fft_mirror()).

   Real and imaginary parts are float[n] each. X[k] = sum of x[t] exp(-2 pi i k t / n). With the two parts swapped
   before and after, the same is the inverse transform, not divided by n. Any thread, realtime-safe, except where a
   function says otherwise. */

#ifndef SIGNALBOX_FFT_H
#define SIGNALBOX_FFT_H

#include <stddef.h>
#include <stdint.h>

enum { FFT_SHORTEST = 128 };

typedef struct {
  uint32_t n;
  unsigned n_steps;  // of a transform
  const float* twiddle_re;
  const float* twiddle_im;  // exp(-i pi f), f being the number of each with its bits reversed behind the point
} Fft;

typedef struct {
  float* re;
  float* im;
} FftSignal;

/* The shortest transform there is of at least so many samples: FFT_SHORTEST times a power of 4. */
uint32_t fft_length(uint32_t least);

/* Floats of memory that a transform of n, one of those lengths, needs. */
size_t fft_floats(uint32_t n);

/* The caller owns `memory`, of as many floats, for as long as the transform is used. Not for the audio thread. */
void fft_init(Fft* fft, uint32_t n, float* memory);

/* One of the n_steps of a transform, each of which takes about as long; to be done in their order from 0 on. */
void fft_step(const Fft* fft, FftSignal signal, unsigned step);

/* The frequency k of the bin that stands at a place after the transform; and, as bits reversed twice are as they were,
   the place of that of frequency k. */
uint32_t fft_bin(const Fft* fft, uint32_t place);

/* The place of the bin of frequency n - k, given that of k. In bit-reversed order, the bins of places 2^m .. 2^(m+1) -
   1 are the mirror of themselves. */
static inline uint32_t fft_mirror(uint32_t place) {
  uint32_t top = place;
  for (unsigned shift = 1; shift < 32; shift *= 2) {
    top |= top >> shift;
  }
  return place ? (top >> 1) + 1 + (top - place) : 0;
}

#endif
