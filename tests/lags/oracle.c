// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lags/oracle.h"

#include <complex.h>
#include <fftw3.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* By which power of its level a frequency counts the less: 0 is the plain correlation, 1 that of the phases alone;
   between them is "PHAT-beta" (K. D. Donohue, J. Hannemann, H. G. Dietz, "Performance of phase transform for detecting
   sound sources with microphone arrays in reverberant and noisy environments", Signal Processing 87(7), 2007). */
static const double betas[] = {0.0, 0.5, 0.75, 1.0};

static void* memory(size_t n, size_t size) {
  void* new = fftw_malloc(n * size);
  if (!new) {
    fprintf(stderr, "There is not enough memory for the oracle.\n");
    exit(1);
  }
  return new;
}

/* The spectrum of both sides, as one complex signal with silence after it; and the energy before each of its frames. */
static fftw_complex* spectrum_of(Track track, bool is_stereo, size_t n_frames, size_t n, double* energy) {
  fftw_complex* spectrum = (fftw_complex*)memory(n, sizeof(fftw_complex));
  double* parts = (double*)spectrum;  // real and imaginary ones by turns
  energy[0] = 0.0;
  for (size_t i = 0; i < n; ++i) {
    const double left = parts[2 * i] = i < n_frames ? (double)track.side[0][i] : 0.0;
    const double right = parts[2 * i + 1] = i < n_frames && is_stereo ? (double)track.side[1][i] : 0.0;
    energy[i + 1] = energy[i] + left * left + right * right;
  }
  fftw_plan plan = fftw_plan_dft_1d((int)n, spectrum, spectrum, FFTW_FORWARD, FFTW_ESTIMATE);
  fftw_execute(plan);
  fftw_destroy_plan(plan);
  return spectrum;
}

/* What is left of both signals once one is moved by a lag: the root of both energies. */
static double overlap_of(double* const energy[2], int32_t lag, size_t n_frames) {
  const size_t size = (size_t)abs(lag);
  const double late = energy[lag < 0 ? 0 : 1][n_frames] - energy[lag < 0 ? 0 : 1][size];
  const double early = energy[lag < 0 ? 1 : 0][n_frames - size];
  return sqrt(late * early);
}

static int32_t highest_lag(const fftw_complex* cross, size_t n, double beta, int32_t longest, double* const energy[2],
                           size_t n_frames) {
  fftw_complex* work = (fftw_complex*)memory(n, sizeof(fftw_complex));
  for (size_t i = 0; i < n; ++i) {
    work[i] = cross[i] * pow(cabs(cross[i]) + 1e-30, -beta);
  }
  fftw_plan plan = fftw_plan_dft_1d((int)n, work, work, FFTW_BACKWARD, FFTW_ESTIMATE);
  fftw_execute(plan);
  fftw_destroy_plan(plan);
  int32_t best = 0;
  double highest = -1.0;
  for (int32_t lag = -longest; lag <= longest; ++lag) {
    const double height = cabs(work[lag < 0 ? n - (size_t)-lag : (size_t)lag]) /
                          (overlap_of(energy, lag, n_frames) + 1e-9 * energy[0][n_frames]);
    if (height > highest) {
      highest = height;
      best = lag;
    }
  }
  fftw_free(work);
  return best;
}

bool oracle_finds(const Mix* mix, bool is_stereo, int32_t longest_lag_frames, double seconds, double close_frames) {
  const uint64_t until = (uint64_t)(seconds * MIX_RATE_HZ);
  const size_t n_frames = until < mix->n_frames ? until : mix->n_frames;
  size_t n = 1;
  while (n < 2 * n_frames) {
    n *= 2;
  }
  double* energy[2];
  fftw_complex* spectra[2];
  for (unsigned s = 0; s < 2; ++s) {
    energy[s] = (double*)memory(n + 1, sizeof(double));
    spectra[s] = spectrum_of(mix->strips[s], is_stereo, n_frames, n, energy[s]);
  }
  for (size_t i = 0; i < n; ++i) {
    spectra[1][i] *= conj(spectra[0][i]);
  }
  bool found = false;
  for (unsigned b = 0; b < sizeof(betas) / sizeof(betas[0]) && !found; ++b) {
    const int32_t lag = highest_lag(spectra[1], n, betas[b], longest_lag_frames, energy, n_frames);
    found = fabs((double)(lag - mix->lag_frames)) <= close_frames && lag * mix->lag_frames > 0;
  }
  for (unsigned s = 0; s < 2; ++s) {
    fftw_free(energy[s]);
    fftw_free(spectra[s]);
  }
  return found;
}
