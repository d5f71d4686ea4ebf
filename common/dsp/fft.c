// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The maths. Block b of a step has the twiddle w(b); of its halves, w(2b) is a square root of w(b), and w(2b + 1) =
   -i w(2b). So a block goes to its quarters by w = w(2b), w^2 and w^3. */

#include "common/dsp/fft.h"

#include "common/dsp/cold.h"
#include "common/dsp/kernel_lanes.h"

#include <math.h>
#include <string.h>

enum {
  LAST_BLOCK = 8,  // from which blocks go down to bins at once,
  LAST_STEPS = 4,  // in as many steps, as it takes longer than to go down to quarters
};

typedef struct {
  HalfLanes re, im;
} Complex;

INLINE void load_complex(Complex* x, const float* re, const float* im) {
  load_half_lanes(&x->re, re);
  load_half_lanes(&x->im, im);
}

INLINE void store_complex(float* re, float* im, const Complex* x) {
  store_half_lanes(re, &x->re);
  store_half_lanes(im, &x->im);
}

/* x * w; the result may be either. */
INLINE void multiply(Complex* product, const Complex* x, const Complex* w) {
  const HalfLanes re = x->re * w->re - x->im * w->im;
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
  const HalfLanes re = x->im;
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

/* Two halvings of all blocks, into blocks of `length` samples. */
static void run_quarters(const Fft* fft, FftSignal signal, uint32_t length) {
  for (uint32_t b = 0; b < fft->n / length / 4; ++b) {
    const HalfLanes zero = {0.0f};
    Complex powers[3] = {{zero + fft->twiddle_re[2 * b], zero + fft->twiddle_im[2 * b]},
                         {zero + fft->twiddle_re[b], zero + fft->twiddle_im[b]}};
    multiply(&powers[2], &powers[0], &powers[1]);
    float* re = signal.re + 4 * (size_t)b * length;
    float* im = signal.im + 4 * (size_t)b * length;
    for (uint32_t i = 0; i < length; i += LANES / 2) {
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

/* One halving of each of n_blocks blocks, with as many twiddles. */
static inline void halve(float* re, float* im, const float* twiddle_re, const float* twiddle_im, unsigned n_blocks) {
  const unsigned half = LAST_BLOCK / 2 / n_blocks;
  for (unsigned b = 0; b < n_blocks; ++b) {
    for (unsigned i = 0; i < half; ++i) {
      const unsigned low = 2 * b * half + i;
      const unsigned high = low + half;
      const float high_re = re[high] * twiddle_re[b] - im[high] * twiddle_im[b];
      const float high_im = re[high] * twiddle_im[b] + im[high] * twiddle_re[b];
      re[high] = re[low] - high_re;
      im[high] = im[low] - high_im;
      re[low] += high_re;
      im[low] += high_im;
    }
  }
}

/* The last three, from blocks of LAST_BLOCK samples to bins. */
static void run_last(const Fft* fft, FftSignal signal, uint32_t first_block, uint32_t end_block) {
  for (uint32_t b = first_block; b < end_block; ++b) {
    float re[LAST_BLOCK];
    float im[LAST_BLOCK];
    memcpy(re, signal.re + (size_t)b * LAST_BLOCK, sizeof(re));
    memcpy(im, signal.im + (size_t)b * LAST_BLOCK, sizeof(im));
    halve(re, im, fft->twiddle_re + b, fft->twiddle_im + b, 1);
    halve(re, im, fft->twiddle_re + 2 * (size_t)b, fft->twiddle_im + 2 * (size_t)b, 2);
    halve(re, im, fft->twiddle_re + 4 * (size_t)b, fft->twiddle_im + 4 * (size_t)b, 4);
    memcpy(signal.re + (size_t)b * LAST_BLOCK, re, sizeof(re));
    memcpy(signal.im + (size_t)b * LAST_BLOCK, im, sizeof(im));
  }
}

size_t fft_floats(uint32_t n) {
  return n;  // n / 2 complex numbers
}

uint32_t fft_length(uint32_t least) {
  uint32_t n = FFT_SHORTEST;
  while (n < least) {
    n *= 4;
  }
  return n;
}

/* Each angle is half of that of a number with one bit less, and a quarter of a turn more where the last bit is set. */
COLD void fft_init(Fft* fft, uint32_t n, float* memory) {
  float* re = memory;
  float* im = memory + n / 2;
  const double pi = 3.14159265358979323846;
  re[0] = 1.0f;
  im[0] = 0.0f;
  for (uint32_t first = 1; first < n / 2; first *= 2) {
    const double angle = -pi / (2.0 * first);
    const double c = cos(angle);
    const double s = sin(angle);
    for (uint32_t i = 0; i < first; ++i) {
      re[first + i] = (float)((double)re[i] * c - (double)im[i] * s);
      im[first + i] = (float)((double)re[i] * s + (double)im[i] * c);
    }
  }
  unsigned n_steps = LAST_STEPS;
  for (uint32_t block = LAST_BLOCK; block < n; block *= 4) {
    ++n_steps;
  }
  *fft = (Fft){.n = n, .n_steps = n_steps, .twiddle_re = re, .twiddle_im = im};
}

void fft_step(const Fft* fft, FftSignal signal, unsigned step) {
  const unsigned n_quarterings = fft->n_steps - LAST_STEPS;
  if (step < n_quarterings) {
    run_quarters(fft, signal, fft->n >> 2 * (step + 1));
  } else {
    const uint32_t n_blocks = fft->n / LAST_BLOCK / LAST_STEPS;
    const uint32_t first = (step - n_quarterings) * n_blocks;
    run_last(fft, signal, first, first + n_blocks);
  }
}

uint32_t fft_bin(const Fft* fft, uint32_t place) {
  uint32_t bits = place;
  bits = (bits >> 1 & 0x55555555u) | (bits & 0x55555555u) << 1;
  bits = (bits >> 2 & 0x33333333u) | (bits & 0x33333333u) << 2;
  bits = (bits >> 4 & 0x0f0f0f0fu) | (bits & 0x0f0f0f0fu) << 4;
  bits = (bits >> 8 & 0x00ff00ffu) | (bits & 0x00ff00ffu) << 8;
  bits = bits >> 16 | bits << 16;
  return (uint32_t)((uint64_t)bits * fft->n >> 32);
}
