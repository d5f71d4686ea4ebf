// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/sample_rates.h"

const double rates_hz[N_RATES] = {8000.0,  11025.0, 16000.5, 22050.0,  32000.0,  44056.1,  44100.0, 47952.05,
                                  48000.0, 88200.0, 96000.0, 176400.0, 192000.0, 384000.0, 768000.0};
