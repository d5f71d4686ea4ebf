// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Kernels of the lag look-out: see kernel.h for the rules of all kernels. */

#ifndef SIGNALBOX_LAG_KERNELS_H
#define SIGNALBOX_LAG_KERNELS_H

#include <stdint.h>

enum {
  LAG_PRODUCT_SPAN = 128,
  LAG_PRODUCT_LANES = 32,
  LAG_PRODUCT_MOST = 15,  // |value|, so that no sum overflows
};

/* Cross-products at LAG_PRODUCT_LANES lags: of lag l, the sum of a[k] b[k + l] for k < LAG_PRODUCT_SPAN. */
void kernel_lag_products(int16_t* products, const int16_t* a, const int16_t* b);

#endif
