// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/lag_kernels.h"

#include "common/dsp/kernel.h"

#include <string.h>

typedef int16_t LagLanes __attribute__((vector_size(LAG_PRODUCT_LANES / 2 * sizeof(int16_t))));

KERNEL void kernel_lag_products(int16_t* products, const int16_t* a, const int16_t* b) {
  LagLanes first = {0};
  LagLanes last = {0};
  for (unsigned k = 0; k < LAG_PRODUCT_SPAN; ++k) {
    LagLanes low;
    LagLanes high;
    memcpy(&low, b + k, sizeof(low));
    memcpy(&high, b + k + LAG_PRODUCT_LANES / 2, sizeof(high));
    first += low * a[k];
    last += high * a[k];
  }
  memcpy(products, &first, sizeof(first));
  memcpy(products + LAG_PRODUCT_LANES / 2, &last, sizeof(last));
}
