// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Lag proof: what a lag meter (see lag_meter.h) makes of the look that ends a proof. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_LAG_PROOF_H
#define SIGNALBOX_LAG_PROOF_H

#include "common/dsp/lag_meter.h"

typedef enum {
  LAG_PROOF_GOES_ON,        // with more segments
  LAG_PROOF_NEEDS_ANOTHER,  // which has to agree
  LAG_PROOF_IS_DONE,        // the lag is in `lag`
  LAG_PROOF_FAILS,
} LagVerdict;

/* In one segment by itself, only an exact copy is beyond doubt. Where lags are found that a filter's phase may explain,
   there is none: `lag` is known, and 0. */
LagVerdict lag_proof_judge(LagMeter* meter);

#endif
