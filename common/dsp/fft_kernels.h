// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Kernels of the Fourier transform: see fft.h, and kernel.h for the rules of all kernels, but that these take signals
   of any length. */

#ifndef SIGNALBOX_FFT_KERNELS_H
#define SIGNALBOX_FFT_KERNELS_H

#include "common/dsp/fft.h"

/* Two halvings at once, into blocks of `length` samples, a multiple of 8. */
void kernel_fft_quarter(FftSignal signal, const Fft* fft, uint32_t length);

#endif
