// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The maths. Block b of a step has the twiddle w(b); of its halves, w(2b) is a square root of w(b), and w(2b + 1) =
   -i w(2b). So a block goes to its quarters by w = w(2b), w^2 and w^3. */

#include "common/dsp/fft_kernels.h"

#include "common/dsp/kernel_lanes.h"

typedef struct {
  Lanes re, im;
} Complex;

INLINE void load_complex(Complex* x, const float* re, const float* im) {
  load_lanes(&x->re, re);
  load_lanes(&x->im, im);
}

INLINE void store_complex(float* re, float* im, const Complex* x) {
  store_lanes(re, &x->re);
  store_lanes(im, &x->im);
}

/* x * w; the result may be either. */
INLINE void multiply(Complex* product, const Complex* x, const Complex* w) {
  const Lanes re = x->re * w->re - x->im * w->im;
  product->im = x->re * w->im + x->im * w->re;
  product->re = re;
}

/* x and y become x + y and x - y. */
INLINE void butterfly(Complex* x, Complex* y) {
  const Complex less = {x->re - y->re, x->im - y->im};
  x->re += y->re;
  x->im += y->im;
  *y = less;
}

INLINE void turn_back(Complex* x) {
  const Lanes re = x->im;
  x->im = -x->re;
  x->re = re;
}

/* The quarters of a block become those of its four parts; powers[k] is w^(k + 1). */
INLINE void quarter(Complex* a, Complex* b, Complex* c, Complex* d, const Complex powers[3]) {
  multiply(b, b, &powers[0]);
  multiply(c, c, &powers[1]);
  multiply(d, d, &powers[2]);
  butterfly(a, c);
  butterfly(b, d);
  turn_back(d);
  butterfly(a, b);
  butterfly(c, d);
}

KERNEL void kernel_fft_quarter(FftSignal signal, const Fft* fft, uint32_t length) {
  for (uint32_t b = 0; b < fft->n / length / 4; ++b) {
    const Lanes zero = {0.0f};
    Complex powers[3] = {{zero + fft->twiddle_re[2 * b], zero + fft->twiddle_im[2 * b]},
                         {zero + fft->twiddle_re[b], zero + fft->twiddle_im[b]}};
    multiply(&powers[2], &powers[0], &powers[1]);
    float* re = signal.re + 4 * (size_t)b * length;
    float* im = signal.im + 4 * (size_t)b * length;
    for (uint32_t i = 0; i < length; i += LANES) {
      Complex x[4];
      UNROLL
      for (unsigned k = 0; k < 4; ++k) {
        load_complex(&x[k], re + k * length + i, im + k * length + i);
      }
      quarter(&x[0], &x[1], &x[2], &x[3], powers);
      UNROLL
      for (unsigned k = 0; k < 4; ++k) {
        store_complex(re + k * length + i, im + k * length + i, &x[k]);
      }
    }
  }
}
